#include "platform/scale.h"

#include "base/mem.h"
#include "platform/box.h"

#include <SDL.h>
#include <math.h>
#include <stdbool.h>

/* The source pixels that make one wanted pixel, along one axis. */
struct tap {
    int first, n;
    float *weights;
};

struct axis {
    struct tap *taps; /* one for each wanted pixel */
    float *weights;
    int most; /* the longest tap */
};

/* Wanted pixels 0..want come from the source's from..from+length, which has room of them. */
static struct axis axis_make(int want, double from, double length, int room)
{
    double step = length / want, reach = step > 1 ? step : 1;
    struct axis axis = {.most = (int)ceil(reach * 2) + 1};
    axis.taps = mem_alloc((size_t)want * sizeof *axis.taps);
    axis.weights = mem_alloc((size_t)want * (size_t)axis.most * sizeof *axis.weights);
    for (int i = 0; i < want; i++) {
        struct tap *tap = &axis.taps[i];
        double middle = from + (i + 0.5) * step;
        int first = (int)floor(middle - reach), last = (int)ceil(middle + reach);
        tap->first = first < 0 ? 0 : first > room - 1 ? room - 1 : first;
        last = last > room ? room : last;
        tap->weights = axis.weights + (size_t)i * (size_t)axis.most;
        double sum = 0;
        for (int x = tap->first; x < last && tap->n < axis.most; x++) {
            double weight = 1 - fabs(x + 0.5 - middle) / reach;
            tap->weights[tap->n++] = (float)(weight > 0 ? weight : 0);
            sum += weight > 0 ? weight : 0;
        }
        if (sum <= 0) {
            tap->n = 1;
            tap->weights[0] = 1;
            sum = 1;
        }
        for (int k = 0; k < tap->n; k++) {
            tap->weights[k] = (float)(tap->weights[k] / sum);
        }
    }
    return axis;
}

static void axis_release(struct axis *axis)
{
    free(axis->taps);
    free(axis->weights);
}

/* Row y as red, green, blue bytes on white, from column x on. */
static void read_row(const SDL_Surface *source, int y, int x, int n, uint8_t *out)
{
    const uint8_t *at = (const uint8_t *)source->pixels + (ptrdiff_t)y * source->pitch;
    if (source->format->format == SDL_PIXELFORMAT_RGB24) {
        memcpy(out, at + (ptrdiff_t)x * 3, (size_t)n * 3);
        return;
    }
    at += (ptrdiff_t)x * 4; /* ABGR8888: red first in memory */
    for (int i = 0; i < n; i++, at += 4, out += 3) {
        unsigned part = at[3], white = (255 - part) * 255;
        out[0] = (uint8_t)((at[0] * part + white + 127) / 255);
        out[1] = (uint8_t)((at[1] * part + white + 127) / 255);
        out[2] = (uint8_t)((at[2] * part + white + 127) / 255);
    }
}

/* One source row, brought to the wanted width. */
static void squeeze_row(const uint8_t *row, int shift, const struct axis *across, int w, float *out)
{
    for (int x = 0; x < w; x++, out += 3) {
        const struct tap *tap = &across->taps[x];
        const uint8_t *at = row + (ptrdiff_t)(tap->first - shift) * 3;
        float red = 0, green = 0, blue = 0;
        for (int k = 0; k < tap->n; k++, at += 3) {
            red += at[0] * tap->weights[k];
            green += at[1] * tap->weights[k];
            blue += at[2] * tap->weights[k];
        }
        out[0] = red;
        out[1] = green;
        out[2] = blue;
    }
}

static void write_row(const float *sums, int w, uint32_t *out)
{
    for (int x = 0; x < w; x++, sums += 3) {
        out[x] = (uint32_t)(sums[0] + 0.5f) << 16 | (uint32_t)(sums[1] + 0.5f) << 8 |
                 (uint32_t)(sums[2] + 0.5f);
    }
}

/* Source rows are squeezed once each, into a ring as long as the longest tap downwards. */
static void resample(const SDL_Surface *source, SDL_Surface *out, const struct axis *across,
                     const struct axis *down)
{
    int w = out->w, ring_rows = down->most, done = 0;
    size_t row_floats = (size_t)w * 3;
    const struct tap *last = &across->taps[w - 1];
    int shift = across->taps[0].first, columns = last->first + last->n - shift;
    uint8_t *row = mem_alloc((size_t)columns * 3);
    float *ring = mem_alloc((size_t)ring_rows * row_floats * sizeof *ring);
    float *sums = mem_alloc(row_floats * sizeof *sums);
    for (int y = 0; y < out->h; y++) {
        const struct tap *tap = &down->taps[y];
        done = done > tap->first ? done : tap->first;
        for (; done < tap->first + tap->n; done++) {
            read_row(source, done, shift, columns, row);
            squeeze_row(row, shift, across, w, ring + (size_t)(done % ring_rows) * row_floats);
        }
        memset(sums, 0, row_floats * sizeof *sums);
        for (int k = 0; k < tap->n; k++) {
            const float *at = ring + (size_t)((tap->first + k) % ring_rows) * row_floats;
            float weight = tap->weights[k];
            for (size_t i = 0; i < row_floats; i++) {
                sums[i] += at[i] * weight;
            }
        }
        write_row(sums, w, box_pixels(out, 0, y));
    }
    free(row);
    free(ring);
    free(sums);
}

/* Pixels one by one, on white. */
static void copy_row(const SDL_Surface *source, const uint8_t *at, int n, uint32_t *out)
{
    if (source->format->format == SDL_PIXELFORMAT_RGB24) {
        for (int i = 0; i < n; i++, at += 3) {
            out[i] = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
        }
        return;
    }
    for (int i = 0; i < n; i++, at += 4) {
        uint32_t over = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
        out[i] = at[3] == 255 ? over : box_mix(0xFFFFFF, over, at[3]);
    }
}

/* No filter where the size is right already: the common case of a well-prepared picture or an SVG,
 * which is drawn at its size. */
static void copy_middle(const SDL_Surface *source, SDL_Surface *out)
{
    int left = (source->w - out->w) / 2, top = (source->h - out->h) / 2;
    for (int y = 0; y < out->h; y++) {
        const uint8_t *at = (const uint8_t *)source->pixels + (ptrdiff_t)(top + y) * source->pitch +
                            (ptrdiff_t)left * source->format->BytesPerPixel;
        copy_row(source, at, out->w, box_pixels(out, 0, y));
    }
}

static bool fits_already(const SDL_Surface *source, int w, int h)
{
    return source->w >= w && source->h >= h && (source->w - w <= 2 || source->h - h <= 2);
}

SDL_Surface *scale_cover(SDL_Surface *picture, int w, int h)
{
    SDL_Surface *plain = picture;
    Uint32 format = picture->format->format;
    bool direct = format == SDL_PIXELFORMAT_RGB24 || format == SDL_PIXELFORMAT_ABGR8888;
    if (!direct || SDL_HasColorKey(picture)) {
        plain = SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_ABGR8888, 0);
    }
    SDL_Surface *out =
        plain ? SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888) : NULL;
    if (out && fits_already(plain, w, h)) {
        copy_middle(plain, out);
    } else if (out) {
        double scale = fmin((double)plain->w / w, (double)plain->h / h);
        double width = w * scale, height = h * scale;
        struct axis across = axis_make(w, (plain->w - width) / 2, width, plain->w);
        struct axis down = axis_make(h, (plain->h - height) / 2, height, plain->h);
        resample(plain, out, &across, &down);
        axis_release(&across);
        axis_release(&down);
    }
    if (plain != picture) {
        SDL_FreeSurface(plain);
    }
    return out;
}

#include "platform/decode.h"

#include "base/file.h"
#include "platform/image.h"
#include "platform/scale.h"

#include <SDL_image.h>

enum {
    SVG_MAX = 2 * 1024 * 1024,
    SVG_HEAD = 4096,
    SVG_PROBE = 64,
    SVG_THIN = 4,
    SVG_PIXELS_MAX = 32 * 1000 * 1000
};

struct input {
    const char *name;
    const unsigned char *at;
    size_t n;
};

struct size {
    uint32_t w, h;
};

static uint32_t big16(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t big32(const unsigned char *at)
{
    return big16(at) << 16 | big16(at + 2);
}

static bool cut_short(const struct input *input, struct err *err)
{
    return err_set(err, "%s: image incomplète ; copiez-la à nouveau", input->name);
}

/* --- PNG: a signature, then chunks {length, name, data, sum}, IHDR first and IEND last */

static bool png_is(const struct input *input)
{
    return input->n >= 8 && memcmp(input->at, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static bool png_look(const struct input *input, struct size *size, struct err *err)
{
    if (input->n < 33) {
        return cut_short(input, err);
    }
    if (memcmp(input->at + 12, "IHDR", 4) != 0) {
        return err_set(err, "%s: PNG abîmé ; enregistrez-le à nouveau", input->name);
    }
    *size = (struct size){big32(input->at + 16), big32(input->at + 20)};
    for (size_t i = 8; input->n - i >= 12;) {
        size_t length = big32(input->at + i);
        if (memcmp(input->at + i + 4, "IEND", 4) == 0) {
            return true;
        }
        if (length > input->n - i - 12) {
            break;
        }
        i += length + 12;
    }
    return cut_short(input, err);
}

/* --- JPEG: markers {FF, kind, length, data}; the frame's header is before the first scan */

static bool jpeg_is(const struct input *input)
{
    return input->n >= 3 && memcmp(input->at, "\xFF\xD8\xFF", 3) == 0;
}

static bool is_frame(unsigned char kind)
{
    return kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
}

static bool jpeg_look(const struct input *input, struct size *size, struct err *err)
{
    const unsigned char *at = input->at;
    *size = (struct size){0, 0};
    for (size_t i = 2, next; i + 4 <= input->n; i = next) {
        unsigned char kind = at[i + 1];
        if (at[i] != 0xFF || kind == 0xFF) {
            next = i + 1; /* fill bytes */
            continue;
        }
        next = i + 2 + big16(at + i + 2);
        if (is_frame(kind) && i + 10 <= input->n) {
            *size = (struct size){big16(at + i + 7), big16(at + i + 5)};
            if (at[i + 9] != 1 && at[i + 9] != 3) {
                return err_set(err,
                               "%s: JPEG en couleurs d’imprimerie (CMJN) ; enregistrez-le en RVB",
                               input->name);
            }
        }
        /* In a scan FF is followed by 0 or a restart, so FF D9 is the end and nothing else. */
        if (kind == 0xDA && next < input->n && memmem(at + next, input->n - next, "\xFF\xD9", 2)) {
            return true;
        }
        if (kind == 0xDA) {
            break;
        }
    }
    return cut_short(input, err);
}

static SDL_Surface *raster_load(const struct input *input, int w, int h, struct err *err)
{
    (void)w, (void)h;
    SDL_RWops *bytes = SDL_RWFromConstMem(input->at, (int)input->n);
    SDL_Surface *picture = png_is(input) ? IMG_LoadPNG_RW(bytes) : IMG_LoadJPG_RW(bytes);
    SDL_RWclose(bytes);
    if (!picture) {
        err_set(err, "%s: image abîmée (%s) ; enregistrez-la à nouveau", input->name,
                IMG_GetError());
    }
    return picture;
}

/* --- SVG: text that holds <svg near its start. nanosvg keeps the drawing's own shape. */

static bool svg_is(const struct input *input)
{
    size_t head = input->n < SVG_HEAD ? input->n : SVG_HEAD, i = 0;
    if (head >= 3 && memcmp(input->at, "\xEF\xBB\xBF", 3) == 0) {
        i = 3;
    }
    while (i < head && strchr(" \t\r\n", input->at[i]) && input->at[i]) {
        i++;
    }
    return i < head && input->at[i] == '<' && memmem(input->at, head, "<svg", 4) &&
           !memchr(input->at, 0, input->n);
}

static SDL_Surface *svg_draw(const struct input *input, int w, int h)
{
    SDL_RWops *bytes = SDL_RWFromConstMem(input->at, (int)input->n);
    SDL_Surface *picture = IMG_LoadSizedSVG_RW(bytes, w, h);
    SDL_RWclose(bytes);
    return picture;
}

/* nanosvg draws what it got of a file cut short: an empty or half a drawing. */
static bool svg_ends(const struct input *input)
{
    size_t n = input->n;
    while (n > 0 && strchr(" \t\r\n", input->at[n - 1])) {
        n--;
    }
    return n > 0 && input->at[n - 1] == '>' && memmem(input->at, n, "</svg", 5);
}

/* Asked for both sides, nanosvg fits the drawing inside: a small one tells its shape at no risk. */
static bool svg_look(const struct input *input, struct size *size, struct err *err)
{
    if (input->n > SVG_MAX) {
        return err_set(err, "%s: %zu Kio, trop lourd pour un SVG ; simplifiez-le", input->name,
                       input->n / 1024);
    }
    if (!svg_ends(input)) {
        return cut_short(input, err);
    }
    SDL_Surface *probe = svg_draw(input, SVG_PROBE, SVG_PROBE);
    if (!probe) {
        return err_set(err, "%s: SVG abîmé (%s) ; enregistrez-le à nouveau", input->name,
                       IMG_GetError());
    }
    *size = (struct size){(uint32_t)probe->w, (uint32_t)probe->h};
    SDL_FreeSurface(probe);
    if (size->w < SVG_THIN || size->h < SVG_THIN) {
        return err_set(err,
                       "%s: SVG bien trop étroit ; donnez-lui une viewBox plus proche du carré",
                       input->name);
    }
    return true;
}

/* The drawing with its root told to cover w by h, so that what is cut off is never drawn: a quarter
 * less work than cutting afterwards. NULL where the root gives no viewBox, or is not found. */
static SDL_Surface *svg_cover(const struct input *input, int w, int h)
{
    const char *text = (const char *)input->at, *root = memmem(text, input->n, "<svg", 4);
    const char *end = root ? memchr(root, '>', input->n - (size_t)(root - text)) : NULL;
    if (!end || end[-1] == '/' || !memmem(root, (size_t)(end - root), "viewBox", 7)) {
        return NULL;
    }
    struct str told = {0};
    str_add_bytes(&told, text, (size_t)(end - text)); /* the last of two equal attributes wins */
    str_addf(&told, " width=\"%d\" height=\"%d\" preserveAspectRatio=\"xMidYMid slice\"", w, h);
    str_add_bytes(&told, end, input->n - (size_t)(end - text));
    struct input changed = {input->name, (const unsigned char *)str_text(&told), told.n};
    SDL_Surface *picture = svg_draw(&changed, w, h);
    str_release(&told);
    if (picture && (picture->w != w || picture->h != h)) {
        SDL_FreeSurface(picture);
        picture = NULL;
    }
    return picture;
}

static SDL_Surface *svg_load(const struct input *input, int w, int h, struct err *err)
{
    struct size shape = {0};
    if (!svg_look(input, &shape, err)) {
        return NULL;
    }
    double longer = (double)shape.w / shape.h;
    longer = longer * h > w ? longer * h * h : w / longer * w;
    if (longer > SVG_PIXELS_MAX) {
        err_set(err, "%s: SVG bien trop étroit pour sa place ; changez sa viewBox", input->name);
        return NULL;
    }
    bool wide = (int64_t)shape.w * h >= (int64_t)shape.h * w;
    /* One pixel more than wanted, since nanosvg rounds down. */
    SDL_Surface *picture = svg_cover(input, w, h);
    if (!picture) {
        picture = wide ? svg_draw(input, 0, h + 1) : svg_draw(input, w + 1, 0);
    }
    if (picture && (picture->w < w || picture->h < h)) {
        SDL_FreeSurface(picture);
        picture = wide ? svg_draw(input, w + 1, 0) : svg_draw(input, 0, h + 1);
    }
    if (!picture) {
        err_set(err, "%s: ne peut pas être dessiné (%s) ; enregistrez-le à nouveau", input->name,
                IMG_GetError());
    }
    return picture;
}

/* load returns the picture, drawn for w by h or as large as it is; NULL with the message. */
static const struct kind {
    bool (*is)(const struct input *);
    bool (*look)(const struct input *, struct size *, struct err *);
    SDL_Surface *(*load)(const struct input *, int w, int h, struct err *);
} kinds[] = {
    {png_is, png_look, raster_load},
    {jpeg_is, jpeg_look, raster_load},
    {svg_is, svg_look, svg_load},
};

static bool size_allowed(const struct input *input, struct size size, struct err *err)
{
    if (size.w == 0 || size.h == 0) {
        return err_set(err, "%s: image sans taille ; enregistrez-la à nouveau", input->name);
    }
    if (size.w > IMAGE_SIDE_MAX || size.h > IMAGE_SIDE_MAX ||
        (uint64_t)size.w * size.h > IMAGE_PIXELS_MAX) {
        return err_set(err,
                       "%s: %u x %u pixels, plus de %d de côté ou de %d millions ; réduisez-la",
                       input->name, size.w, size.h, IMAGE_SIDE_MAX, IMAGE_PIXELS_MAX / 1000000);
    }
    return true;
}

/* What kind it is, and that its size can be shown; NULL and the message otherwise. */
static const struct kind *kind_of(const struct input *input, struct err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct size size = {0};
        if (kinds[i].is(input)) {
            bool sound = kinds[i].look(input, &size, err) && size_allowed(input, size, err);
            return sound ? &kinds[i] : NULL;
        }
    }
    err_set(err, "%s: ni SVG, ni PNG, ni JPEG ; changez de format", input->name);
    return NULL;
}

bool decode_glance(void *context, const char *path, struct err *err)
{
    (void)context;
    struct str file = {0};
    bool sound = false;
    if (file_read(path, IMAGE_FILE_MAX, &file, err)) {
        struct input input = {path, (const unsigned char *)str_text(&file), file.n};
        sound = kind_of(&input, err) != NULL;
    }
    str_release(&file);
    return sound;
}

SDL_Surface *decode_file(const char *path, int w, int h, struct err *err)
{
    struct str file = {0};
    SDL_Surface *picture = NULL;
    if (file_read(path, IMAGE_FILE_MAX, &file, err)) {
        struct input input = {path, (const unsigned char *)str_text(&file), file.n};
        const struct kind *kind = kind_of(&input, err);
        SDL_Surface *drawn = kind ? kind->load(&input, w, h, err) : NULL;
        picture = drawn ? scale_cover(drawn, w, h) : NULL;
        if (drawn && !picture) {
            err_set(err, "%s: ne peut pas être montrée (%s)", path, SDL_GetError());
        }
        SDL_FreeSurface(drawn);
    }
    str_release(&file);
    return picture;
}

#include "platform/strokes.h"

#include "base/utf8.h"

#include <SDL_surface.h>
#include <math.h>
#include <string.h>

/* A point is two digits, across and down; a stroke is a row of points, and a point alone twice is a
 * dot. A capital is 4 across and 6 down, from its top to the line it stands on. */
static const struct {
    uint32_t code;
    const char *strokes;
} glyphs[] = {
    {'A', "062046 1434"},
    {'B', "06003041423303 3344453606"},
    {'C', "4130100105163645"},
    {'D', "06003041453606"},
    {'E', "40000646 0333"},
    {'F', "400006 0333"},
    {'G', "41301001051636454323"},
    {'H', "0006 4046 0343"},
    {'I', "0006"},
    {'J', "4045361605"},
    {'K', "0006 4004 1346"},
    {'L', "000646"},
    {'M', "0600234046"},
    {'N', "06004640"},
    {'O', "103041453616050110"},
    {'P', "06003041423303"},
    {'Q', "103041453616050110 2446"},
    {'R', "06003041423303 2346"},
    {'S', "413010010213334445361605"},
    {'T', "0040 2026"},
    {'U', "000516364540"},
    {'V', "002640"},
    {'W', "0016233640"},
    {'X', "0046 4006"},
    {'Y', "002340 2326"},
    {'Z', "00400646"},
    {'0', "103041453616050110"},
    {'1', "022026"},
    {'2', "01103041420646"},
    {'3', "01103041423313 334445361605"},
    {'4', "36300444"},
    {'5', "400002324345361605"},
    {'6', "413010010516364544331304"},
    {'7', "004016"},
    {'8', "103041423313020110 1304051636454433"},
    {'9', "051636454130100102133342"},
    {'.', "0606"},
    {',', "1607"},
    {':', "0202 0606"},
    {';', "1212 1607"},
    {'!', "0004 0606"},
    {'?', "011030414224 2626"},
    {'\'', "1002"},
    {0x2019, "1002"},
    {'"', "0002 2022"},
    {'-', "0323"},
    {0x2011, "0323"},
    {0x2013, "0343"},
    {0x2014, "0343"},
    {0xAB, "120314 322334"},
    {0xBB, "021304 223324"},
    {'(', "10010516"},
    {')', "00111506"},
    {'/', "4006"},
    {'+', "0343 2125"},
    {'=', "0242 0444"},
    {'%', "4006 0101 4545"},
    {'*', "1234 3214"},
    {'@', "3414123234 443010010516"},
    {'_', "0646"},
    {0xB0, "1021120110"},
    {0xB7, "0303"},
    {0x2022, "0303"},
    {0x2026, "0606 2626 4646"},
    {0x20AC, "4130100105163645 0222 0424"},
    {0x2192, "0343 214325"},
    {0x2190, "4303 210325"},
};

/* Letters with a mark. The marks that stand above have points of their own, above the capital. */
enum mark { NONE, ACUTE, GRAVE, HAT, DOTS, TILDE, CEDILLA };

static const char *const marks[] = {
    [NONE] = "",          [ACUTE] = "1130",     [GRAVE] = "1031",     [HAT] = "112031",
    [DOTS] = "1010 3030", [TILDE] = "01103140", [CEDILLA] = "263717",
};

static const struct {
    const char *codes; /* small and capital */
    const char *letters;
    enum mark mark;
} marked[] = {
    {"éÉ", "E", ACUTE}, {"èÈ", "E", GRAVE}, {"êÊ", "E", HAT},     {"ëË", "E", DOTS},
    {"àÀ", "A", GRAVE}, {"âÂ", "A", HAT},   {"äÄ", "A", DOTS},    {"áÁ", "A", ACUTE},
    {"îÎ", "I", HAT},   {"ïÏ", "I", DOTS},  {"íÍ", "I", ACUTE},   {"ôÔ", "O", HAT},
    {"öÖ", "O", DOTS},  {"óÓ", "O", ACUTE}, {"ûÛ", "U", HAT},     {"ùÙ", "U", GRAVE},
    {"üÜ", "U", DOTS},  {"úÚ", "U", ACUTE}, {"çÇ", "C", CEDILLA}, {"ñÑ", "N", TILDE},
    {"ÿŸ", "Y", DOTS},  {"œŒ", "OE", NONE}, {"æÆ", "AE", NONE},
};

enum { SPACE = 3, GAP = 2, HEIGHT = 6 }; /* across and down, in points */

static const double MARK_DOWN = -1.9;

static bool is_space(uint32_t code)
{
    return code == ' ' || code == 0xA0 || code == 0x202F || code == 0x2009;
}

static const char *strokes_of(uint32_t code)
{
    if (code >= 'a' && code <= 'z') {
        code -= 'a' - 'A';
    }
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        if (glyphs[i].code == code) {
            return glyphs[i].strokes;
        }
    }
    return NULL;
}

/* The letters that are drawn for a code, as one or two; NULL where there is no way. */
static const char *letters_for(uint32_t code, enum mark *mark)
{
    *mark = NONE;
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        const char *codes = marked[i].codes;
        size_t n = strlen(codes), length;
        for (size_t at = 0; at < n; at += length) {
            if (utf8_read(codes + at, n - at, &length) == code) {
                *mark = marked[i].mark;
                return marked[i].letters;
            }
        }
    }
    return NULL;
}

bool strokes_has(uint32_t code)
{
    enum mark mark;
    return is_space(code) || strokes_of(code) || letters_for(code, &mark);
}

/* --- the pen */

struct pen {
    SDL_Surface *surface; /* NULL: only measured */
    double unit, half;    /* pixels: between two points, half the pen's width */
    double x, line;       /* where the letter begins, and its line */
};

static double to_segment(double x, double y, const double from[2], const double to[2])
{
    double dx = to[0] - from[0], dy = to[1] - from[1], length = dx * dx + dy * dy;
    double part = length > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / length : 0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    return hypot(x - from[0] - part * dx, y - from[1] - part * dy);
}

static void segment(const struct pen *pen, const double from[2], const double to[2])
{
    SDL_Surface *out = pen->surface;
    double edge = pen->half + 1;
    int left = (int)fmax(0, fmin(from[0], to[0]) - edge);
    int right = (int)fmin(out->w - 1, fmax(from[0], to[0]) + edge);
    int top = (int)fmax(0, fmin(from[1], to[1]) - edge);
    int bottom = (int)fmin(out->h - 1, fmax(from[1], to[1]) + edge);
    for (int y = top; y <= bottom; y++) {
        uint8_t *row = (uint8_t *)out->pixels + (ptrdiff_t)y * out->pitch;
        for (int x = left; x <= right; x++) {
            double inside = pen->half + 0.5 - to_segment(x + 0.5, y + 0.5, from, to);
            int part = inside <= 0 ? 0 : inside >= 1 ? 255 : (int)(inside * 255);
            row[x] = (uint8_t)(part > row[x] ? part : row[x]);
        }
    }
}

/* Returns how far across the strokes reach, in points. */
static int draw_strokes(const struct pen *pen, const char *strokes, double down)
{
    double last[2] = {0};
    int reach = 0;
    bool first = true;
    for (const char *at = strokes; *at; at += *at == ' ' ? 1 : 2) {
        if (*at == ' ') {
            first = true;
            continue;
        }
        int across = at[0] - '0';
        double to[2] = {pen->x + pen->half + across * pen->unit,
                        pen->line + (at[1] - '0' - HEIGHT + down) * pen->unit};
        if (pen->surface && !first) {
            segment(pen, last, to);
        }
        memcpy(last, to, sizeof last);
        reach = across > reach ? across : reach;
        first = false;
    }
    return reach;
}

static void letter(struct pen *pen, uint32_t code)
{
    int reach = SPACE - GAP;
    const char *strokes = strokes_of(code);
    if (strokes) {
        reach = draw_strokes(pen, strokes, 0);
    } else if (!is_space(code)) {
        reach = draw_strokes(pen, "0040460600", 0); /* what no font has */
    }
    pen->x += (reach + GAP) * pen->unit;
}

static void put(struct pen *pen, uint32_t code)
{
    enum mark mark;
    const char *letters = letters_for(code, &mark);
    if (!letters) {
        letter(pen, code);
        return;
    }
    if (mark != NONE) {
        double x = pen->x;
        pen->x -= letters[0] == 'I' ? 2 * pen->unit : 0; /* in the middle of a narrow letter */
        draw_strokes(pen, marks[mark], mark == CEDILLA ? 0 : MARK_DOWN);
        pen->x = x;
    }
    for (; *letters; letters++) {
        letter(pen, (uint32_t)*letters);
    }
}

static struct pen pen_for(SDL_Surface *surface, int size, bool bold)
{
    return (struct pen){surface, size * 0.7 / HEIGHT, size * (bold ? 0.058 : 0.04), 0, size};
}

static void write_all(struct pen *pen, const char *text)
{
    size_t n = strlen(text), length;
    for (size_t at = 0; at < n; at += length) {
        put(pen, utf8_read(text + at, n - at, &length));
    }
}

int strokes_width(const char *text, int size)
{
    struct pen pen = pen_for(NULL, size, false);
    write_all(&pen, text);
    return (int)ceil(pen.x);
}

struct SDL_Surface *strokes_draw(const char *text, int size, bool bold)
{
    int width = strokes_width(text, size);
    SDL_Surface *surface =
        width > 0 && size > 0
            ? SDL_CreateRGBSurfaceWithFormat(0, width, size * 5 / 4, 8, SDL_PIXELFORMAT_INDEX8)
            : NULL;
    if (surface) {
        struct pen pen = pen_for(surface, size, bold);
        write_all(&pen, text);
    }
    return surface;
}

#include "letters.h"

#include "base/utf8.h"

enum { FIRST = ' ', LAST = '~', OTHER_LATIN = 600, OTHER_WIDE = 620, ARABIC = 484, PER_EM = 1000 };

static const short advances[LAST - FIRST + 1] = {
    269, 373, 500, 586, 586, 745, 597, 295,  388, 388, 502, 586, 317, 420, 313, 488, /* space */
    586, 586, 586, 586, 586, 586, 586, 586,  586, 586, 313, 317, 586, 586, 586, 513, /* 0 */
    831, 681, 627, 662, 701, 566, 562, 693,  720, 476, 471, 640, 527, 876, 732, 713, /* @ */
    584, 720, 637, 574, 618, 703, 667, 1016, 647, 645, 601, 386, 488, 386, 415, 622, /* P */
    283, 562, 564, 498, 581, 535, 366, 549,  574, 276, 291, 505, 276, 823, 579, 557, /* ` */
    571, 552, 435, 471, 408, 579, 522, 757,  530, 518, 508, 488, 337, 488, 544,      /* p */
};

static bool is_arabic(uint32_t code)
{
    return (code >= 0x0600 && code <= 0x06FF) || (code >= 0xFB50 && code <= 0xFEFC);
}

static bool letters_has(void *context, enum face face, uint32_t code)
{
    (void)context;
    switch (face) {
    case FACE_ARABIC:
    case FACE_ARABIC_BOLD:
        return is_arabic(code) || code == ' ' || (code >= '0' && code <= '9');
    case FACE_ICONS:
        return code >= 0xE000 && code <= 0xF8FF;
    case FACE_LATIN:
    case FACE_LATIN_BOLD:
        return (code >= ' ' && code < 0x0250) || (code >= 0x2000 && code <= 0x2040);
    default:
        return code >= ' ' && !is_arabic(code) && code < 0x3000;
    }
}

static int advance(enum face face, uint32_t code)
{
    if (face == FACE_ICONS) {
        return PER_EM;
    }
    if ((code >= 0x200B && code <= 0x200F) || (code >= 0x2060 && code <= 0x2069)) {
        return 0;
    }
    if (code >= FIRST && code <= LAST) {
        return advances[code - FIRST];
    }
    if (code == UTF8_NBSP) {
        return advances[0];
    }
    return is_arabic(code) ? ARABIC : code < 0x0250 ? OTHER_LATIN : OTHER_WIDE;
}

static int letters_width(void *context, enum face face, int size, bool rtl, const char *text,
                         size_t n)
{
    (void)context;
    (void)rtl;
    bool bold = face == FACE_LATIN_BOLD || face == FACE_WIDE_BOLD || face == FACE_ARABIC_BOLD;
    int64_t sum = 0;
    for (size_t i = 0, length; i < n; i += length) {
        sum += advance(face, utf8_read(text + i, n - i, &length));
    }
    return (int)((sum * size * (bold ? 104 : 100) / 100 + PER_EM / 2) / PER_EM);
}

static void letters_metrics(void *context, enum face face, int size, int *ascent, int *descent,
                            int *capital)
{
    (void)context;
    *ascent = face == FACE_ICONS ? size : size * 1221 / PER_EM;
    *descent = face == FACE_ICONS ? 0 : size * 390 / PER_EM;
    *capital = face == FACE_ICONS ? size : size * 713 / PER_EM;
}

const struct text_fonts letters = {NULL, letters_has, letters_width, letters_metrics};

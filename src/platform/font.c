#include "platform/font.h"

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "platform/font_cache.h"
#include "platform/strokes.h"

#include <SDL_ttf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CODES_KNOWN = 0x10000, SIZE_MAX_EM = 4000, RUN_WIDTH_MAX = 16384 };

/* Where distributions keep them; Debian's first. */
static const char *const folders[] = {
    "/usr/share/fonts/truetype/andika",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/material-design-icons-iconfont",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/google-noto",
    "/usr/share/fonts/sil-andika-fonts",
    "/usr/share/fonts/TTF",
    "/usr/local/share/fonts",
};

static const struct {
    const char *file, *package, *script;
    enum face instead[4]; /* in this order, ended by FACES */
} faces[FACES] = {
    [FACE_LATIN] = {"Andika-Regular.ttf",
                    "fonts-sil-andika",
                    "Latn",
                    {FACE_WIDE, FACE_LATIN_BOLD, FACE_WIDE_BOLD, FACES}},
    [FACE_LATIN_BOLD] = {"Andika-Bold.ttf",
                         "fonts-sil-andika",
                         "Latn",
                         {FACE_WIDE_BOLD, FACE_LATIN, FACE_WIDE, FACES}},
    [FACE_WIDE] = {"NotoSans-Regular.ttf",
                   "fonts-noto-core",
                   "Latn",
                   {FACE_LATIN, FACE_WIDE_BOLD, FACE_LATIN_BOLD, FACES}},
    [FACE_WIDE_BOLD] = {"NotoSans-Bold.ttf",
                        "fonts-noto-core",
                        "Latn",
                        {FACE_LATIN_BOLD, FACE_WIDE, FACE_LATIN, FACES}},
    [FACE_ARABIC] = {"NotoSansArabic-Regular.ttf",
                     "fonts-noto-core",
                     "Arab",
                     {FACE_ARABIC_BOLD, FACE_WIDE, FACE_LATIN, FACES}},
    [FACE_ARABIC_BOLD] = {"NotoSansArabic-Bold.ttf",
                          "fonts-noto-core",
                          "Arab",
                          {FACE_ARABIC, FACE_WIDE_BOLD, FACE_LATIN_BOLD, FACES}},
    [FACE_ICONS] = {"MaterialIcons-Regular.ttf",
                    "fonts-material-design-icons-iconfont",
                    "Latn",
                    {FACES}},
};

enum { SIZES_KEPT = 6 };

/* One opened file. A TTF_Font told another size forgets the letters it has drawn, and drawing a
 * line's anew takes 1 to 3 ms, so each size in use has a font of its own: 0.4 ms and 0.2 MB. */
struct letter_file {
    bool tried;
    void *bytes;
    size_t n;
    TTF_Font *fonts[SIZES_KEPT]; /* the last used first; NULL: none yet. [0] NULL: unreadable */
    int sizes[SIZES_KEPT];
    uint32_t *known, *has; /* a bit for each code of the basic plane */
};

struct font_set {
    struct text_fonts measure;
    bool ttf;
    bool said[FACES];
    struct letter_file files[FACES];
    struct width_cache widths;
    struct run_cache runs;
    struct str line; /* an ended copy of what is being measured */
};

static bool find_file(enum face face, char path[FILE_PATH_MAX])
{
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (file_join(path, folders[i], faces[face].file) && access(path, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

static bool map_file(struct letter_file *file, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    struct stat stat;
    if (fstat(fd, &stat) == 0 && stat.st_size > 0 && stat.st_size < INT32_MAX) {
        file->n = (size_t)stat.st_size;
        file->bytes = mmap(NULL, file->n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (file->bytes == MAP_FAILED) {
            file->bytes = NULL;
        }
    }
    close(fd);
    return file->bytes != NULL;
}

static TTF_Font *font_at(const struct letter_file *file, int size)
{
    TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(file->bytes, (int)file->n), 1, size);
    if (font) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    }
    return font;
}

static void open_file(struct font_set *fonts, enum face face)
{
    struct letter_file *file = &fonts->files[face];
    char path[FILE_PATH_MAX];
    file->tried = true;
    if (!fonts->ttf || !find_file(face, path) || !map_file(file, path)) {
        return;
    }
    file->sizes[0] = 16;
    file->fonts[0] = font_at(file, file->sizes[0]);
    if (file->fonts[0]) {
        return;
    }
    log_line(LOG_WARNING, "%s: police illisible (%s)", path, SDL_GetError());
    munmap(file->bytes, file->n);
    file->bytes = NULL;
}

static struct letter_file *letters_of(struct font_set *fonts, enum face face)
{
    struct letter_file *file = &fonts->files[face];
    if (!file->tried) {
        open_file(fonts, face);
    }
    return file->fonts[0] ? file : NULL;
}

/* The face that stands for this one: itself where it can be read. */
static enum face face_used(struct font_set *fonts, enum face face)
{
    if (letters_of(fonts, face)) {
        return face;
    }
    enum face used = FACES;
    for (const enum face *other = faces[face].instead; used == FACES && *other != FACES; other++) {
        used = letters_of(fonts, *other) ? *other : FACES;
    }
    if (!fonts->said[face]) {
        fonts->said[face] = true;
        log_line(LOG_WARNING, "la police %s manque : installez le paquet %s ; en attendant : %s",
                 faces[face].file, faces[face].package, used == FACES ? "rien" : faces[used].file);
    }
    return used;
}

static TTF_Font *sized(struct font_set *fonts, enum face face, int size)
{
    struct letter_file *file = &fonts->files[face];
    int em = size < 1 ? 1 : size > SIZE_MAX_EM ? SIZE_MAX_EM : size;
    int i = 0;
    while (i < SIZES_KEPT - 1 && file->fonts[i] && file->sizes[i] != em) {
        i++;
    }
    TTF_Font *font = file->fonts[i];
    if (!font && !(font = font_at(file, em))) {
        font = file->fonts[--i]; /* no room: another is told the size */
    }
    if (font == file->fonts[i] && file->sizes[i] != em) {
        TTF_SetFontSize(font, em);
    }
    for (; i > 0; i--) {
        file->fonts[i] = file->fonts[i - 1];
        file->sizes[i] = file->sizes[i - 1];
    }
    file->fonts[0] = font;
    file->sizes[0] = em;
    return font;
}

static TTF_Font *shaper(struct font_set *fonts, enum face face, int size, bool rtl)
{
    TTF_Font *font = sized(fonts, face, size);
    TTF_SetFontDirection(font, rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, faces[face].script);
    return font;
}

static const char *ended(struct font_set *fonts, const char *text, size_t n)
{
    str_clear(&fonts->line);
    str_add_bytes(&fonts->line, text, n);
    return str_text(&fonts->line);
}

static bool font_has(void *context, enum face face, uint32_t code)
{
    struct font_set *fonts = context;
    enum face used = face_used(fonts, face);
    if (used == FACES) {
        return face != FACE_ICONS && (code < 0x250 || strokes_has(code));
    }
    struct letter_file *file = &fonts->files[used];
    if (code >= CODES_KNOWN) {
        return TTF_GlyphIsProvided32(file->fonts[0], code) != 0;
    }
    if (!file->known) {
        file->known = mem_alloc(CODES_KNOWN / 8);
        file->has = mem_alloc(CODES_KNOWN / 8);
    }
    uint32_t bit = 1u << code % 32;
    if (!(file->known[code / 32] & bit)) {
        file->known[code / 32] |= bit;
        file->has[code / 32] |= TTF_GlyphIsProvided32(file->fonts[0], code) ? bit : 0;
    }
    return (file->has[code / 32] & bit) != 0;
}

static int font_width(void *context, enum face face, int size, bool rtl, const char *text, size_t n)
{
    struct font_set *fonts = context;
    if (n == 0) {
        return 0;
    }
    uint64_t key = font_key(face, size, rtl, text, n);
    const int *kept = width_find(&fonts->widths, key);
    if (kept) {
        return *kept;
    }
    enum face used = face_used(fonts, face);
    const char *line = ended(fonts, text, n);
    int width = 0, height;
    if (used == FACES || TTF_SizeUTF8(shaper(fonts, used, size, rtl), line, &width, &height) != 0) {
        width = strokes_width(line, size);
    }
    width_keep(&fonts->widths, key, width);
    return width;
}

/* How high this letter is, or 0. */
static int height_of(TTF_Font *font, uint32_t code)
{
    int top = 0;
    if (!TTF_GlyphIsProvided32(font, code) ||
        TTF_GlyphMetrics32(font, code, NULL, NULL, NULL, &top, NULL) != 0) {
        return 0;
    }
    return top;
}

static void font_metrics(void *context, enum face face, int size, int *ascent, int *descent,
                         int *capital)
{
    struct font_set *fonts = context;
    enum face used = face_used(fonts, face);
    if (used == FACES) {
        *ascent = size;
        *descent = size / 4;
        *capital = face == FACE_ICONS ? size : size * 7 / 10;
        return;
    }
    TTF_Font *font = sized(fonts, used, size);
    *ascent = TTF_FontAscent(font);
    *descent = -TTF_FontDescent(font);
    *capital = face == FACE_ICONS ? size : height_of(font, 'H');
    if (*capital <= 0) {
        *capital = height_of(font, 0x0627); /* Arabic has no capitals: its alef */
    }
    if (*capital <= 0) {
        *capital = size * 7 / 10;
    }
}

/* SDL_ttf moves a line down by what its highest mark rises above the face, and does not say so. */
static int rise_of(TTF_Font *font, const char *text, int height)
{
    int extra = height - TTF_FontHeight(font);
    int top = TTF_FontAscent(font);
    if (extra <= 0) {
        return 0;
    }
    size_t n = strlen(text);
    for (size_t i = 0, length; i < n; i += length) {
        int high = height_of(font, utf8_read(text + i, n - i, &length));
        top = high > top ? high : top;
    }
    int rise = top - TTF_FontAscent(font);
    return rise < extra ? rise : extra;
}

/* Icons have no strokes: a name in letters beside the word it stands for would only confuse. */
static SDL_Surface *run_drawn(struct font_set *fonts, const struct draw_command *run, int *rise)
{
    static const SDL_Color full = {255, 255, 255, 255}, none = {0, 0, 0, 255};
    enum face used = face_used(fonts, run->face);
    SDL_Surface *surface = NULL;
    if (used != FACES) {
        TTF_Font *font = shaper(fonts, used, run->size, run->rtl);
        surface = TTF_RenderUTF8_Shaded(font, run->text, full, none);
        *rise = surface ? rise_of(font, run->text, surface->h) : 0;
    }
    if (!surface && run->face != FACE_ICONS) {
        bool bold = run->face == FACE_LATIN_BOLD || run->face == FACE_WIDE_BOLD;
        surface = strokes_draw(run->text, run->size, bold);
    }
    return surface;
}

const SDL_Surface *font_run(struct font_set *fonts, const struct draw_command *run, int *rise)
{
    *rise = 0;
    if (!run->text || !*run->text || run->rect.w > RUN_WIDTH_MAX) {
        return NULL;
    }
    uint64_t key = font_key(run->face, run->size, run->rtl, run->text, strlen(run->text));
    struct run_entry *entry = run_find(&fonts->runs, key);
    if (!entry) {
        int up = 0;
        SDL_Surface *surface = run_drawn(fonts, run, &up);
        entry = run_keep(&fonts->runs, key, surface, up);
    }
    *rise = entry->rise;
    return entry->surface;
}

const struct text_fonts *font_measure(struct font_set *fonts)
{
    return &fonts->measure;
}

struct font_set *font_open(void)
{
    struct font_set *fonts = mem_alloc(sizeof *fonts);
    fonts->measure = (struct text_fonts){fonts, font_has, font_width, font_metrics};
    fonts->ttf = TTF_Init() == 0;
    if (!fonts->ttf) {
        log_line(LOG_ERROR, "pas de polices (%s) ; des lettres de secours les remplacent",
                 TTF_GetError());
    } else if (face_used(fonts, FACE_LATIN) == FACES) {
        log_line(LOG_ERROR,
                 "aucune police : installez les paquets %s et %s ; des lettres de secours les "
                 "remplacent",
                 faces[FACE_LATIN].package, faces[FACE_WIDE].package);
    }
    return fonts;
}

void font_close(struct font_set *fonts)
{
    if (!fonts) {
        return;
    }
    run_release(&fonts->runs);
    for (int face = 0; face < FACES; face++) {
        struct letter_file *file = &fonts->files[face];
        for (int i = 0; i < SIZES_KEPT && file->fonts[i]; i++) {
            TTF_CloseFont(file->fonts[i]);
        }
        if (file->bytes) {
            munmap(file->bytes, file->n);
        }
        free(file->known);
        free(file->has);
    }
    if (fonts->ttf) {
        TTF_Quit();
    }
    str_release(&fonts->line);
    free(fonts);
}

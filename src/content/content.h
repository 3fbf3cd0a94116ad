/* content.h: everything that people write, read once into one arena: slides, links, words.
 *
 * Untrusted. A fault never ends the program: what is faulty is left out, the rest plays, and the
 * problem names file, line and mend. What a language lacks comes from `fr`. Texts of a language
 * that uses French spacing have their non-breaking spaces put in ( « x », x ! x ? x : x ; ). */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include "base/date.h"
#include "content/problem.h"

enum { SLIDE_LINES_MAX = 4, LANGUAGES_MAX = 8 };

/* The largest files read, in bytes: of slides, and of the others. */
enum { SLIDE_FILE_MAX = 32 * 1024, CONTENT_FILE_MAX = 1024 * 1024 };

enum target_kind {
    TARGET_NONE,
    TARGET_MISSION,
    TARGET_LINK,
    TARGET_FAQ,
    TARGET_QUIZ,
    TARGET_HELP,
};

struct target { /* what "Voir aussi" leads to */
    enum target_kind kind;
    const char *id; /* "" for quiz, help */
};

struct slide {
    const char *id;   /* file name without number prefix and ending */
    const char *file; /* for messages */
    const char *title;
    const char *lines[SLIDE_LINES_MAX];
    int line_count;      /* 2 to 4 */
    const char *picture; /* path that can be opened; NULL without picture */
    const char *alt;     /* "" for a decorative picture */
    int seconds;         /* 0: the config's */
    struct target action;
    struct date from, until; /* inclusive; year 0: not limited */
    /* Minutes of the day, [from, to). Both 0: all day; to <= from otherwise: past midnight. */
    int minute_from, minute_to;
    unsigned days; /* bit 0 Monday .. bit 6 Sunday; 0: every day */
};

struct link {
    const char *id;
    const char *address; /* in the QR code */
    const char *shown;   /* in clear below it */
};

struct language {
    const char *code; /* fr, fr-simple, en, ar */
    const char *name; /* its own name: Français, العربية */
    bool rtl;
    bool french; /* French spacing */
};

struct word {
    const char *key, *text;
};

struct deck { /* a choice of slides for an occasion; content.yaml, "decks" */
    const char *id, *title;
    const char *const *slides; /* ids, each one of the content's */
    size_t n;
};

struct demo;

struct content {
    struct arena arena;
    const char *folder;
    const char *title, *version, *checked; /* of content.yaml; "" where it does not tell */
    struct language languages[LANGUAGES_MAX];
    int language_count;       /* at least 1: fr is always there */
    int language;             /* index of the one read */
    ARR(struct slide) slides; /* in the order of their file names; at least one */
    ARR(struct link) links;   /* in the order of links.yaml; the first is the service's own */
    ARR(struct word) words;   /* sorted by key */
    ARR(struct deck) decks;   /* may be none */
    const struct demo *demo;  /* demo.h; NULL where there is none */
};

/* What the checks need to know of the outside; a NULL function passes everything, and so does a
 * NULL world. Messages are shown after the place and should tell how to mend, in French. */
struct content_world {
    void *context;
    bool (*has_glyph)(void *context, uint32_t code);
    bool (*picture_ok)(void *context, const char *path, struct err *err);
    bool (*code_fits)(void *context, const char *text, struct err *err); /* as a QR code */
    bool (*slide_fits)(void *context, const struct slide *slide, struct err *err); /* on a screen */
};

/* The language of that code, NULL if Borne does not know it. */
const struct language *language_find(const char *code);

/* Reads folder in that language (fr where the content does not have it). Always gives a usable
 * content: with no slide at all, one built-in slide in French that says what the service is and
 * whom to call. *content is overwritten, not released; problems are added, not sorted. */
void content_read(struct content *content, const char *folder, const char *language,
                  const struct content_world *world, struct problems *problems);
/* The same without the demo app, which is as much again to read: for the first slide. */
void content_read_slides(struct content *content, const char *folder, const char *language,
                         const struct content_world *world, struct problems *problems);
void content_release(struct content *content);

/* Reads folder in every language it lists and adds every problem; sorts problems. */
void content_check(const char *folder, const struct content_world *world,
                   struct problems *problems);

/* The phrase under that key, in the language read, else in French, else the key itself (a problem
 * at reading time: every key the program uses is in the table of words.c). */
const char *content_word(const struct content *content, const char *key);

const struct link *content_link(const struct content *content, const char *id); /* NULL if none */
const struct slide *content_slide(const struct content *content, const char *id);

/* NULL if there is none of that id. */
const struct deck *content_deck(const struct content *content, const char *id);
bool deck_has(const struct deck *deck, const struct slide *slide); /* a NULL deck has every slide */

/* True if the slide may be shown at that wall time in that zone. Hours past midnight belong to the
 * day they started on: `days: ven` with `hours: 22:00-02:00` still plays on Saturday at 01:00. */
bool slide_is_due(const struct slide *slide, const char *zone, int64_t wall);

#endif

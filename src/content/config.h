/* config.h: the settings of one kiosk, from a YAML file. Every key, its default and its unit are in
 * assets/borne.yaml. An unknown key or a bad value is a problem with its line, and that key keeps
 * its default: the kiosk starts all the same. What a path and a name must be is in setting.h. */
#ifndef CONTENT_CONFIG_H
#define CONTENT_CONFIG_H

#include "base/date.h"
#include "base/file.h"
#include "content/problem.h"

enum { CONFIG_NAME_MAX = 128, CONFIG_STANDS_MAX = 24, CONFIG_KEYPADS_MAX = 8 };

/* A stand prepared for the volunteer to choose. kind: "stand", "atelier" or "affichage". */
struct config_stand {
    char name[CONFIG_NAME_MAX], structure[CONFIG_NAME_MAX], kind[16];
};

struct config {
    char name[CONFIG_NAME_MAX];   /* of the kiosk, in the counts and reports; default "Borne" */
    char site[CONFIG_NAME_MAX];   /* the hospital or place; "" */
    char region[CONFIG_NAME_MAX]; /* "" */
    char departement[CONFIG_NAME_MAX]; /* "" */
    char timezone[DATE_ZONE_MAX];      /* IANA; Europe/Paris */
    char language[16];                 /* the first shown; fr */
    char content[FILE_PATH_MAX];       /* a whole path; "" : the program's own choice */
    char data[FILE_PATH_MAX];          /* a whole path; "" : the program's own choice */
    char screen[CONFIG_NAME_MAX];    /* the one to be on, its name or number from 1; "": primary */
    double screen_inches;            /* diagonal, 5 to 120; 21.5 */
    int screen_bottom_mm;            /* its lower edge above the floor, 0 to 2000; 0: not known */
    int slide_seconds;               /* for a slide that gives none, 3 to 120; 9 */
    int fade_ms;                     /* cross-fade, 0 to 2000; 400; 0 for none */
    int idle_seconds;                /* without touch before the question, 20 to 600; 90 */
    int idle_large_seconds;          /* the same with large text, 20 to 900; 120 */
    int countdown_seconds;           /* to answer the question, 20 to 120; 30 */
    int pause_seconds;               /* a paused loop goes on by itself after, 30 to 3600; 300 */
    int keep_months;                 /* how long counts are kept, 1 to 25; 13 (CNIL, by analogy) */
    char report_to[CONFIG_NAME_MAX]; /* the e-mail address the QR of totals writes to; "" */
    char sticks[FILE_PATH_MAX]; /* a folder whose folders are USB sticks; "": the mount table */
    char first_pin[16]; /* who may set the first PIN: "stick" (also the console); "console" */
    char keypads[CONFIG_KEYPADS_MAX][CONFIG_NAME_MAX]; /* devices that may act, as X11 names them */
    int keypad_count;                                  /* 0: any may */
    struct config_stand stands[CONFIG_STANDS_MAX];     /* a list of {name, structure, kind} */
    int stand_count;
    int content_line, data_line, sticks_line,
        screen_line; /* of the file, where it gives them; else 0 */
};

struct config config_default(void);

/* Reads path over the defaults. A missing file is a problem: where the file was not asked for by
 * name, the caller looks first. All faults go to problems. */
void config_read(struct config *config, const char *path, struct problems *problems);

#endif

/* start.h: what every command of `borne` begins with: the command line, the config, the folders.
 * Part of the mains: wiring only. */
#ifndef KIOSK_SETUP_H
#define KIOSK_SETUP_H

#include "content/config.h"
#include "content/content.h"

enum { EXIT_FAULT = 1, EXIT_USAGE = 2, EXIT_DISPLAY = 3 };

struct options { /* as written; NULL or 0 where not given */
    const char *config, *content, *data, *lang, *shots, *script, *folder;
    int w, h;
    bool audit, revert;
};

struct start {
    struct config config;
    char config_path[FILE_PATH_MAX]; /* "" : none read */
    char content[FILE_PATH_MAX];
    bool content_fixed; /* by --content: the staff cannot replace it */
    char data[FILE_PATH_MAX];
    const char *language;
    struct problems problems; /* of the config */
    struct problems found;    /* of the content read last */
};

/* Reads the config and settles the folders. False if a config was asked for by name and is not
 * there. */
bool start_init(struct start *start, const struct options *options, struct err *err);
void start_release(struct start *start);

/* Settles start->content anew: the staff may have brought another. */
void start_choose_content(struct start *start);

/* Reads the content of that language, logs and keeps what is wrong in it; world may be NULL. */
void start_read_content(struct start *start, struct content *content, const char *language,
                        const struct content_world *world);

/* Logs what is wrong in the files, the first ones in full. */
void start_log(struct problems *problems);

int kiosk_run(const struct options *options);     /* borne */
int check_run(const struct options *options);     /* borne check */
int rehearsal_run(const struct options *options); /* borne play */
int pin_run(const struct options *options);       /* borne pin */
int courier_run(const struct options *options);   /* borne export FOLDER */
int renewal_run(const struct options *options);   /* borne update FOLDER, borne update --revert */

/* Where the content that the staff brought by USB stick lies: DATA/content; see renewal.c. */
bool start_own_content(const struct start *start, char out[FILE_PATH_MAX]);

#endif

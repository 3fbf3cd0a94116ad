/* setup.h: what every command of `borne` begins with: the command line, the config, the folders.
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

struct setup {
    struct config config;
    char config_path[FILE_PATH_MAX]; /* "" : none read */
    char content[FILE_PATH_MAX];
    bool content_fixed; /* by --content: the staff cannot replace it */
    char data[FILE_PATH_MAX];
    const char *language;
    struct problems problems; /* of the config */
    struct problems found;    /* of the content read last */
    struct problems said;     /* of every content read so far, in the log */
};

/* Reads the config and settles the folders. False if a config was asked for by name and is not
 * there. */
bool setup_init(struct setup *setup, const struct options *options, struct err *err);
void setup_release(struct setup *setup);

/* Settles setup->content anew: the staff may have brought another. */
void setup_choose_content(struct setup *setup);

/* Reads the content of that language, logs what is wrong in it and was not logged before, and keeps
 * it all; world may be NULL. */
void setup_read_content(struct setup *setup, struct content *content, const char *language,
                        const struct content_world *world);

/* Logs what is wrong in the files, the first ones in full. */
void setup_log(struct problems *problems);

int kiosk_run(const struct options *options);   /* borne */
int check_run(const struct options *options);   /* borne check */
int play_run(const struct options *options);    /* borne play */
int pin_run(const struct options *options);     /* borne pin */
int export_run(const struct options *options);  /* borne export FOLDER */
int backup_run(const struct options *options);  /* borne backup FOLDER */
int restore_run(const struct options *options); /* borne restore FOLDER */
int rescue_run(const struct options *options);  /* borne rescue FOLDER */
int update_run(const struct options *options);  /* borne update FOLDER, borne update --revert */

/* Where the content that the staff brought by USB stick lies: DATA/content; see cmd_update.c.
 */
bool setup_own_content(const struct setup *setup, char out[FILE_PATH_MAX]);

#endif

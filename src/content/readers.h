/* readers.h: the readers content_read() is made of. Inside content/ only. */
#ifndef CONTENT_READERS_H
#define CONTENT_READERS_H

#include "content/content.h"
#include "content/written.h"

/* Where a slide's parts stand in its file; 0 for what it does not have. */
struct slide_place {
    int title, lines[SLIDE_LINES_MAX], picture, alt, action;
};

/* Front matter and Markdown. The picture stays as written; the rest of the world is not looked at
 * (world.h). slide->file must be set and outlive content; arena keeps the texts. */
bool slide_read(struct slide *slide, struct slide_place *place, struct arena *arena, bool french,
                struct problems *problems);

/* "03-allergies.md" → number 3 and id "allergies" where ending is ".md"; false for any other form.
 */
bool numbered_name_parse(const char *name, const char *ending, int *number, char id[64]);

/* What content.yaml says of decks, for decks_read() once the slides are known. */
struct decks_written {
    const char *file;
    const struct yaml_node *list; /* NULL: none */
};

/* links.yaml: those without fault. */
void links_read(struct content *content, const struct content_world *world,
                struct problems *problems);

/* words.yaml of the language read, then of fr for what it lacks. */
void words_read(struct content *content, const struct content_world *world,
                struct problems *problems);

/* The slides of the language read, and those of fr it lacks. */
void deck_read(struct content *content, const struct content_world *world,
               struct problems *problems);

/* The decks of content.yaml, each of slides that content has. A slide that is left out, or of
 * another language, is left out of the deck too; so is a deck with nothing left. */
void decks_read(struct content *content, const struct decks_written *written,
                const struct content_world *world, struct problems *problems);

/* The one slide that is always there. */
void deck_add_built_in(struct content *content);

/* True for an id people may give: small letters, digits and '-', 1 to 63 bytes. */
bool id_ok(const char *id);

#endif

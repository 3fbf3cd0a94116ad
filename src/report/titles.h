/* titles.h: what people call the items that are counted: "carnet" is « Votre carnet de santé ».
 *
 * Comfort settings, length classes and themes heard have their names here. The screens' and what
 * stands in the content (slides, missions, links, screens of the demo app) is added by whoever
 * reads it: see content_titles.h. All zero knows the names that are here, and no more. */
#ifndef REPORT_TITLES_H
#define REPORT_TITLES_H

#include "base/arena.h"
#include "base/arr.h"
#include "base/counter.h"

struct title {
    enum item_kind kind;
    const char *item, *text;
};

struct titles {
    struct arena arena;
    ARR(struct title) list;
};

/* Both texts are copied. Of two of the same kind and item the first counts. */
void titles_add(struct titles *titles, enum item_kind kind, const char *item, const char *text);

/* NULL where there is none. */
const char *titles_find(const struct titles *titles, enum counter counter, const char *item);

void titles_release(struct titles *titles);

#endif

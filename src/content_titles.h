/* content_titles.h: reads the titles that reports show out of a content folder, for the mains:
 * report/ does not know content/. */
#ifndef CONTENT_TITLES_H
#define CONTENT_TITLES_H

#include "base/err.h"
#include "report/titles.h"

/* Adds the titles of slides, missions and their steps, links, screens of the demo app, and the
 * languages' own names, in French, and those of the kiosk's screens. What the folder says wrongly,
 * or cannot be read, has no title: the message is then its first fault, and `borne check` names
 * all. False, with the message, if there is no content there; languages and screens are known all
 * the same. */
bool titles_read(struct titles *titles, const char *content, struct err *err);

#endif

/* link.h: one large QR code, where it leads in clear, and what to do for those with no phone. */
#ifndef APP_LINK_H
#define APP_LINK_H

#include "app/service.h"

/* Asks for the screen on that link, or with SIZE_MAX on the list of all. */
void link_open(struct app *app, size_t index, enum screen_id back);

/* After app->content has changed: the same code as before, else the list of all. */
void link_keep(struct app *app, const struct content *before);

#endif

/* panel.h: a panel that touches itself, told to the staff: in the log, and on the health page. */
#ifndef APP_STAFF_PANEL_H
#define APP_STAFF_PANEL_H

#include "app/service.h"

/* What the log says of a place; the staff's page says it in two parts. */
#define PANEL_SAYS                                                                                     \
    "écran : touché sans arrêt %s ; si personne n’y a le doigt, nettoyez la vitre et son cadre, " \
    "puis débranchez et rebranchez l’écran"

/* Takes a place that is touched on and on (contacts_news()), in pixels. */
void panel_note(struct app *app, int x, int y);

/* Adds what is known of the panel, if anything. */
void panel_tell(const struct app *app, const struct pen *pen, struct flow *flow);

#endif

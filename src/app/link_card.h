/* link_card.h: a QR code with its address, on any screen: counted as shown, and as kept once it has
 * been there for 10 s of ticks. Sizes are pixels; a module is never smaller than a phone at arm's
 * length reads (ui/qr.h). */
#ifndef APP_LINK_CARD_H
#define APP_LINK_CARD_H

#include "app/service.h"

/* Shows the code of content->links[index] from now on, and counts it. */
void link_show(struct app *app, size_t index);
void link_tick(struct app *app);
int64_t link_deadline(const struct app *app);

/* Makes the code of app->link.link anew, after the content has changed. */
void link_encode(struct app *app);

/* Returns the height of the code and its address at least. */
int link_card_least(const struct app *app, const struct pen *pen, int width);

/* Draws both, beside the words on a wide glass, above them on a tall one; takes their room from
 * *rest. Where that has none for the address, it goes to the flow. */
void link_draw_card(const struct app *app, const struct pen *pen, struct rect *rest,
                    struct flow *flow);

/* The parts of it, for the screen that is all code. */
struct words link_address(const struct app *app);

/* Returns the side of a code of that many millimetres a module: whole pixels, never fewer. */
int link_code_pixels(const struct app *app, const struct pen *pen, double module_mm);

/* Returns the side of the largest code in that room, up to half as large again as a phone at one
 * metre needs: beyond that it only takes the words' place. */
int link_code_best(const struct app *app, const struct pen *pen, int room);

/* Both draw from the top of *box, which keeps what is left. */
void link_cut_code(const struct app *app, const struct pen *pen, struct rect *box, int pixels);
void link_cut_address(const struct app *app, const struct pen *pen, struct rect *box);

#endif

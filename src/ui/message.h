/* message.h: one thing to say or to ask, in the middle of the glass: a sign, sentences, buttons
 * below them. */
#ifndef UI_MESSAGE_H
#define UI_MESSAGE_H

#include "ui/flow.h"

enum { MESSAGE_BUTTONS_MAX = 2 };

struct message {
    uint32_t icon;         /* on a disc; ICON_NONE for none */
    enum button_look look; /* of the disc */
    struct flow flow;      /* its words are written in the middle */
    struct button buttons[MESSAGE_BUTTONS_MAX];
    int button_count;
};

/* Adds seconds that pass, or another number that everybody looks at. */
void message_count(const struct pen *pen, struct message *message, int n);

/* Draws it; the sign gives way where words need the room, which then turn pages over the buttons.
 */
void message_draw(const struct pen *pen, struct rect box, const struct message *message,
                  const struct turn *turn);

#endif

/* event.h: everything that happens to the application, as values: hands, keys, time, and what the
 * world answers to an effect (effect.h). The platform and the session make them, with their time;
 * nothing above asks a clock or a device. There is no other way in. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include "base/date.h"

enum event_kind {
    EVENT_TICK, /* nothing but time */
    EVENT_TOUCH_DOWN,
    EVENT_TOUCH_MOVE,
    EVENT_TOUCH_UP,
    EVENT_TOUCH_LOST, /* the system took all touches away */
    EVENT_KEY,
    EVENT_RESIZE,
    EVENT_HIDDEN,   /* nobody can see the glass, */
    EVENT_SHOWN,    /* until now */
    EVENT_PIN,      /* answers EFFECT_PIN_…: `pin` */
    EVENT_FACTS,    /* answers the staff's effects, and comes by itself when a job ends: `facts` */
    EVENT_CONTENT,  /* answers EFFECT_LANGUAGE, or the content was read anew: `content` */
    EVENT_LANGUAGE, /* asks for a language as a visitor would: `language` */
    EVENT_QUIT      /* for the main, not for the application */
};

/* All that a keypad, a keyboard or a presenter's remote may say. */
enum event_key {
    KEY_NONE,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_NEXT, /* Tab */
    KEY_BACK, /* Shift+Tab */
    KEY_ENTER,
    KEY_LEAVE, /* Backspace, Escape, Back: what is typed, or the screen */
    KEY_PAGE_BACK,
    KEY_PAGE_ON,
    KEY_DIGIT, /* nothing but a digit */
    EVENT_KEYS
};

struct content;
struct staff_facts;
struct staff_pin;

struct event {
    enum event_kind kind;
    struct moment now;
    int64_t finger;                  /* touches: which */
    int x, y;                        /* touches: pixels */
    enum event_key key;              /* EVENT_KEY */
    char digit;                      /* EVENT_KEY: '0' to '9' where it stands for one, as the arrows
                                      * of a number block do; else 0 */
    int w, h;                        /* EVENT_RESIZE: pixels */
    int language;                    /* EVENT_LANGUAGE: index into the content's languages */
    const struct staff_pin *pin;     /* EVENT_PIN: copied */
    const struct staff_facts *facts; /* EVENT_FACTS: copied */
    const struct content *content;   /* EVENT_CONTENT: kept until the next one or app_close(); the
                                      * one before may be released once app_handle() returns */
};

#endif

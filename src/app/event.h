/* event.h: what happens to the application, as values. The platform makes them, with their time;
 * nothing above it asks a clock or a device. */
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
    EVENT_QUIT /* for the main, not for the application */
};

enum event_key { KEY_NONE, KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN, KEY_NEXT, KEY_BACK, KEY_ENTER };

struct event {
    enum event_kind kind;
    struct moment now;
    int64_t finger;     /* touches: which */
    int x, y;           /* touches: pixels */
    enum event_key key; /* EVENT_KEY: NEXT is Tab, BACK is Shift+Tab */
    int w, h;           /* EVENT_RESIZE: pixels */
};

#endif

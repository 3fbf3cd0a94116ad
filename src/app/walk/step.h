/* step.h: where one is in the walkthrough: what every file of it asks. */
#ifndef APP_WALK_STEP_H
#define APP_WALK_STEP_H

#include "app/service.h"

enum {                                           /* what may be asked of the walkthrough */
       ACTION_CONTROL = ACTIONS_OF(SCREEN_WALK), /* [control] of the phone */
       ACTION_BESIDE,                            /* the phone, beside its controls */
       ACTION_TURN,                              /* [page] of the phone's screen */
       ACTION_MISSION,                           /* [mission] */
       ACTION_FREE,
       ACTION_STEP_BACK,
       ACTION_SHOW,
       ACTION_AGAIN,
       ACTION_PERSON,
       ACTION_LINKS, /* the list of all codes */
       ACTION_LEAVE
};

enum {
    WALK_HINT_MS = 8000, /* without a right touch, then the frame beats */
    WALK_BEAT_MS = 600,  /* half a beat: under 1 Hz (EN 301 549 11.2.3.1 allows 3) */
};

/* Returns the mission under way or just ended, its present step; NULL outside. */
const struct demo_mission *walk_mission(const struct app *app);
const struct demo_step *walk_step(const struct app *app);

/* Returns which of the step's answers that control of the present view is; -1 where it is none. */
int walk_answer(const struct app *app, const struct demo_view *view, int control);
bool walk_wants(const struct app *app, const struct demo_view *view, int control);

bool walk_hints(const struct app *app); /* the visitor has waited long */
bool walk_beats(const struct app *app); /* and the frame is at its widest now */

const char *walk_first_name(const struct demo_persona *persona);

/* Returns a way out of what one is doing, in letters of one size. */
struct button walk_way(const struct app *app, const char *key, uint32_t icon, int action);

#endif

/* walker.h: the walkthrough by touch alone, for tests. What is on the phone is read from the
 * application's own state, so that it can be compared with what the content asks for. */
#ifndef FLOW_WALKER_H
#define FLOW_WALKER_H

#include "stage.h"

#include "app/walk/step.h"

const struct demo *walker_demo(const struct stage *stage);
const struct demo_mission *walker_mission(const struct stage *stage, int index);
const struct demo_screen *walker_screen(const struct stage *stage); /* on the phone */

/* The phone's view; its texts until the next one is asked for. */
const struct demo_view *walker_view(const struct stage *stage);
/* Everything on it as text: what is written, filled in, chosen and can be touched. */
void walker_dump(const struct demo_view *view, struct str *out);
/* Its text is that of `before`, or the test fails. */
void walker_expect_same(const struct stage *stage, const struct str *before);

/* The live zone of that action and argument (-1: any) on the glass; NULL without one. */
const struct zone *walker_zone(const struct stage *stage, int action, int arg);
/* As a person does: 400 ms to reach it, then a touch in its middle. */
void walker_press(struct stage *stage, int action, int arg);

/* Turns to the page of the phone's screen that holds that control, from the top where need be. */
void walker_bring_up(struct stage *stage, int control);

/* Where a touch on the phone meets no control; false where it has no such place. */
bool walker_place_beside(const struct stage *stage, int *x, int *y);

/* Onto the choice from the loop or from Home. */
void walker_choose(struct stage *stage);
/* That mission, from the choice, turning its pages. */
void walker_start(struct stage *stage, int mission);
/* The present step's answer of that number (more than it has: the first again), by touch. */
void walker_answer(struct stage *stage, int answer);
/* The first `steps` steps, each by its answer of that number. */
void walker_play(struct stage *stage, int steps, int answer);

/* Nobody is there any more: until the loop is back. */
void walker_leave_alone(struct stage *stage);

#endif

/* phone_charts.h: the two drawings of the demo app that are made of data: dots over days, and three
 * weeks of a calendar. Heights as in struct part_look (phone_parts.h). */
#ifndef APP_WALK_PHONE_CHARTS_H
#define APP_WALK_PHONE_CHARTS_H

#include "app/state.h"

int chart_height(const struct pen *pen, const struct demo_part *part, int width, int most);
void chart_draw(const struct app *app, const struct pen *pen, struct rect rect,
                const struct demo_view *view, const struct demo_part *part);
int calendar_height(const struct pen *pen, const struct demo_part *part, int width, int most);
void calendar_draw(const struct app *app, const struct pen *pen, struct rect rect,
                   const struct demo_view *view, const struct demo_part *part);

#endif

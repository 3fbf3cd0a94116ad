#include "app/link_card.h"

#include <math.h>

enum { KEPT_MS = 10000 };

void link_encode(struct app *app)
{
    if (!qr_encode(&app->link.qr, app->content->links.at[app->link.link].address, NULL)) {
        app->link.qr.side = 0; /* borne check says why; its address in clear still helps */
    }
}

void link_show(struct app *app, size_t index)
{
    if (index >= app->content->links.n) {
        return;
    }
    const struct link *link = &app->content->links.at[index];
    app->link.link = index;
    app->link.since = app->now.steady;
    app->link.kept = false;
    app->link.choice = false;
    app->page = 0;
    app->dirty = true;
    link_encode(app);
    app_count(app, COUNTER_LINK_SHOWN, link->id);
}

static bool counts(const struct app *app)
{
    return !app->link.kept && !app->link.choice && app->link.link < app->content->links.n;
}

int64_t link_deadline(const struct app *app)
{
    return counts(app) ? app->link.since + KEPT_MS : INT64_MAX;
}

void link_tick(struct app *app)
{
    if (counts(app) && app->now.steady >= app->link.since + KEPT_MS) {
        app->link.kept = true;
        app_count(app, COUNTER_LINK_KEPT, app->content->links.at[app->link.link].id);
    }
}

struct words link_address(const struct app *app)
{
    return (struct words){.text = app->content->links.at[app->link.link].shown,
                          .role = TEXT_HEADING,
                          .align = TEXT_MIDDLE};
}

int link_code_pixels(const struct app *app, const struct pen *pen, double module_mm)
{
    int module = (int)ceil(module_mm * pen->list->glass.per_mm - 0.01);
    return app->link.qr.side * module;
}

int link_code_best(const struct app *app, const struct pen *pen, int room)
{
    int side = app->link.qr.side, pixels = side > 0 ? room / side * side : 0;
    return least_of(pixels, link_code_pixels(app, pen, QR_MODULE_MM * 1.5));
}

void link_cut_code(const struct app *app, const struct pen *pen, struct rect *box, int pixels)
{
    struct rect row = rect_cut_top(box, pixels);
    if (pixels > 0) {
        draw_code(pen->list, rect_middle(row, pixels, pixels), app->link.qr.modules,
                  app->link.qr.side);
    }
}

void link_cut_address(const struct app *app, const struct pen *pen, struct rect *box)
{
    struct words address = link_address(app);
    rect_cut_top(box, pen_size(pen, SPACE_S));
    pen_words(pen, rect_cut_top(box, pen_words_height(pen, box->w, &address)), &address);
}

int link_card_least(const struct app *app, const struct pen *pen, int width)
{
    struct words address = link_address(app);
    return link_code_pixels(app, pen, QR_MODULE_SMALLEST_MM) + pen_size(pen, SPACE_S) +
           pen_words_height(pen, width, &address);
}

void link_draw_card(const struct app *app, const struct pen *pen, struct rect *rest,
                    struct flow *flow)
{
    struct words address = link_address(app);
    int gap = pen_size(pen, SPACE_L), below = pen_size(pen, SPACE_S);
    bool beside = !glass_is_portrait(&pen->list->glass);
    struct rect card = *rest;
    if (beside) {
        card = rect_cut_left(rest, rest->w * 38 / 100);
        rect_cut_left(rest, gap);
    }
    int line = pen_words_height(pen, card.w, &address), words = flow_height(pen, flow, rest->w);
    int room = card.h - line - below - (beside ? 0 : words + gap);
    int pixels = most_of(link_code_best(app, pen, least_of(room, card.w)),
                         link_code_pixels(app, pen, QR_MODULE_SMALLEST_MM));
    if (beside && pixels + below + line > card.h) { /* a low glass: the address among the words */
        address.align = TEXT_START;
        flow_words(flow, address);
        card = rect_middle(card, card.w, pixels);
        link_cut_code(app, pen, &card, pixels);
        return;
    }
    card = beside ? rect_middle(card, card.w, pixels + below + line)
                  : rect_cut_top(rest, pixels + below + line);
    link_cut_code(app, pen, &card, pixels);
    link_cut_address(app, pen, &card);
    if (!beside) {
        rect_cut_top(rest, gap);
    }
}

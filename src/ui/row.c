#include "ui/row.h"

static const double gap_mm = 5, chevron_mm = 8, track_w_mm = 18, track_h_mm = 10, disc_mm = 22,
                    disc_x_mm = 4, disc_y_mm = 2.5, mark_mm = 3, small_gap_mm = 2, line_mm = 1,
                    picture_mm = 16, knob_mm = 5, knob_in_mm = 1.2,
                    lead_part = 1.9 /* of a capital */;

/* What a row is made of, side by side. */
struct room {
    int lead, end, mark; /* widths; 0 for what it has not */
    int words, title;    /* what is left for the second line; for the title beside the tag */
    bool mark_below;     /* no room for it at the side */
};

/* So many heights of the title's capitals. */
static int letters(const struct pen *pen, const struct row *row, double n)
{
    return glass_mm(&pen->list->glass, pen_role(pen, row->role) * n);
}

/* Larger letters ask for more room beside them; a disc has its own. */
static int pad_x(const struct pen *pen, const struct row *row)
{
    return row->disc ? pen_mm(pen, disc_x_mm) : letters(pen, row, 0.7);
}

static int pad_y(const struct pen *pen, const struct row *row)
{
    return row->disc ? pen_mm(pen, disc_y_mm) : letters(pen, row, 0.45);
}

static const char *text_or_none(const char *text)
{
    return text ? text : "";
}

static uint32_t ink_of(const struct pen *pen, const struct row *row)
{
    return row->ground == ROW_PALE ? pen->theme->on_pale : pen->theme->ink;
}

static struct words title_of(const struct pen *pen, const struct row *row)
{
    return (struct words){.text = row->title, .role = row->role, .color = ink_of(pen, row)};
}

static struct words says_of(const struct pen *pen, const struct row *row)
{
    return (struct words){
        .text = text_or_none(row->says), .role = row->small, .color = ink_of(pen, row)};
}

static struct words mark_of(const struct pen *pen, const struct row *row)
{
    return (struct words){.text = text_or_none(row->mark),
                          .role = row->small == TEXT_NOTE ? TEXT_STRONG : TEXT_DEVICE_STRONG,
                          .color = pen->theme->on_accent};
}

static int lead_width(const struct pen *pen, const struct row *row)
{
    return row->picture ? pen_mm(pen, picture_mm)
           : row->disc  ? pen_mm(pen, disc_mm)
           : row->icon  ? letters(pen, row, lead_part)
                        : 0;
}

static struct room room_of(const struct pen *pen, int width, const struct row *row)
{
    struct room room = {.lead = lead_width(pen, row)};
    room.words = width - 2 * pad_x(pen, row);
    room.words -= room.lead ? room.lead + pen_mm(pen, gap_mm) : 0;
    room.end = row->end == ROW_LEADS                       ? pen_mm(pen, chevron_mm)
               : row->end == ROW_ON || row->end == ROW_OFF ? pen_mm(pen, track_w_mm)
                                                           : 0;
    room.words -= room.end ? room.end + pen_mm(pen, small_gap_mm) : 0;
    if (*text_or_none(row->mark)) {
        struct words mark = mark_of(pen, row), title = title_of(pen, row);
        room.mark = pen_words_width(pen, &mark) + 2 * pen_mm(pen, mark_mm);
        room.title = room.words - room.mark - pen_mm(pen, gap_mm);
        room.mark_below = room.title < pen_words_width(pen, &title);
    }
    room.title = room.mark && !room.mark_below ? room.title : room.words;
    return room;
}

static int mark_height(const struct pen *pen, const struct row *row)
{
    struct words mark = mark_of(pen, row);
    return pen_words_height(pen, pen_words_width(pen, &mark), &mark);
}

static int words_height(const struct pen *pen, const struct room *room, const struct row *row)
{
    struct words title = title_of(pen, row), says = says_of(pen, row);
    int height = pen_words_height(pen, room->title, &title);
    height += *says.text ? pen_words_height(pen, room->words, &says) : 0;
    return height + (room->mark_below ? mark_height(pen, row) + pen_mm(pen, line_mm) : 0);
}

int pen_row_height(const struct pen *pen, int width, const struct row *row)
{
    struct room room = room_of(pen, width, row);
    int height = words_height(pen, &room, row) + 2 * pad_y(pen, row);
    return row->ground == ROW_BARE ? height : most_of(height, pen_size(pen, SIZE_TARGET));
}

static void draw_ground(const struct pen *pen, struct rect rect, const struct row *row)
{
    int radius = pen_size(pen, SIZE_RADIUS);
    if (row->ground == ROW_PALE) {
        draw_box(pen->list, rect, pen->theme->pale, radius);
    } else if (row->ground == ROW_PAPER) {
        draw_box(pen->list, rect, pen->theme->paper, radius);
        draw_border(pen->list, rect, pen->theme->quiet, radius, pen_size(pen, SIZE_LINE));
    }
}

/* A switch tells its state by place and sign, not by colour alone (WCAG 1.4.1). */
static void draw_track(const struct pen *pen, struct rect box, bool on)
{
    struct rect track = rect_middle(box, pen_mm(pen, track_w_mm), pen_mm(pen, track_h_mm));
    int edge = pen_mm(pen, knob_in_mm);
    draw_box(pen->list, track, on ? pen->theme->primary : pen->theme->paper, track.h / 2);
    draw_border(pen->list, track, on ? pen->theme->primary : pen->theme->ink, track.h / 2,
                pen_size(pen, SIZE_EDGE));
    struct rect knob = rect_inset(track, edge);
    knob = on ? rect_cut_right(&knob, knob.h) : rect_cut_left(&knob, knob.h);
    draw_box(pen->list, knob, on ? pen->theme->on_primary : pen->theme->ink, knob.h / 2);
    text_icon(pen->list, pen->fonts, knob, on ? ICON_CHECK : ICON_CLOSE, knob_mm * pen->look->scale,
              on ? pen->theme->primary : pen->theme->paper);
}

static void draw_end_sign(const struct pen *pen, struct rect box, const struct row *row)
{
    if (row->end == ROW_LEADS) {
        bool rtl = pen->list->glass.rtl;
        text_icon(pen->list, pen->fonts, box, rtl ? ICON_CHEVRON_BACK : ICON_CHEVRON,
                  pen_role(pen, row->role) * 1.6, ink_of(pen, row)); /* the sign is half as wide */
    } else {
        draw_track(pen, box, row->end == ROW_ON);
    }
}

static void draw_mark(const struct pen *pen, struct rect box, const struct row *row)
{
    struct words mark = mark_of(pen, row);
    int height = mark_height(pen, row);
    struct rect pill = {box.x, box.y + (box.h - height) / 2, box.w, height};
    draw_box(pen->list, pill, pen->theme->accent, pill.h / 2);
    pen_words(pen, rect_inset_xy(pill, pen_mm(pen, mark_mm), 0), &mark);
}

static void draw_lead(const struct pen *pen, struct rect lead, const struct row *row)
{
    uint32_t ink = row->ground == ROW_PALE ? pen->theme->on_pale : pen->theme->edge;
    struct rect square = rect_middle(lead, lead.w, lead.w);
    if (row->picture) {
        draw_picture(pen->list, square, pen_mm(pen, mark_mm), row->picture);
    } else if (row->disc) {
        draw_box(pen->list, square, pen->theme->primary, square.w / 2);
        text_icon(pen->list, pen->fonts, square, row->icon, disc_mm * pen->look->scale * 0.6,
                  pen->theme->on_primary);
    } else {
        text_icon(pen->list, pen->fonts, lead, row->icon, pen_role(pen, row->role) * lead_part,
                  ink);
    }
}

void pen_row(const struct pen *pen, struct rect rect, const struct row *row)
{
    struct room room = room_of(pen, rect.w, row);
    struct words title = title_of(pen, row), says = says_of(pen, row);
    draw_ground(pen, rect, row);
    struct rect inside = rect_inset_xy(rect, pad_x(pen, row), 0);
    if (room.lead) {
        struct rect lead = rect_cut_left(&inside, room.lead);
        rect_cut_left(&inside, pen_mm(pen, gap_mm));
        draw_lead(pen, lead, row);
    }
    if (room.end) {
        draw_end_sign(pen, rect_cut_right(&inside, room.end), row);
        rect_cut_right(&inside, pen_mm(pen, small_gap_mm));
    }
    inside = rect_middle(inside, inside.w, words_height(pen, &room, row));
    struct rect line = rect_cut_top(&inside, pen_words_height(pen, room.title, &title));
    if (room.mark && !room.mark_below) {
        draw_mark(pen, rect_cut_right(&line, room.mark), row);
    }
    pen_words(pen, rect_cut_left(&line, room.title), &title);
    if (*says.text) {
        rect_cut_top(&inside, pen_words(pen, inside, &says));
    }
    if (room.mark_below) {
        rect_cut_top(&inside, pen_mm(pen, line_mm));
        line = rect_cut_top(&inside, mark_height(pen, row));
        draw_mark(pen, rect_cut_left(&line, least_of(room.mark, inside.w)), row);
    }
}

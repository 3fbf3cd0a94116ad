/* totals_screen.c: the stand's totals as QR codes, each an e-mail that a phone opens ready to send.
 */
#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"
#include "app/staff/stand_words.h"

#include "base/utf8.h"

#include <math.h>

enum { ACTION_PART = ACTIONS_OF(SCREEN_TOTALS) /* [part] of the codes */ };

enum { SUBJECT_NAME = 24 }; /* characters of the stand's name in the subject */

/* How the totals are cut for this glass, and the part that is shown. */
struct sheet {
    int part, parts;
    size_t room; /* of totals_write() */
    struct qr_dense qr;
};

/* "Borne : NAME, 21/11/2026, 1/2" */
static void subject_of(const struct app *app, int part, int parts, struct str *out)
{
    const char *name = app->staff.facts.sent.name;
    struct date day = date_local(app->config->timezone, app->now.wall).date;
    size_t n = strlen(name), end = 0, length;
    for (int i = 0; i < SUBJECT_NAME && end < n; i++, end += length) {
        utf8_read(name + end, n - end, &length);
    }
    str_add(out, "Borne : ");
    str_add_bytes(out, name, end);
    str_addf(out, "%s, %02d/%02d/%04d", end < n ? "…" : "", day.day, day.month, day.year);
    if (parts > 1) {
        str_addf(out, ", %d/%d", part + 1, parts);
    }
}

/* The e-mail of that part; false where there is none. */
static bool write_mail(const struct app *app, size_t room, int part, int *parts, struct str *mail)
{
    struct str subject = {0}, body = {0};
    bool ok = totals_write(&app->staff.facts.sent, room, part, parts, &body) && part < *parts;
    subject_of(app, part, *parts, &subject);
    str_clear(mail);
    totals_mailto(app->staff.facts.report_to, str_text(&subject), str_text(&body), mail);
    str_release(&subject);
    str_release(&body);
    return ok;
}

/* The side of the densest code of the totals cut for that room; 0 where they cannot be. */
static int densest(const struct app *app, size_t room, int *parts)
{
    struct str mail = {0};
    int most = 0;
    *parts = 1;
    for (int part = 0; part < *parts; part++) {
        int side = write_mail(app, room, part, parts, &mail) ? qr_dense_side(str_text(&mail)) : 0;
        most = most_of(most, side);
        if (side == 0) {
            most = 0;
            break;
        }
    }
    str_release(&mail);
    return most;
}

/* As few codes as have room in `most` modules a side, and of as many those that have the fewest:
 * the larger a module, the easier it is read. Rooms are tried from more than any code holds. */
static bool cut_sheet(const struct app *app, struct sheet *sheet, int most)
{
    int best = 0;
    sheet->parts = 0;
    for (size_t room = 1800; room > 150; room -= room / 16) {
        int parts, side = densest(app, room, &parts);
        if (side == 0 || side > most) {
            continue;
        }
        if (sheet->parts > 0 && parts > sheet->parts) {
            break;
        }
        if (sheet->parts == 0 || side < best) {
            sheet->parts = parts;
            sheet->room = room;
            best = side;
        }
    }
    sheet->part = least_of(app->staff.part, sheet->parts - 1);
    return sheet->parts > 0;
}

static bool encode_part(const struct app *app, struct sheet *sheet)
{
    struct str mail = {0};
    int parts;
    bool ok = write_mail(app, sheet->room, sheet->part, &parts, &mail) &&
              qr_encode_dense(&sheet->qr, str_text(&mail), NULL);
    str_release(&mail);
    return ok;
}

/* --- what is drawn --- */

static void totals_enter(struct app *app)
{
    app->staff.part = 0;
    staff_look(app, STAFF_LOOK_COUNTS);
}

static void totals_action(struct app *app, int action, int arg)
{
    (void)action;
    app->staff.part = arg < 0 ? 0 : arg;
}

/* On the smallest glass in one piece: each millimetre they take is the code's. */
static void add_steps(const struct app *app, const struct pen *pen, struct flow *flow, bool next)
{
    static const char *const steps[] = {"Ouvrez l’appareil photo du téléphone.", "Visez le code.",
                                        "Envoyez le message qui s’ouvre.",
                                        "Puis touchez « Suivant »."};
    const char *to = app->staff.facts.report_to, *all = "";
    bool small = pen->small;
    for (int i = 0; i < 3 + next; i++) {
        if (!small) {
            const char *step = arena_format(&pen->list->arena, "%d. %s", i + 1, steps[i]);
            staff_say(pen, flow, step, TEXT_NOTE);
        }
        all = arena_format(&pen->list->arena, "%s%s%s", all, all[0] ? " " : "", steps[i]);
    }
    if (small) {
        staff_say(pen, flow, all, TEXT_NOTE);
    }
    staff_say(pen, flow,
              to[0]   ? arena_format(&pen->list->arena, "Destinataire : %s", to)
              : small ? "Choisissez vous-même à qui l’envoyer."
                      : "Le message n’a pas d’adresse : choisissez le référent dans le téléphone.",
              TEXT_STRONG);
}

/* The first of the totals, in clear. */
static void add_headline(const struct app *app, const struct pen *pen, struct flow *flow)
{
    static const struct {
        enum counter counter;
        const char *one, *many;
    } rows[] = {
        {COUNTER_VISIT_STARTED, "visite", "visites"},
        {COUNTER_PEOPLE_MET, "personne rencontrée", "personnes rencontrées"},
        {COUNTER_ACCOUNTS_ACTIVATED, "compte activé", "comptes activés"},
        {COUNTER_APPS_INSTALLED, "appli installée", "applis installées"},
    };
    const char *all = "";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        long long n = app->staff.facts.sent.n[rows[i].counter];
        all = arena_format(&pen->list->arena, "%s%s%lld\u00A0%s", all, all[0] ? ", " : "", n,
                           n > 1 ? rows[i].many : rows[i].one);
    }
    const char *line =
        arena_format(&pen->list->arena, "« %s » : %s.", app->staff.facts.sent.name, all);
    staff_say(pen, flow, line, TEXT_NOTE);
}

/* Which of them this is, and the way to its neighbours, each at its own side. */
static int draw_parts(const struct pen *pen, struct rect box, const struct sheet *sheet, bool draw)
{
    if (sheet->parts < 2) {
        return 0;
    }
    struct words which = {
        .text = arena_format(&pen->list->arena, "Code %d sur %d", sheet->part + 1, sheet->parts),
        .role = TEXT_HEADING,
        .align = TEXT_MIDDLE};
    struct button buttons[] = {
        button_for("Précédent", ICON_NONE, LOOK_QUIET, ACTION_PART, sheet->part - 1),
        button_for("Suivant", ICON_FORWARD, LOOK_PRIMARY, ACTION_PART, sheet->part + 1),
    };
    buttons[1].icon_after = true;
    bool before = sheet->part > 0, after = sheet->part + 1 < sheet->parts;
    int n = before + after, top = pen_words_height(pen, box.w, &which);
    const struct button *first = before ? buttons : buttons + 1;
    int rows = pen_button_rows(pen, box, first, n, false);
    if (draw) {
        pen_words(pen, rect_cut_top(&box, top), &which);
        pen_button_rows(pen, box, first, n, true);
    }
    return top + rows;
}

/* The parts' buttons at the foot, the words above them: the totals in clear where they have room.
 */
static void draw_column(const struct app *app, const struct pen *pen, struct rect box,
                        const struct sheet *sheet)
{
    int foot = draw_parts(pen, box, sheet, false);
    if (foot > 0) {
        draw_parts(pen, rect_cut_bottom(&box, foot), sheet, true);
        rect_cut_bottom(&box, pen_size(pen, SPACE_GAP));
    }
    struct flow flow = {.gap = SPACE_XS};
    add_steps(app, pen, &flow, sheet->part + 1 < sheet->parts);
    int steps = flow.n;
    add_headline(app, pen, &flow);
    flow.n = flow_height(pen, &flow, box.w) <= box.h ? flow.n : steps;
    chrome_flow(app, pen, box, &flow);
}

/* The least height of a column that holds the steps and the parts' buttons. */
static int column_least(const struct app *app, const struct pen *pen, int width)
{
    struct sheet several = {.part = 1, .parts = 3};
    struct flow flow = {.gap = SPACE_XS};
    struct rect box = {0, 0, width, 0};
    add_steps(app, pen, &flow, true);
    return flow_height(pen, &flow, width) + pen_size(pen, SPACE_GAP) +
           draw_parts(pen, box, &several, false);
}

static void draw_sheet_code(const struct pen *pen, struct rect box, const struct sheet *sheet)
{
    int room = least_of(least_of(box.w, box.h), pen_size(pen, SIZE_CODE_MOST));
    int pixels = room / sheet->qr.side * sheet->qr.side;
    draw_code(pen->list, rect_middle(box, pixels, pixels), sheet->qr.modules, sheet->qr.side);
}

/* Why there is no code. */
static void draw_none(const struct app *app, const struct pen *pen, struct rect box)
{
    bool told = app->staff.facts.sent.stand[0] != '\0';
    struct message message = {0};
    staff_say(pen, &message.flow,
              told ? "Il y a trop de totaux pour les codes de cet écran. Copiez le bilan sur une "
                     "clé USB."
                   : "Les totaux de la borne ne sont pas encore lus.",
              TEXT_LEAD);
    chrome_message(app, pen, box, &message);
}

/* Modules of the smallest size that still reads, in so many pixels. */
static int modules_in(const struct pen *pen, int pixels)
{
    int module = (int)ceil(QR_MODULE_SMALLEST_MM * pen->list->glass.per_mm - 0.01);
    return pixels / module;
}

static const char title[] = "Code QR des totaux";

/* Both columns; header: it still has to be drawn, above the words alone. */
static void draw_columns(const struct app *app, const struct pen *pen, struct sheet *sheet,
                         struct rect words, struct rect code, bool header)
{
    int left = words.x + pen_side(pen), width = words.w - pen_side(pen);
    bool ok =
        cut_sheet(app, sheet, modules_in(pen, least_of(code.w, code.h))) && encode_part(app, sheet);
    if (header) {
        staff_header(app, pen, &words, title);
    }
    if (ok) {
        words = header ? (struct rect){left, words.y, width, words.h} : words;
        draw_sheet_code(pen, code, sheet);
        draw_column(app, pen, words, sheet);
    } else {
        draw_none(app, pen, words);
    }
}

/* On most glasses the code has the whole height at its end side: the way back stays where it is on
 * every screen, and no millimetre is lost. A large one has room to spare: all below the header. */
static void draw_wide(const struct app *app, const struct pen *pen, struct sheet *sheet)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    int edge = pen_size(pen, SPACE_GAP), most = pen_size(pen, SIZE_CODE_MOST);
    bool large = rest.h > most + pen_size(pen, SIZE_CODE_ROOM);
    if (large) {
        staff_header(app, pen, &rest, title);
        int side = least_of(rest.w * 56 / 100, most);
        struct rect code = rect_cut_right(&rest, side);
        code.h = rest.h = least_of(side, rest.h);
        rect_cut_right(&rest, pen_size(pen, SPACE_L));
        draw_columns(app, pen, sheet, rest, code, false);
        return;
    }
    int side = least_of(rest.h - 2 * edge, rest.w * 56 / 100);
    struct rect right = rect_cut_right(&rest, side + 2 * edge);
    draw_columns(app, pen, sheet, rest, rect_inset(right, edge), true);
}

static void draw_tall(const struct app *app, const struct pen *pen, struct sheet *sheet)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    int edge = pen_size(pen, SPACE_GAP), width = rest.w - 2 * edge;
    staff_header(app, pen, &rest, title);
    int side = least_of(rest.h - column_least(app, pen, rest.w) - edge, width);
    if (!cut_sheet(app, sheet, modules_in(pen, side)) || !encode_part(app, sheet)) {
        draw_none(app, pen, rest);
        return;
    }
    struct rect box = rect_cut_top(&rest, side);
    box = (struct rect){edge, box.y, width, box.h};
    draw_sheet_code(pen, box, sheet);
    rect_cut_top(&rest, edge);
    draw_column(app, pen, rest, sheet);
}

static void totals_draw(const struct app *app, const struct pen *pen)
{
    struct sheet *sheet = arena_alloc(&pen->list->arena, sizeof *sheet);
    if (glass_is_portrait(&pen->list->glass)) {
        draw_tall(app, pen, sheet);
    } else {
        draw_wide(app, pen, sheet);
    }
}

const struct screen screen_totals = {
    .staff = true, .enter = totals_enter, .action = totals_action, .draw = totals_draw};

#include "app/staff/pad.h"

#include "app/chrome.h"
#include "app/staff/access.h"
#include "app/staff/kit.h"

enum {
    ACTION_DIGIT = ACTIONS_OF(SCREEN_PIN), /* [digit] */
    ACTION_DIGIT_ERASE,
    ACTION_PIN_ENTER,
    ACTION_PIN_STICK,
};

enum { SECOND_MS = 1000, DIGITS = 10 };

static bool in_corner(const struct app *app, int x, int y)
{
    int side = glass_mm(&app->glass, CORNER_MM);
    return x >= 0 && y >= 0 && x < side && y < side;
}

/* Another finger beside it is no hold, but what rests elsewhere or touches itself is no finger. */
void pad_touch(struct app *app, enum event_kind kind, struct touch touch)
{
    struct staff_state *staff = &app->staff;
    const struct contacts *contacts = &app->gesture.contacts;
    if (app->top->staff || contacts->doubtful) {
        return;
    }
    bool there = in_corner(app, touch.x, touch.y), down = kind == EVENT_TOUCH_DOWN;
    if (down && there && !contacts_among(contacts, touch)) {
        staff->corner = touch.ms;
        staff->corner_finger = touch.finger;
        staff->corner_touched = app->visit.touched;
    } else if (down ||
               (touch.finger == staff->corner_finger && (kind == EVENT_TOUCH_UP || !there))) {
        staff->corner = 0;
    }
}

/* splitmix64: enough to move ten keys about. */
static uint64_t draw_lot(struct app *app)
{
    uint64_t z = app->chance += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

static void shuffle(struct app *app)
{
    int *places = app->staff.pad.places;
    for (int i = 0; i < DIGITS; i++) {
        int j = (int)(draw_lot(app) % (uint64_t)(i + 1));
        places[i] = places[j];
        places[j] = i;
    }
}

static void forget_digits(struct pad_state *pad)
{
    memset(pad->digits, 0, sizeof pad->digits);
    pad->count = 0;
}

static void look(struct app *app)
{
    app->staff.looked = app->now.steady;
    app_ask(app, EFFECT_PIN_LOOK, "", 0);
}

static void open_pad(struct app *app)
{
    app->staff.pad = (struct pad_state){.page_below = app->page};
    app->page = 0;
    app->over = SCREEN_PIN;
    shuffle(app);
    gesture_lost(&app->gesture);
    app->focused = false;
    app->dirty = true;
    look(app);
}

static void close_pad(struct app *app)
{
    forget_digits(&app->staff.pad);
    app->over = SCREEN_NONE;
    app->page = app->staff.pad.page_below;
    gesture_lost(&app->gesture);
    app->dirty = true;
}

void pad_tell(struct app *app, const struct staff_pin *pin)
{
    struct pad_state *pad = &app->staff.pad;
    if (app->over != SCREEN_PIN) {
        return; /* closed meanwhile: whoever held the glass is gone */
    }
    app->dirty = true;
    char says[STAFF_SAYS_MAX]; /* what was said stands until the next digit */
    str_fit(says, sizeof says, pin->says[0] ? pin->says : pad->pin.says);
    pad->pin = *pin;
    str_fit(pad->pin.says, sizeof pad->pin.says, says);
    pad->told = app->now.steady;
    if (pin->state == PIN_RIGHT) {
        close_pad(app);
        staff_enter(app);
    } else if (pin->state == PIN_WRONG) {
        pad->wrong = true;
        forget_digits(pad);
        shuffle(app);
    }
}

/* Milliseconds before the next try. */
static int64_t wait_left(const struct app *app)
{
    const struct pad_state *pad = &app->staff.pad;
    int64_t left = pad->told + pad->pin.wait_ms - app->now.steady;
    return pad->pin.wait_ms > 0 && left > 0 ? left : 0;
}

static bool takes_digits(const struct app *app)
{
    enum pin_state state = app->staff.pad.pin.state;
    return (state == PIN_ASKED || state == PIN_WRONG) && wait_left(app) == 0;
}

static void enter_pin(struct app *app)
{
    struct pad_state *pad = &app->staff.pad;
    if (pad->count >= STAFF_PIN_MIN) {
        pad->pin.state = PIN_BUSY;
        app_ask(app, EFFECT_PIN_TRY, pad->digits, 0);
    }
}

static bool pad_back(struct app *app)
{
    close_pad(app);
    return true;
}

static void pad_action(struct app *app, int action, int arg)
{
    struct pad_state *pad = &app->staff.pad;
    if (action != ACTION_PIN_STICK && !takes_digits(app)) {
        return;
    }
    pad->wrong = false;
    pad->pin.says[0] = '\0';
    if (action == ACTION_PIN_STICK) {
        app_ask(app, EFFECT_PIN_STICK, "", 0);
    } else if (action == ACTION_DIGIT && pad->count < STAFF_PIN_MAX) {
        pad->digits[pad->count++] = (char)('0' + arg);
    } else if (action == ACTION_DIGIT_ERASE && pad->count > 0) {
        pad->digits[--pad->count] = '\0';
    } else if (action == ACTION_PIN_ENTER) {
        enter_pin(app);
    }
}

void pad_watch_corner(struct app *app)
{
    struct staff_state *staff = &app->staff;
    if (staff->corner && app->now.steady >= staff->corner + STAFF_HOLD_MS) {
        staff->corner = 0;
        app->visit.touched = staff->corner_touched;
        open_pad(app);
    }
}

int64_t pad_corner_deadline(const struct app *app)
{
    return app->staff.corner ? app->staff.corner + STAFF_HOLD_MS : INT64_MAX;
}

static void pad_tick(struct app *app)
{
    const struct staff_state *staff = &app->staff;
    app->dirty = true; /* the seconds left */
    if (app->now.steady >= staff->touched + STAFF_PAD_MS) {
        close_pad(app);
    } else if (app->now.steady >= staff->looked + SECOND_MS) {
        look(app); /* a stick may have come */
    }
}

static int64_t pad_deadline(const struct app *app)
{
    const struct staff_state *staff = &app->staff;
    int64_t end = staff->touched + STAFF_PAD_MS, next = staff->looked + SECOND_MS;
    int64_t ready = wait_left(app) > 0 ? app->now.steady + wait_left(app) : next;
    next = ready < next ? ready : next;
    return end < next ? end : next;
}

/* --- how it looks --- */

static const char *said(const struct app *app, const struct pen *pen)
{
    const struct pad_state *pad = &app->staff.pad;
    int64_t wait = (wait_left(app) + SECOND_MS - 1) / SECOND_MS;
    const char *wrong = pad->wrong ? "Ce n’est pas le bon code. " : "";
    if (pad->pin.state == PIN_BUSY) {
        return "Un instant…";
    }
    if (pad->pin.says[0]) {
        return staff_text(pen, pad->pin.says);
    }
    if (wait > 0) {
        const char *unit = wait > 1 ? "secondes" : "seconde";
        return arena_format(&pen->list->arena, "%sAttendez %d\u00a0%s.", wrong, (int)wait, unit);
    }
    return pad->wrong ? "Ce n’est pas le bon code. Essayez encore."
                      : staff_text(pen, "Réservé à l’équipe. Vous êtes visiteur ? Touchez "
                                        "« Revenir ».");
}

/* As many dots as digits were touched, on as many places as the least. */
static void draw_dots(const struct app *app, const struct pen *pen, struct rect box)
{
    int count = app->staff.pad.count, n = count > STAFF_PIN_MIN ? count : STAFF_PIN_MIN;
    int size = pen_size(pen, SIZE_DOT), gap = pen_size(pen, SPACE_L);
    struct rect row = rect_middle(box, n * size + (n - 1) * gap, size);
    for (int i = 0; i < n; i++) {
        struct rect dot = rect_cut_left(&row, size);
        rect_cut_left(&row, gap);
        if (i < count) {
            draw_box(pen->list, dot, pen->theme->primary, size / 2);
        } else {
            draw_border(pen->list, dot, pen->theme->edge, size / 2, pen_size(pen, SPACE_HAIR));
        }
    }
}

static void draw_key(const struct app *app, const struct pen *pen, struct rect rect, int key)
{
    static const char *const names[DIGITS] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    int least = 0, digit = key < DIGITS ? app->staff.pad.places[key] : 0;
    struct button button;
    if (key < DIGITS) {
        button = button_for(names[digit], ICON_NONE, LOOK_OUTLINE, ACTION_DIGIT, digit);
        button.role = TEXT_KEY;
    } else if (key == DIGITS) {
        button = button_fixed("Effacer", ICON_NONE, LOOK_OUTLINE, ACTION_DIGIT_ERASE, 0);
        least = 1;
    } else {
        button = button_fixed("Valider", ICON_NONE, LOOK_PRIMARY, ACTION_PIN_ENTER, 0);
        least = STAFF_PIN_MIN;
    }
    button.disabled = !takes_digits(app) || app->staff.pad.count < least;
    pen_button(pen, rect, &button);
}

enum { KEY_COLUMNS = 3, KEY_ROWS = 4 };

static int keys_height(const struct pen *pen, int room)
{
    int gaps = (KEY_ROWS - 1) * pen_size(pen, SPACE_GAP);
    return least_of(room, KEY_ROWS * pen_size(pen, SIZE_PAD_KEY) + gaps);
}

/* The last digit stands between "Effacer" and "Valider". */
static void draw_keys(const struct app *app, const struct pen *pen, struct rect box)
{
    static const int order[KEY_COLUMNS * KEY_ROWS] = {0, 1, 2, 3,      4, 5,
                                                      6, 7, 8, DIGITS, 9, DIGITS + 1};
    box = rect_middle(box, pen_size(pen, SIZE_PAD), keys_height(pen, box.h));
    for (int i = 0; i < KEY_COLUMNS * KEY_ROWS; i++) {
        draw_key(app, pen, rect_cell(box, KEY_COLUMNS, KEY_ROWS, pen_size(pen, SPACE_GAP), i),
                 order[i]);
    }
}

/* From the bottom of *rest: what a stick with an owner's file may do. */
static void cut_stick(const struct app *app, const struct pen *pen, struct rect *rest)
{
    const struct staff_pin *pin = &app->staff.pad.pin;
    if (!pin->stick || pin->state == PIN_BUSY || wait_left(app) > 0) {
        return;
    }
    const char *label = pin->state == PIN_NONE ? "Prendre le code de la clé USB"
                                               : "Code oublié : prendre celui de la clé";
    struct button button =
        button_for(staff_text(pen, label), ICON_STICK, LOOK_ACCENT, ACTION_PIN_STICK, 0);
    pen_button_foot(pen, rest, &button, 1, pen_size(pen, SPACE_GAP));
}

/* What is said takes as much whatever it says: the keys stand still. */
static int three_lines(const struct pen *pen)
{
    struct pen usual = *pen;
    struct words words = {.text = "A\nA\nA", .role = TEXT_LEAD};
    usual.scale = 1;
    return pen_words_height(&usual, pen->list->glass.w, &words);
}

/* The words and the dots, over the keys or before them. */
static void draw_asking(const struct app *app, const struct pen *pen, struct rect rest)
{
    struct words words = {.text = said(app, pen),
                          .role = TEXT_LEAD,
                          .caps_mm = pen_role(pen, TEXT_LEAD),
                          .align = TEXT_MIDDLE};
    int gap = pen_size(pen, SPACE_L);
    bool beside = !glass_is_portrait(&pen->list->glass);
    struct rect left = beside ? rect_cut_left(&rest, rest.w * 42 / 100) : rest;
    cut_stick(app, pen, &left);
    int room = three_lines(pen), dot = pen_size(pen, SIZE_DOT), said_height = room + gap + dot;
    if (beside) {
        rect_cut_left(&rest, gap);
        left = rect_middle(left, left.w, said_height);
    } else {
        int keys = keys_height(pen, left.h - said_height - 2 * gap);
        left = rect_middle(left, left.w, said_height + 2 * gap + keys);
        rest = rect_cut_bottom(&left, keys);
        rect_cut_bottom(&left, 2 * gap);
    }
    /* Letters as large as the visitor before left them, where three lines of them have room. */
    struct pen own = *pen;
    own.scale = pen_words_height(pen, left.w, &words) > room ? 1 : pen->scale;
    while (words.caps_mm > CAPS_BODY && pen_words_height(&own, left.w, &words) > room) {
        words.caps_mm = pen_smaller(words.caps_mm);
    }
    int height = pen_words_height(&own, left.w, &words);
    struct rect dots = rect_cut_bottom(&left, dot);
    rect_cut_bottom(&left, gap);
    struct rect lines = rect_cut_bottom(&left, height);
    pen_words(&own, lines, &words);
    draw_dots(app, pen, dots);
    draw_keys(app, pen, rest);
}

static void draw_none(const struct app *app, const struct pen *pen, struct rect rest)
{
    const char *says = app->staff.pad.pin.says;
    struct flow flow = {.gap = SPACE_GAP};
    cut_stick(app, pen, &rest);
    static const struct {
        const char *text;
        bool as_typed; /* no French space before its colon */
    } lines[] = {
        {"Aucun code n’est réglé : l’accès de l’équipe reste fermé.", false},
        {"Vous êtes visiteur ? Touchez « Revenir ».", false},
        {"Qui a installé la machine met le code : commande « borne\u00A0pin ».", false},
        {"Ou clé USB avec un fichier « borne-equipe.yaml » de deux lignes :", false},
        {"code: \"4 à 8 chiffres\"", true},
        {"secours: \"une phrase, 12 lettres au moins\"", true},
    };
    enum { LINES = sizeof lines / sizeof lines[0], CONSOLE_LINES = 3 };
    int shown = str_same(app->config->first_pin, "stick") ? LINES : CONSOLE_LINES;
    for (int i = says[0] ? -1 : 0; i < shown; i++) {
        const char *text = i < 0 ? says : lines[i].text;
        bool typed = i >= 0 && lines[i].as_typed;
        flow_say(&flow, typed ? text : staff_text(pen, text),
                 i < 1   ? TEXT_HEADING
                 : typed ? TEXT_STRONG
                         : TEXT_BODY);
    }
    chrome_flow(app, pen, rest, &flow);
}

static void pad_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    struct button back = button_fixed("Revenir", ICON_BACK, LOOK_QUIET, ACTION_BACK, 0);
    chrome_header_with(pen, &rest, "Équipe de la borne", &back);
    rest = rect_inset_xy(rest, pen_side(pen), 0);
    rect_cut_bottom(&rest, pen_size(pen, SPACE_L));
    if (app->staff.pad.pin.state == PIN_NONE) {
        draw_none(app, pen, rest);
    } else {
        draw_asking(app, pen, rest);
    }
}

const struct screen screen_pin = {.staff = true,
                                  .digits = ACTION_DIGIT,
                                  .erase = ACTION_DIGIT_ERASE,
                                  .accept = ACTION_PIN_ENTER,
                                  .quick = staff_quick,
                                  .tick = pad_tick,
                                  .deadline = pad_deadline,
                                  .action = pad_action,
                                  .back = pad_back,
                                  .draw = pad_draw};

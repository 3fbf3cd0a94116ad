#include "platform/input.h"

enum { MOVES_MAX = 8192, TOUCHES_MAX = 60000 }; /* SDL's queue holds 65535 */

/* What a key says, of whatever device; all others say nothing. */
static const struct {
    SDL_Keycode code;
    enum event_key key;
    char digit;
} keys[] = {
    {SDLK_LEFT, KEY_LEFT, 0},
    {SDLK_RIGHT, KEY_RIGHT, 0},
    {SDLK_UP, KEY_UP, 0},
    {SDLK_DOWN, KEY_DOWN, 0},
    {SDLK_TAB, KEY_NEXT, 0},
    {SDLK_RETURN, KEY_ENTER, 0},
    {SDLK_KP_ENTER, KEY_ENTER, 0},
    {SDLK_SPACE, KEY_ENTER, 0},
    {SDLK_RETURN2, KEY_ENTER, 0},
    {SDLK_SELECT, KEY_ENTER, 0},
    {SDLK_BACKSPACE, KEY_LEAVE, 0},
    {SDLK_ESCAPE, KEY_LEAVE, 0},
    {SDLK_AC_BACK, KEY_LEAVE, 0},
    {SDLK_KP_BACKSPACE, KEY_LEAVE, 0},
    {SDLK_PAGEUP, KEY_PAGE_BACK, 0},
    {SDLK_PAGEDOWN, KEY_PAGE_ON, 0},
    {SDLK_KP_0, KEY_DIGIT, '0'},
    {SDLK_KP_1, KEY_DIGIT, '1'},
    {SDLK_KP_2, KEY_DOWN, '2'},
    {SDLK_KP_3, KEY_DIGIT, '3'},
    {SDLK_KP_4, KEY_LEFT, '4'},
    {SDLK_KP_5, KEY_DIGIT, '5'},
    {SDLK_KP_6, KEY_RIGHT, '6'},
    {SDLK_KP_7, KEY_DIGIT, '7'},
    {SDLK_KP_8, KEY_UP, '8'},
    {SDLK_KP_9, KEY_DIGIT, '9'},
};

static const struct {
    Uint32 type;
    enum event_kind kind;
} touches[] = {
    {SDL_FINGERDOWN, EVENT_TOUCH_DOWN},
    {SDL_FINGERMOTION, EVENT_TOUCH_MOVE},
    {SDL_FINGERUP, EVENT_TOUCH_UP},
};

/* --- the queue */

static bool is_touch(Uint32 type)
{
    return type == SDL_FINGERDOWN || type == SDL_FINGERMOTION || type == SDL_FINGERUP;
}

/* What may enter the queue: SDL asks for each event, on the thread that adds it. */
static int allow(void *context, SDL_Event *event)
{
    struct input *input = context;
    if (event->type == input->wake || event->type == SDL_WINDOWEVENT ||
        event->type == SDL_KEYDOWN) {
        return 1;
    }
    if (!is_touch(event->type)) {
        return 0;
    }
    int most = event->type == SDL_FINGERMOTION ? MOVES_MAX : TOUCHES_MAX;
    if (atomic_load(&input->queued) >= most) {
        atomic_store(&input->lost, true);
        return 0;
    }
    atomic_fetch_add(&input->queued, 1);
    return 1;
}

static void taken(struct input *input, const SDL_Event *event)
{
    if (is_touch(event->type)) {
        atomic_fetch_sub(&input->queued, 1);
    }
    if (event->type == input->wake) {
        atomic_store(&input->woken, false);
    }
}

bool input_next(struct input *input, int ms, SDL_Event *event)
{
    if (!SDL_WaitEventTimeout(event, ms)) {
        return false;
    }
    taken(input, event);
    return true;
}

void input_wake(void *context)
{
    struct input *input = context;
    if (!atomic_exchange(&input->woken, true)) {
        SDL_Event event = {.type = input->wake};
        if (SDL_PushEvent(&event) <= 0) {
            atomic_store(&input->woken, false); /* the queue is full: nobody sleeps */
        }
    }
}

/* --- events */

static int clamped(float part, int pixels)
{
    if (!(part > 0)) { /* no number either */
        return 0;
    }
    return part < 1 ? (int)(part * (float)pixels) : pixels - 1;
}

/* The row of digits by its place: on a French keyboard they need Shift. 0: none of it. */
static char row_digit(SDL_Keysym from)
{
    if (from.scancode >= SDL_SCANCODE_1 && from.scancode <= SDL_SCANCODE_0) {
        return "1234567890"[from.scancode - SDL_SCANCODE_1];
    }
    return from.sym >= SDLK_0 && from.sym <= SDLK_9 ? (char)from.sym : 0;
}

/* A key held acts once. With Ctrl, Alt and their like nothing acts, with Shift only Tab. */
static bool read_key(const SDL_KeyboardEvent *from, struct event *event)
{
    const Uint16 with =
        from->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI | KMOD_MODE | KMOD_SHIFT);
    bool back = with && !(with & ~KMOD_SHIFT) && from->keysym.sym == SDLK_TAB;
    if (from->repeat || (with && !back)) {
        return false;
    }
    event->kind = EVENT_KEY;
    event->key = back ? KEY_BACK : KEY_NONE;
    event->digit = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !back; i++) {
        if (keys[i].code == from->keysym.sym) {
            event->key = keys[i].key;
            event->digit = keys[i].digit;
        }
    }
    if (event->key == KEY_NONE && row_digit(from->keysym)) {
        event->key = KEY_DIGIT;
        event->digit = row_digit(from->keysym);
    }
    return event->key != KEY_NONE;
}

bool input_read(const SDL_Event *from, int w, int h, struct event *event)
{
    if (from->type == SDL_KEYDOWN) {
        return read_key(&from->key, event);
    }
    for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
        if (touches[i].type == from->type) {
            event->kind = touches[i].kind;
            event->finger =
                (int64_t)((uint64_t)from->tfinger.touchId << 32 ^ (uint64_t)from->tfinger.fingerId);
            event->x = clamped(from->tfinger.x, w);
            event->y = clamped(from->tfinger.y, h);
            return true;
        }
    }
    return false;
}

bool input_open(struct input *input, struct err *err)
{
    input->wake = SDL_RegisterEvents(1);
    if (input->wake == (Uint32)-1) {
        return err_set(err, "no room for an event of ours in SDL");
    }
    SDL_StopTextInput();
    SDL_SetEventFilter(allow, input);
    input->opened = true;
    return true;
}

void input_close(struct input *input)
{
    if (input->opened) {
        SDL_SetEventFilter(NULL, NULL);
    }
    input->opened = false;
}

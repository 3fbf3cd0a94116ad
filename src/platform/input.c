#include "platform/input.h"

enum { MOVES_MAX = 8192, TOUCHES_MAX = 60000 }; /* SDL's queue holds 65535 */

static const struct {
    SDL_Keycode code;
    enum event_key key, shifted;
} keys[] = {
    {SDLK_LEFT, KEY_LEFT, KEY_LEFT},
    {SDLK_RIGHT, KEY_RIGHT, KEY_RIGHT},
    {SDLK_UP, KEY_UP, KEY_UP},
    {SDLK_DOWN, KEY_DOWN, KEY_DOWN},
    {SDLK_KP_4, KEY_LEFT, KEY_LEFT},
    {SDLK_KP_6, KEY_RIGHT, KEY_RIGHT},
    {SDLK_KP_8, KEY_UP, KEY_UP},
    {SDLK_KP_2, KEY_DOWN, KEY_DOWN},
    {SDLK_TAB, KEY_NEXT, KEY_BACK},
    {SDLK_RETURN, KEY_ENTER, KEY_ENTER},
    {SDLK_KP_ENTER, KEY_ENTER, KEY_ENTER},
    {SDLK_SPACE, KEY_ENTER, KEY_ENTER},
    {SDLK_RETURN2, KEY_ENTER, KEY_ENTER},
    {SDLK_SELECT, KEY_ENTER, KEY_ENTER},
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

static bool read_key(const SDL_KeyboardEvent *from, struct event *event)
{
    const Uint16 commands = KMOD_CTRL | KMOD_ALT | KMOD_GUI;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == from->keysym.sym && !(from->keysym.mod & commands)) {
            event->kind = EVENT_KEY;
            event->key = from->keysym.mod & KMOD_SHIFT ? keys[i].shifted : keys[i].key;
            return !(from->repeat && event->key == KEY_ENTER); /* a key held acts once */
        }
    }
    return false;
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

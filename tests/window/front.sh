#!/bin/bash
# front.sh: what is put in front of the kiosk, takes it off the glass or takes the keys away does not
# keep them: it is back within a second, with a window manager (openbox, where there is one) and
# none; and while nobody can see a slide it is not counted.
. "$(dirname "$0")/lib.sh"
need Xvfb xdotool sqlite3 "$BORNE" "$HAND"
size=1080x1920
cp -R "$CONTENT" "$work/content" # one slide, which stays
CONTENT=$work/content
ls "$CONTENT"/fr/slides/*.md | tail -n +2 | xargs rm --
printf 'slide_seconds: 3\nfade_ms: 0\n' >"$work/quick.yaml"

window_of() { window=$(xdotool search --onlyvisible --pid "$kiosk" 2>/dev/null | tail -1); [ -n "$window" ]; }
focused() { [ "$(xdotool getwindowfocus 2>/dev/null)" = "$window" ]; }
# back NAME: what was marked is seen again within a second of the kiosk's own time
back() {
    hand changed 300 # unless it never came before it
    hand same $((LIMIT * 1000))
    own_look
    local took=$((${answer#* } / 1000))
    verdict "$where: $1: back after $took ms" \
        "$([[ $answer == same* ]] && own_within 2 || echo "$answer; $(tail -1 "$log")")"
}
shown() { total "$data" slide.shown; }
shown_more() { [ "$(shown)" -gt "$1" ]; }

kiosk_open() { # where
    where=$1 data=$work/data-$1
    kiosk_start --content "$CONTENT" --data "$data" --config "$work/quick.yaml"
    kiosk_ready || not_ok "$where: start" "not ready: $(tail -1 "$log")"
    until_true $LIMIT window_of || not_ok "$where: window" "xdotool finds none"
    hand mark
}

display_open $size
hand_open

# --- with no window manager

kiosk_open bare
own_start
hand cover 200 300 600 500
back "a dialog in the middle"
hand uncover
own_start
hand cover 0 0 1080 1920
back "a window over everything"
hand uncover
own_start
xdotool windowunmap "$window"
back "taken off the glass"
hand cover 0 0 1 1
xdotool search --name '^cover$' windowfocus 2>/dev/null
until_true $LIMIT focused
verdict "bare: the keys are taken away: taken back" "$(focused || echo "focus: $(xdotool getwindowfocus)")"
hand uncover

# Something that always comes before it: the slide of 3 s would be counted three times.
hand cover 0 0 1080 1920
hand hold 1500
before=$(shown)
hand hold 9000
after=$(shown)
why=
[ $((after - before)) -le 1 ] || why="slide.shown went from $before to $after behind it"
hand uncover
until_true $LIMIT shown_more "$after" || why="${why:-nothing is counted afterwards}"
verdict "what nobody sees is not counted, and what is seen again is" "$why"
logged() { grep -q 'remise devant (1 fois' "$log"; }
verdict "it is in the log" "$(until_true $LIMIT logged || tail -1 "$log")"
kiosk_stop || not_ok "bare: SIGTERM" "more than 2 s"
display_close
hand_close

# --- with one

if ! command -v openbox >/dev/null; then
    skip "with a window manager" "there is no openbox"
    finish
fi
display_open $size
hand_open
HOME=$work openbox >"$work/openbox.log" 2>&1 &
pids+=("$!")
managed() { xdotool getactivewindow >/dev/null 2>&1 || xdotool get_num_desktops >/dev/null 2>&1; }
until_true $LIMIT managed
kiosk_open openbox
until_true $LIMIT focused
own_start
hand cover 200 300 600 500
back "a dialog"
hand uncover
own_start
xdotool windowminimize "$window"
back "minimised"
own_start
xdotool set_desktop 1
back "another desktop"
own_start
xdotool key super+d
back "the desktop shown"
own_start
xdotool windowunmap "$window"
back "taken off the glass"
until_true $LIMIT focused
verdict "openbox: it has the keys in the end" "$(focused || echo "focus: $(xdotool getwindowfocus)")"
kiosk_stop || not_ok "openbox: SIGTERM" "more than 2 s"
[ "$status" = 0 ] || not_ok "openbox: SIGTERM" "exit $status"
finish

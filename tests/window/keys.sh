#!/bin/bash
# keys.sh: no key leads out of the kiosk: under a window manager (openbox, with its own settings) no
# combination and no click takes it off the glass; and with `keypads` in the config no keyboard acts
# that is not named there.
. "$(dirname "$0")/lib.sh"
need "$BORNE" "$HAND" "$TOUCHPAD" openbox xdotool
size=1080x1920
find_places $size

# --- under a window manager

display_open $size
HOME=$work openbox --startup "touch $work/managed" >/dev/null 2>"$work/openbox.log" &
pids+=("$!")
until_true $LIMIT test -e "$work/managed" ||
    { not_ok openbox "it does not start: $(tail -1 "$work/openbox.log")"; finish; }
hand_open
printf 'slide_seconds: 120\nidle_seconds: 600\nfade_ms: 0\n' >"$work/still.yaml"
data=$work/data
kiosk_start --content "$CONTENT" --data "$data" --config "$work/still.yaml"
kiosk_ready || { not_ok start "not ready: $(tail -1 "$log")"; finish; }
hand lit
hand tap "$wake_x" "$wake_y"
answered || not_ok start "the first touch was not answered"

# still NAME: what was just done changed nothing on the glass, and nobody else has the keys
still() {
    local why=
    hand changed 250
    ! answered || why="something else is on the glass"
    [ "$(xdotool getactivewindow 2>/dev/null)" = "$window" ] || why="${why:+$why; }the kiosk is not active"
    gone "$kiosk" && why="the kiosk has ended"
    verdict "$1" "$why"
}
window=$(xdotool search --name '^Borne$' | tail -1)
hand rest 600
hand mark
for combination in alt+F4 alt+Tab alt+shift+Tab alt+Escape alt+space super super+d super+e super+F1 ctrl+alt+d \
    ctrl+alt+Right ctrl+alt+Left ctrl+alt+Up ctrl+alt+Down shift+alt+Right super+F2 ctrl+alt+Delete \
    ctrl+alt+BackSpace ctrl+c ctrl+q ctrl+w ctrl+backslash ctrl+Escape alt+F1 alt+F2 alt+F10 F1 F5 F11 Print Menu \
    XF86HomePage XF86Mail XF86PowerOff XF86Sleep shift shift shift shift shift; do
    xdotool key "$combination"
    still "$combination"
done
xdotool mousemove 5 5 click 3
still "a right click"
xdotool click 2
still "a middle click"
xdotool keydown alt mousemove 300 300 mousedown 1 mousemove 600 900 mouseup 1 keyup alt
still "Alt and a drag"
xdotool keydown alt mousedown 3 mousemove 300 300 mouseup 3 keyup alt
still "Alt and a drag with the right button"
xdotool keydown alt click 2 keyup alt
still "Alt and a middle click"

hand tap "$tile_x" "$tile_y"
verdict "a touch is answered after all that" "$(answered || echo "no answer")"
hand mark
xdotool key Tab
hand changed
verdict "Tab acts" "$(answered || echo "no answer")"
verdict "SIGTERM" "$(kiosk_stop || echo "took more than 2 s")"

# --- keyboards by their names

# named NAMES yes|no: whether the keyboard of XTEST acts where the config has those names
named() {
    local why=
    cp "$work/still.yaml" "$work/keypads.yaml"
    echo "keypads: $1" >>"$work/keypads.yaml"
    kiosk_start --content "$CONTENT" --data "$data" --config "$work/keypads.yaml"
    kiosk_ready || why="not ready: $(tail -1 "$log")"
    hand lit
    hand mark
    xdotool key Tab
    if [ "$2" = yes ]; then
        hand changed
        answered || why="${why:-it does not act}"
    else
        hand changed 500
        ! answered || why="${why:-it acts}"
    fi
    hand tap "$wake_x" "$wake_y"
    answered || why="${why:-a touch is not answered}"
    kiosk_stop || why="${why:-SIGTERM took more than 2 s}"
    verdict "keypads: $1" "$why"
}
ours='Virtual core XTEST keyboard'
named any yes
named "[\"$ours\"]" yes
named "[\"Un autre\", \"${ours^^}\"]" yes
named '["Un autre"]' no
verdict "the log says that none is there" \
    "$(grep -q "aucun clavier de la liste.*« $ours »" "$log" || tail -3 "$log")"
named any yes # it was given back
"$BORNE" check --content "$CONTENT" --config "$work/keypads.yaml" 2>"$work/check"
verdict "check says nothing of any" "$(grep keypads "$work/check")"
echo 'keypads: ["Un autre"]' >"$work/keypads.yaml"
"$BORNE" check --content "$CONTENT" --config "$work/keypads.yaml" 2>"$work/check" || : >"$work/check"
verdict "check names those that are there" "$(grep -q "attention : .*« $ours »" "$work/check" || cat "$work/check")"
(unset DISPLAY && exec "$BORNE" check --content "$CONTENT" --config "$work/keypads.yaml" 2>"$work/check") || : >"$work/check"
verdict "check says where they cannot be told apart" "$(grep -q 'attention : .*Wayland' "$work/check" || cat "$work/check")"
finish

#!/bin/bash
# wayland.sh: natively under a Wayland compositor (weston, in a window on an Xvfb): what is seen is what
# `borne play` paints, a touch is answered, nothing is noisy, and it sleeps while nothing happens.
. "$(dirname "$0")/lib.sh"
need Xvfb sqlite3 /usr/bin/import /usr/bin/compare "$BORNE" "$HAND"
command -v weston >/dev/null || { skip wayland "there is no weston"; finish; }
cp -R "$CONTENT" "$work/content" # one slide, which stays
CONTENT=$work/content
ls "$CONTENT"/fr/slides/*.md | tail -n +2 | xargs rm --
sed -i '/^decks:/,$d' "$CONTENT/content.yaml"
size=1080x900
printf 'slide_seconds: 120\n' >"$work/calm.yaml"

play $size '' "shot loop" || not_ok play "$(tail -1 "$work/place.log")"
display_open $size
hand_open
export XDG_RUNTIME_DIR=$work/run
mkdir -m 700 "$XDG_RUNTIME_DIR"
weston --backend=x11-backend.so --width=1080 --height=900 --use-pixman --shell=kiosk-shell.so \
    --socket=glass --idle-time=0 >"$work/weston.log" 2>&1 &
pids+=("$!")
if ! until_true $LIMIT test -S "$XDG_RUNTIME_DIR/glass"; then
    skip wayland "weston does not start: $(tail -1 "$work/weston.log")"
    finish
fi

same() {
    /usr/bin/import -window root "$work/photo.png" 2>/dev/null &&
        [ "$(/usr/bin/compare -metric AE "$work/photo.png" "$work/shots/loop.png" null: 2>&1)" = 0 ]
}
wrap=(env -u DISPLAY WAYLAND_DISPLAY=glass)
echo 4829 | "$BORNE" pin --data "$work/data" >/dev/null 2>&1 || not_ok pin "no PIN could be set"
kiosk_start --content "$CONTENT" --data "$work/data" --config "$work/calm.yaml"
wrap=()
kiosk_ready 10 || not_ok start "not ready: $(tail -1 "$log")"
verdict "the loop is on the glass, pixel for pixel" "$(until_true $LIMIT same || echo "another picture")"
verdict "nothing but ready is on standard error" "$([ "$(<"$log")" = ready ] || head -3 "$log")"

# Once all is laid out it sleeps: no thread of it is woken in two seconds.
woken() { cat "/proc/$kiosk/task/"*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'; }
slept() {
    local before end
    before=$(woken) end=$(($(now_ms) + 2000))
    until [ "$(now_ms)" -ge $end ]; do pause 0.1; done
    calls=$(($(woken) - before))
    [ "$calls" -le 20 ]
}
verdict "it sleeps" "$(until_true $LIMIT slept || echo "$calls wake-ups in 2 s")"

hand tap 540 450
verdict "a touch is answered" "$(answered || echo "$answer")"
why=
kiosk_stop || why="not within 2 s"
[ "$status" = 0 ] || why="${why:-exit $status: $(tail -1 "$log")}"
[ "$(total "$work/data" visit.started)" = 1 ] || why="${why:-visit.started is not 1}"
verdict "SIGTERM ends it, the touch is counted" "$why"
finish

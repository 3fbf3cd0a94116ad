#!/bin/bash
# touch.sh: real fingers (an Xorg of our own with the `inputtest` driver): one tap counts once, and
# what a hand does by mistake counts nothing. After each mistake one more tap shows that the glass
# still answers, and its count must be the only one.
#
#     tests/window/touch.sh [--taps N]      60 taps one by one; 200 in one go
. "$(dirname "$0")/lib.sh"
taps=60 burst=200
[ "${1:-}" != --taps ] || taps=$2
need sqlite3 "$BORNE" "$HAND" "$TOUCHPAD"
size=1080x1920

find_places $size
xorg_need touch $size
pad_open $size
hand_open

finger() { # X Y: taps, and waits for the glass
    hand mark
    pad tap 1 "$1" "$2"
    hand changed
    answered
}

everything() { # all counts but those of the loop and of time, once what was answered is folded
    sqlite3 -readonly -cmd '.timeout 2000' "$data/counts.db" "SELECT coalesce(sum(n), 0) FROM tally
        WHERE counter NOT IN ('slide.shown', 'link.kept')"
}
# reaches N: everything is N within the second or so that a fold takes
has() { [ "$(everything)" -ge "$1" ]; }
reaches() {
    until_true $LIMIT has "$1"
    got=$(everything)
    [ "$got" = "$1" ]
}

data=$work/data
kiosk_start --content "$CONTENT" --data "$data"
kiosk_ready || { not_ok start "not ready: $(tail -1 "$log")"; finish; }
hand watch 0 0 1080 130 # the header: pictures come when they are ready

# The count of N taps, one by one: +1 for the slide each time, and nothing else.
why=
finger "$wake_x" "$wake_y" || why="the first touch was not answered"
end=$(($(now_ms) + 420))
until_true 1 eval '[ "$(now_ms)" -ge $end ]' # a second touch at once would be a tremor
finger "$tile_x" "$tile_y" || why="${why:-the tile was not answered}"
for ((i = 1; i <= taps; i++)); do
    if ((i % 2)); then finger "$next_x" "$next_y"; else finger "$before_x" "$before_y"; fi ||
        { why="${why:-tap $i was not answered}"; break; }
done
# visit.started, screen.opened home and slides, slide.opened by the tile, visit.engaged
base=$((5 + taps))
reaches $base || why="${why:-$got counts, not $base}"
n=$(total "$data" slide.opened)
[ "$n" = $((taps + 1)) ] || why="${why:-slide.opened is $n, not $((taps + 1))}"
verdict "$taps taps count $taps" "$why"

# The same with no pause between them: nobody's hand, but a queue that must lose nothing.
pad taps $burst "$next_x" "$next_y" "$before_x" "$before_y"
base=$((base + burst))
why=
reaches $base || why="$got counts, not $base"
verdict "$burst taps in one go count $burst" "$why"

# harmless NAME: what was just done is followed by one tap, the only count
turn=0
harmless() {
    local why=
    if ((++turn % 2)); then finger "$next_x" "$next_y"; else finger "$before_x" "$before_y"; fi ||
        why="the tap after it was not answered"
    base=$((base + 1))
    reaches $base || why="${why:+$why; }$got counts, not $base"
    base=$got
    verdict "$1" "$why"
}

harmless "the tap between mistakes"

pad down 1 "$next_x" "$next_y"
pad down 2 "$before_x" "$before_y"
pad up 1 "$next_x" "$next_y"
pad up 2 "$before_x" "$before_y"
harmless "two fingers on two buttons"

pad down 1 "$next_x" "$next_y"
pad down 2 "$next_x" $((next_y + 10))
pad move 1 "$next_x" $((next_y - 300))
pad move 2 "$next_x" $((next_y - 310))
pad up 2 "$next_x" $((next_y - 310))
pad up 1 "$next_x" $((next_y - 300))
harmless "two fingers that spread"

# Upwards, since along the slide it would be a swipe.
pad down 1 "$next_x" "$next_y"
for y in 40 80 120 160 200 240 280; do
    pad move 1 "$next_x" $((next_y - y))
done
pad up 1 "$next_x" $((next_y - 280))
harmless "sliding off the button"

pad down 1 "$next_x" "$next_y"
pad move 1 "$next_x" $((next_y - 300))
pad move 1 "$next_x" "$next_y"
pad up 1 "$next_x" "$next_y"
harmless "sliding off and back"

pad down 1 "$next_x" $((next_y - 400))
pad move 1 "$next_x" "$next_y"
pad up 1 "$next_x" "$next_y"
harmless "sliding onto the button"

for i in 1 2 3 4 5 6 7 8 9 10; do
    pad down $i $((next_x - 100 + 20 * i)) $((next_y + 6 * i - 30))
done
for i in 10 9 8 7 6 5 4 3 2 1; do
    pad up $i $((next_x - 100 + 20 * i)) $((next_y + 6 * i - 30))
done
harmless "a palm of ten fingers"

for x in 0 1079; do
    for y in 0 1919; do
        pad tap 1 $x $y
    done
done
harmless "taps in the four corners"

# A press of one second is a tap like another, and only one.
hand mark
pad down 1 "$next_x" "$next_y"
end=$(($(now_ms) + 1000))
until_true 2 eval '[ "$(now_ms)" -ge $end ]'
pad up 1 "$next_x" "$next_y"
hand changed
base=$((base + 1))
why=
answered || why="no answer at its release"
reaches $base || why="${why:-$got counts, not $base}"
verdict "a press of 1 s counts once" "$why"

# A finger whose release never comes. A visitor taps on, one tap a second: nothing must count
# twice, and the glass must answer again in the end.
pad down 9 "$before_x" $((before_y - 500))
begun=$(now_ms) tries=0 again=
while [ -z "$again" ] && [ $(($(now_ms) - begun)) -lt 8000 ]; do
    tries=$((tries + 1)) next_try=$(($(now_ms) + 900))
    hand mark
    pad tap 1 "$next_x" "$next_y"
    hand changed 300
    if answered; then again=$(($(now_ms) - begun)); fi
    until_true 2 eval '[ -n "$again" ] || [ "$(now_ms)" -ge $next_try ]'
done
why=
[ -n "$again" ] || why="eight seconds of taps, one a second, had no answer"
[ -z "$again" ] || base=$((base + 1))
reaches "$base" || why="${why:-$got counts, not $base}"
base=$got
verdict "a lost release${again:+: answers again after $again ms}" "$why"
pad up 9 "$before_x" $((before_y - 500))
harmless "a late release"

why=
kiosk_stop || why="SIGTERM took more than 2 s"
[ "$status" = 0 ] || why="${why:-exit $status}"
n=$(everything)
[ "$n" = $base ] || why="${why:-$n counts at the end, not $base}"
verdict "the totals at the end" "$why"

# On the loop the page does not turn under a finger; but a release that got lost must not hold it.
echo 'slide_seconds: 3' >"$work/quick.yaml"
kiosk_start --content "$CONTENT" --data "$data" --config "$work/quick.yaml"
kiosk_ready || not_ok "the second start" "not ready: $(tail -1 "$log")"
hand watch
pad down 1 "$wake_x" "$wake_y"
pause 0.1 # what shows a press is on the glass
hand mark
hand changed 20000 # the loop waits 15 s for a finger
verdict "a lost release does not stop the loop" "$(answered || echo "the same slide for 20 s")"
kiosk_stop
finish

#!/bin/bash
# hands.sh: what lies on the glass beside the finger that chooses, with real touches: the heel of a
# hand that trembles on the frame, and a spot of a worn panel that touches itself. All their rhythms
# are tried by tests/flow/hands_test.c, on a clock that does not wait.
. "$(dirname "$0")/lib.sh"
need sqlite3 "$BORNE" "$HAND" "$TOUCHPAD"
size=1080x1920
find_places $size
xorg_need hands $size
pad_open $size
hand_open

beside=: # what goes on meanwhile
finger() { # X Y: taps in the midst of it, and waits for the glass
    hand mark
    $beside
    pad down 1 "$1" "$2"
    $beside
    pad up 1 "$1" "$2"
    $beside
    hand changed
    answered
}
heel() { pad move 9 $((2 + ++trembles % 3)) $((900 + trembles % 5)); }
spot() { pad tap 8 $((1060 + ++trembles % 3)) $((700 + trembles % 5)); }
goes_on() { # MS: what is beside, every 0.1 s
    local end=$(($(now_ms) + $1))
    while [ "$(now_ms)" -lt $end ]; do
        $beside
        pause 0.1
    done
}
trembles=0

printf 'idle_seconds: 20\ncountdown_seconds: 20\n' >"$work/quick.yaml"
data=$work/data
kiosk_start --content "$CONTENT" --data "$data" --config "$work/quick.yaml"
kiosk_ready || { not_ok start "not ready: $(tail -1 "$log")"; finish; }
hand watch 0 0 1080 130 # the header: pictures come when they are ready

why=
finger "$wake_x" "$wake_y" || why="the first touch was not answered"
goes_on 420 # a second touch at once would be a tremor
finger "$tile_x" "$tile_y" || why="${why:-the tile was not answered}"
pad down 9 2 900 # now that the kiosk is at rest: it takes the time of what it reads
beside=heel
goes_on 2500 # from a tap's age on it is left out
for i in 1 2 3; do
    finger "$next_x" "$next_y" || why="${why:-tap $i forth was not answered}"
    finger "$before_x" "$before_y" || why="${why:-tap $i back was not answered}"
done
pad up 9 2 900
opened() { [ "$(total "$data" slide.opened)" -ge 7 ]; }
until_true $LIMIT opened
n=$(total "$data" slide.opened)
[ "$n" = 7 ] || why="${why:-slide.opened is $n, not 7}"
verdict "a heel that trembles on the frame" "$why"

beside=spot
told() { goes_on 100; grep -q 'touché sans arrêt à droite (' "$log"; }
why=
until_true 45 told || why="the log does not say where: $(tail -1 "$log")"
finger "$before_x" "$before_y" || why="${why:-a tap beside it was not answered}"
verdict "a spot that touches itself is told" "$why"

# Nobody is there but the spot: the visit is left, and none begins.
left() { goes_on 100; [ "$(total "$data" visit.left)" = 1 ]; }
why=
until_true 70 left || why="the visit is not left"
goes_on 3000
n=$(total "$data" visit.started)
[ "$n" = 1 ] || why="${why:-$n visits, not 1}"
hand watch
finger "$wake_x" "$wake_y" || why="${why:-a touch beside it does not wake the loop}"
began() { [ "$(total "$data" visit.started)" = 2 ]; }
until_true $LIMIT began || why="${why:-a touch beside it begins no visit}"
verdict "a spot that touches itself is nobody" "$why"

kiosk_stop || not_ok stop "SIGTERM took more than 2 s"
finish

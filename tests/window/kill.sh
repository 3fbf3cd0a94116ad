#!/bin/bash
# kill.sh: SIGKILL at any instant while a hand touches the glass of the real window. After each:
# the database is whole, and no touch that the glass has answered is missing.
#
#     tests/window/kill.sh [--rounds N] [--seed N]      25 rounds; the seed is printed
#
# A touch is attempted once it is pressed and answered once the pixels of the header have changed
# (hand.c). Counted must lie between the two. What one start leaves is what the next one finds.
. "$(dirname "$0")/lib.sh"
rounds=25 seed=$((RANDOM * 32768 + RANDOM))
while [ $# -gt 1 ]; do
    case $1 in
    --rounds) rounds=$2 ;;
    --seed) seed=$2 ;;
    *) break ;;
    esac
    shift 2
done
[ $# -eq 0 ] || { echo "kill.sh [--rounds N] [--seed N]" >&2; exit 2; }
need sqlite3 Xvfb "$BORNE" "$HAND"
echo "# seed $seed, $rounds rounds"
RANDOM=$seed

size=1080x1920 span_us=1200000 # the journal is folded every half second
find_places $size
display_open $size
hand_open
data=$work/data
wakes_asked=0 wakes=0 slides_asked=0 slides=0
began=$(now_ms)

# touch_glass ASKED ANSWERED X Y: one tap; false once the kiosk is dead
touch_glass() {
    hand tap "$3" "$4"
    [ "$answer" != dead ] || return 1
    eval "$1=\$(($1 + 1))"
    if answered; then
        eval "$2=\$(($2 + 1))"
    elif [[ $answer != dead* ]]; then
        trouble="a touch at $3,$4 got no answer: $answer"
        return 1
    fi
    [[ $answer != dead* ]]
}

one_visit() {
    touch_glass wakes_asked wakes "$wake_x" "$wake_y" || return
    hand rest 420 # the whole glass was touched: a second touch at once is a tremor
    touch_glass slides_asked slides "$tile_x" "$tile_y" || return
    while touch_glass slides_asked slides "$next_x" "$next_y" &&
        touch_glass slides_asked slides "$before_x" "$before_y"; do
        :
    done
}

# between COUNTER ANSWERED ASKED DIR: a message if the count is not between
between() {
    local n
    n=$(total "$4" "$1")
    [[ $n =~ ^[0-9]+$ ]] && [ "$n" -ge "$2" ] && [ "$n" -le "$3" ] ||
        trouble="$1 is $n, answered $2, attempted $3"
}

# What the killed process left, copied and opened as the next start would, with no display.
examine() {
    rm -rf "$work/copy"
    cp -a "$data" "$work/copy"
    if [ -e "$work/copy/counts.db" ]; then
        cp -a "$work/copy" "$work/opened"
        local said
        said=$(sqlite3 "$work/opened/counts.db" 'PRAGMA integrity_check' 2>&1)
        rm -rf "$work/opened"
        [ "$said" = ok ] || { trouble="integrity_check: $said"; return; }
    fi
    : >"$work/empty.visit"
    "$BORNE" play "$work/empty.visit" --content "$CONTENT" --data "$work/copy" 2>"$work/copy.log" ||
        { trouble="the next start failed: $(tail -1 "$work/copy.log")"; return; }
    ! compgen -G "$work/copy/*.aside.*" >/dev/null || trouble="something was set aside"
    between visit.started $wakes $wakes_asked "$work/copy"
    between slide.opened $slides $slides_asked "$work/copy"
}

for ((round = 1; round <= rounds; round++)); do
    trouble=
    us=$(((RANDOM * 32768 + RANDOM) % span_us + 1))
    kiosk_start --content "$CONTENT" --data "$data"
    disown "$kiosk" # bash need not tell of each kill
    if kiosk_ready 10; then
        hand watch 0 0 1080 130 # the header alone: pictures come when they are ready, untouched
        hand kill "$kiosk" $us
        one_visit
    else
        trouble="not ready: $(tail -1 "$log")"
    fi
    until_true 4 gone "$kiosk" || trouble="${trouble:-the kill did not come}"
    forget "$kiosk"
    [ -n "$trouble" ] || examine
    [ -z "$trouble" ] || { not_ok "kill $round at $us us" "$trouble"; break; }
done
[ $failed -gt 0 ] || ok "$rounds kills: database whole, nothing answered is missing"

# One last start that nobody kills.
trouble=
kiosk_start --content "$CONTENT" --data "$data"
kiosk_ready 10 || trouble="not ready: $(tail -1 "$log")"
kiosk_stop && [ $status -eq 0 ] || trouble="${trouble:-SIGTERM: exit $status}"
between visit.started $wakes $wakes_asked "$data"
between slide.opened $slides $slides_asked "$data"
verdict "totals after a clean start" "$trouble"
echo "# slide.opened $(total "$data" slide.opened): answered $slides, attempted $slides_asked;" \
    "visit.started $(total "$data" visit.started): answered $wakes, attempted $wakes_asked;" \
    "$((($(now_ms) - began) / 1000)) s"
finish

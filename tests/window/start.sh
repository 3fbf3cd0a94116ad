#!/bin/bash
# start.sh: how the kiosk starts, stays and stops, seen from outside.
. "$(dirname "$0")/lib.sh"
need Xvfb xdotool sqlite3 "$BORNE" "$HAND"
args=(--content "$CONTENT")

one_line() { [ "$(grep -c '' "$1")" = 1 ]; }
# exits STATUS NAME ARGUMENT...: with one line on standard error, nothing on standard output
exits() {
    local expected=$1 name=$2 got why=
    shift 2
    timeout 10 "$BORNE" "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    [ $got = "$expected" ] || why="exit $got, not $expected: $(tail -1 "$work/err")"
    [ -n "$why" ] || one_line "$work/err" || why="not one line: $(head -3 "$work/err")"
    [ -n "$why" ] || [ ! -s "$work/out" ] || why="standard output: $(head -1 "$work/out")"
    verdict "$name: exit $expected, one line" "$why"
}
tells() { # OPTION WORD
    local why=
    timeout 10 "$BORNE" "$1" >"$work/out" 2>"$work/err" </dev/null || why="exit $?"
    grep -q "$2" "$work/out" || why="no $2 on standard output"
    [ ! -s "$work/err" ] || why="standard error: $(head -1 "$work/err")"
    verdict "$1: exit 0" "$why"
}

# --- without a display

exits 3 "no DISPLAY" "${args[@]}" --data "$work/none"
export DISPLAY=:999
exits 3 "a DISPLAY that is not there" "${args[@]}" --data "$work/none"
unset DISPLAY
exits 2 "an unknown option" --nonsense
exits 2 "a value that is missing" --data
exits 2 "an unknown command" dance
exits 2 "a bad size" --window 12
exits 2 "an option of another command" --shots "$work/x"
exits 2 "play with no visit" play
exits 2 "an argument too many" check here
tells --help 'borne check'
tells --version '[0-9]'

# --- full screen, both ways up

for size in 1080x1920 1920x1080; do
    display_open $size
    hand_open
    began=$(now_ms) why=
    kiosk_start "${args[@]}" --data "$work/data-$size"
    kiosk_ready || why="not ready: $(tail -1 "$log")"
    took=$(($(now_ms) - began))
    hand lit
    [[ $answer == lit* ]] || why="${why:-at ready the glass is not filled: $answer}"
    verdict "$size: ready in $took ms, filled to its corners" "$why"

    # The very first touch, of a mouse or of a screen that passes for one.
    hand tap $((${size%x*} / 2)) $((${size#*x} * 3 / 5))
    verdict "$size: the first touch after ready is answered" "$(answered || echo "$answer")"

    # A keyboard that somebody plugged in.
    for key in Escape alt+F4 ctrl+c ctrl+q ctrl+alt+Delete ctrl+z super F11 alt+Tab Print; do
        xdotool key "$key"
    done
    hand rest 400
    hand look
    key_look=$answer
    why=
    gone "$kiosk" && why="it has left: $(tail -1 "$log")"
    hand lit
    [[ $answer == lit* ]] || why="${why:-the glass: $answer}"
    xdotool mousemove 100 100 click 3 click 2
    gone "$kiosk" && why="${why:-a right click ended it}"
    verdict "$size: Escape, Alt+F4, Ctrl+C and their like do not leave" "$why"

    began=$(now_ms) why=
    kiosk_stop || why="not within 2 s"
    [ "$status" = 0 ] || why="${why:-exit $status}"
    took=$(($(now_ms) - began))
    n=$(total "$work/data-$size" visit.started)
    [ "$n" = 1 ] || why="${why:-visit.started is $n, not 1}"
    [ "$(sqlite3 "$work/data-$size/counts.db" 'PRAGMA integrity_check')" = ok ] ||
        why="${why:-integrity_check}"
    verdict "$size: SIGTERM ends it in $took ms, counts saved" "$why"
    hand_close
    display_close
done

display_open 1080x1920
hand_open

# --- the first touch, again and again: it was once lost every second time

why=
for i in 1 2 3 4 5 6; do
    kiosk_start "${args[@]}" --data "$work/first"
    kiosk_ready || why="not ready: $(tail -1 "$log")"
    hand tap $((300 + 60 * i)) 1150
    answered || why="${why:-lost at start $i}"
    kiosk_stop
done
n=$(total "$work/first" visit.started)
[ "$n" = 6 ] || why="${why:-visit.started is $n, not 6}"
verdict "six starts, six first touches" "$why"

# --- a second one on the same folder

why=
kiosk_start "${args[@]}" --data "$work/data"
kiosk_ready || why="not ready: $(tail -1 "$log")"
exits 1 "a second one on the same data" "${args[@]}" --data "$work/data"
gone "$kiosk" && why="${why:-the first one ended}"
kiosk_stop
[ "$status" = 0 ] || why="${why:-exit $status}"
verdict "the first one goes on" "$why"
kiosk_start "${args[@]}" --data "$work/data"
verdict "and the folder is free afterwards" "$(kiosk_ready || echo "not ready: $(tail -1 "$log")")"
kiosk_stop

# --- SIGINT, and SIGTERM in the first instants

kiosk_start "${args[@]}" --data "$work/data"
kiosk_ready
why=
kill -INT "$kiosk"
until_true $LIMIT gone "$kiosk" || why="it goes on"
wait "$kiosk" || why="${why:-exit $?}"
forget "$kiosk"
verdict "SIGINT ends it well too" "$why"

# --- no network

name="no network at all: ready, counts, ends"
if [ "$(id -u)" != 0 ] || ! unshare -n true 2>/dev/null; then
    skip "$name" "unshare -n needs root"
else
    why=
    wrap=(unshare -n)
    kiosk_start "${args[@]}" --data "$work/offline"
    wrap=()
    kiosk_ready || why="not ready: $(tail -1 "$log")"
    hand tap 540 1150
    answered || why="${why:-a touch had no answer}"
    kiosk_stop
    [ "$status" = 0 ] || why="${why:-exit $status}"
    [ "$(total "$work/offline" visit.started)" = 1 ] || why="${why:-not counted}"
    verdict "$name" "$why"
fi

name="every connection is to a socket of this machine"
if ! strace -o /dev/null true 2>/dev/null; then
    skip "$name" "strace cannot trace here"
else
    why=
    strace -f -qq -e trace=connect,sendto,bind -o "$work/strace" "$BORNE" "${args[@]}" \
        --data "$work/traced" 2>"$work/traced.log" </dev/null &
    tracer=$!
    pids+=("$tracer")
    log=$work/traced.log kiosk=$tracer
    kiosk_ready 15 || why="not ready: $(tail -1 "$log")"
    hand tap 540 1150
    traced=$(pgrep -P "$tracer" | head -1)
    kill -TERM "$traced"
    until_true 10 gone "$tracer" || why="${why:-it did not end}"
    forget "$tracer"
    grep -q 'AF_UNIX' "$work/strace" || why="${why:-nothing was traced}"
    ! grep -E 'AF_(INET|PACKET|NETLINK|BLUETOOTH)' "$work/strace" >"$work/foreign" ||
        why="${why:-$(head -1 "$work/foreign")}"
    verdict "$name" "$why"
fi
finish

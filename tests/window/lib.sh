# lib.sh: what the window tests share. Sourced by bash scripts that sit in tests/window or tests/qr.
# Nothing sleeps: a wait is for a condition, looked at often, and has an end.
#
# $BORNE, $BILAN: the programs (build/borne, build/bilan). $HAND, $TOUCHPAD: the helpers, beside
# them if not said. Everything lies in $work, which goes at the end with every process begun here.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s' "$PWD/$1" ;; esac; }
BORNE=$(absolute "${BORNE:-$root/build/borne}")
BILAN=$(absolute "${BILAN:-$root/build/bilan}")
HAND=$(absolute "${HAND:-$(dirname "$BORNE")/hand}")
TOUCHPAD=$(absolute "${TOUCHPAD:-$(dirname "$BORNE")/touchpad}")
CONTENT=$(absolute "${CONTENT:-$root/slides}")
LIMIT=20 # seconds, for whatever must come: a busy machine is no fault
# Under Xvfb libdbus and its like leak in libraries that are closed again: not ours to judge here.
export ASAN_OPTIONS="detect_leaks=0:${ASAN_OPTIONS:-}"
export XDG_DATA_HOME=/nonexistent
unset BORNE_CONFIG WAYLAND_DISPLAY SDL_VIDEODRIVER DISPLAY NOTIFY_SOCKET

passed=0 failed=0 skipped=0
pids=()
work=$(mktemp -d "${TMPDIR:-/tmp}/window-XXXXXX") || exit 1

ok() { echo "ok $*"; passed=$((passed + 1)); }
not_ok() { # NAME WHY...
    local name=$1
    shift
    echo "not ok $name: $*"
    failed=$((failed + 1))
}
skip() { # NAME WHY...
    local name=$1
    shift
    echo "ok $name # SKIP $*"
    skipped=$((skipped + 1))
}
# verdict NAME WHY: passed where there is no WHY
verdict() { if [ -z "$2" ]; then ok "$1"; else not_ok "$1" "$2"; fi; }

finish() {
    local line="$passed passed, $failed failed"
    [ $skipped -eq 0 ] || line="$line, $skipped skipped"
    echo "$line"
    [ $failed -eq 0 ]
    exit
}

clean_up() {
    local pid
    for pid in "${pids[@]}"; do
        kill -KILL "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    mountpoint -q "$work/full" && umount "$work/full"
    chattr -R -i "$work" 2>/dev/null
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

need() { # PROGRAM...: or nothing here can be tested
    local program
    for program; do
        if ! command -v "$program" >/dev/null; then
            not_ok "$(basename "$0")" "$program is missing; make test-deps"
            finish
        fi
    done
}

# A moment, with no process started: nothing ever comes through this pipe.
exec {nothing}<> <(:)
pause() { read -r -t "${1:-0.01}" -u "$nothing" || :; }

now_ms() { local now=${EPOCHREALTIME/[.,]/}; echo $((now / 1000)); }

# until_true SECONDS COMMAND...
until_true() {
    local end=$(($(now_ms) + $1 * 1000))
    shift
    until "$@"; do
        [ "$(now_ms)" -lt "$end" ] || return 1
        pause 0.01
    done
}

# --- a display of our own

display_open() { # WxH: sets DISPLAY
    local number
    exec {xvfb}< <(exec Xvfb -displayfd 1 -screen 0 "$1x24" -nolisten tcp -noreset -ac 2>"$work/xvfb.log")
    display_pid=$!
    pids+=("$display_pid")
    if ! read -r -t 20 -u "$xvfb" number; then
        not_ok display "Xvfb did not start: $(tail -1 "$work/xvfb.log")"
        finish
    fi
    export DISPLAY=:$number
}

display_close() {
    forget "$display_pid"
    unset DISPLAY
}

# --- an Xorg of our own with the `inputtest` driver: real touches

# xorg_open MODE...: the first is the one it starts in; sets DISPLAY. With several there is room for another screen beside.
xorg_open() {
    local mode w h lines='' number virtual=${1/x/ }
    [ $# -eq 1 ] || virtual='3840 1920'
    touch_socket=$work/touch.sock
    for mode; do
        w=${mode%x*} h=${mode#*x}
        lines="$lines  ModeLine \"$mode\" 180 $w $((w + 20)) $((w + 40)) $((w + 120)) $h $((h + 10)) $((h + 20)) $((h + 80))"$'\n'
    done
    cat >"$work/xorg.conf" <<EOF
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "true"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 128000
EndSection
Section "Monitor"
  Identifier "glass"
  HorizSync 5-1000
  VertRefresh 5-200
$lines
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "glass"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes $(printf '"%s" ' "$@")
    Virtual $virtual
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "fingers"
  Driver "inputtest"
  Option "SocketPath" "$touch_socket"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "InputDevice"
  Identifier "keys"
  Driver "inputtest"
  Option "SocketPath" "$work/keys.sock"
  Option "DeviceType" "Keyboard"
EndSection
Section "InputDevice"
  Identifier "pointer"
  Driver "inputtest"
  Option "SocketPath" "$work/pointer.sock"
  Option "DeviceType" "PointerAbsolute"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "keys" "CoreKeyboard"
  InputDevice "pointer" "CorePointer"
  InputDevice "fingers" "SendCoreEvents"
EndSection
EOF
    exec {xorg}< <(exec Xorg -displayfd 1 -config "$work/xorg.conf" -logfile "$work/xorg.log" \
        -noreset -nolisten tcp -novtswitch -sharevts vt7 -ac 2>"$work/xorg.err")
    pids+=("$!")
    read -r -t 20 -u "$xorg" number || return 1
    export DISPLAY=:$number
    until_true 5 test -S "$touch_socket"
}

# xorg_need NAME MODE...: or the test is skipped, with the reason
xorg_need() {
    local name=$1
    shift
    if [ "$(id -u)" != 0 ]; then
        skip "$name" "Xorg needs root here"
        finish
    elif ! command -v Xorg >/dev/null; then
        skip "$name" "there is no Xorg (xserver-xorg-core)"
        finish
    elif ! xorg_open "$@"; then
        skip "$name" "Xorg does not start: $(grep -h '(EE)' "$work/xorg.log" "$work/xorg.err" 2>/dev/null |
            tail -1)"
        finish
    fi
}

pad_open() { helper_open pad "$TOUCHPAD" "$touch_socket" ${1/x/ }; } # WxH: of the whole display; `pad` gives fingers
pad() { # COMMAND...
    echo "$*" >&"$pad_in"
    read -r -t 10 -u "$pad_out" pad_answer || pad_answer=none
    [ "$pad_answer" = ok ] || not_ok "touchpad: $*" "$(tail -1 "$work/pad.log")"
}

# --- processes

forget() { # PID: ends it and waits for it
    local i
    kill -KILL "$1" 2>/dev/null
    wait "$1" 2>/dev/null
    for i in "${!pids[@]}"; do
        [ "${pids[i]}" != "$1" ] || unset "pids[i]"
    done
}

gone() { ! kill -0 "$1" 2>/dev/null || [[ $(</proc/"$1"/stat) == *') Z '* ]]; } 2>/dev/null

# kiosk_start ARGUMENT...: sets kiosk (its pid) and log; its standard error is in $log
kiosk_start() {
    log=$work/log.$((++logs))
    : >"$log"
    "${wrap[@]}" "$BORNE" "$@" 2>"$log" >"$log.out" </dev/null &
    kiosk=$!
    own_start
    pids+=("$kiosk")
}
wrap=() # what the kiosk is started through; it must exec
logs=0

said_ready() { local said=$'\n'$(<"$log")$'\n'; [[ $said == *$'\nready\n'* ]]; }
ready_or_gone() { said_ready || gone "$kiosk"; }

# The kiosk's own time: the clock's, less what it stood in the queue for a core, as on a busy machine.
own_start() { own_began=$(now_ms) queued=0; own_look; queued_before=$queued; }
own_look() { read -r _ queued _ <"/proc/$kiosk/schedstat"; } 2>/dev/null # once it is gone, the last look holds
own_within() { [ $(($(now_ms) - own_began - (queued - queued_before) / 1000000)) -le $(($1 * 1000)) ]; }

# kiosk_ready [SECONDS]: true once it is, in so much of its own time (3 s)
kiosk_ready() {
    until_true $LIMIT ready_or_gone
    own_look
    said_ready && own_within "${1:-3}"
}

# kiosk_stop: by SIGTERM; status is its exit status; false where that takes more than 2 s of its own time
looked_gone() { own_look; gone "$kiosk"; }
kiosk_stop() {
    local in_time=0
    own_start
    kill -TERM "$kiosk" 2>/dev/null
    until_true $LIMIT looked_gone && own_within 2 || in_time=1
    [ $in_time -eq 0 ] || kill -KILL "$kiosk" 2>/dev/null
    wait "$kiosk" 2>/dev/null
    status=$?
    forget "$kiosk"
    return $in_time
}

# helper_open NAME PROGRAM...: NAME_in and NAME_out are its two ends, NAME_pid its pid
helper_open() {
    local name=$1
    shift
    mkfifo "$work/$name.in" "$work/$name.out"
    "$@" <"$work/$name.in" >"$work/$name.out" 2>"$work/$name.log" &
    pids+=("$!")
    eval "${name}_pid=\$!; exec {${name}_in}>\"\$work/$name.in\" {${name}_out}<\"\$work/$name.out\""
    rm "$work/$name.in" "$work/$name.out"
}
hand_open() { helper_open hand "$HAND"; }
hand_close() {
    forget "$hand_pid"
    exec {hand_in}>&- {hand_out}<&-
}
hand() { # COMMAND...: its answer is in $answer
    echo "$*" >&"$hand_in"
    read -r -t 20 -u "$hand_out" answer || answer="no answer: $(tail -1 "$work/hand.log")"
}
answered() { [[ $answer == *answered* ]]; }

# --- counts

# total DIR COUNTER [ITEM]: what the database of that folder holds, as an outsider reads it
total() {
    local where="counter = '$2'"
    [ $# -lt 3 ] || where="$where AND item = '$3'"
    sqlite3 -readonly -cmd '.timeout 2000' "$1/counts.db" \
        "SELECT coalesce(sum(n), 0) FROM tally WHERE $where" 2>&1
}

# --- places on the glass, found by playing: no coordinate is written down in a test

# play SIZE LINES...: a scripted visit, status as borne play's
play() {
    local size=$1
    shift
    printf '%s\n' "$@" >"$work/place.visit"
    "$BORNE" play "$work/place.visit" --content "$CONTENT" \
        --size "$size" --data "$work/place" --shots "$work/shots" 2>"$work/place.log"
}

# place_of SIZE LINES-BEFORE SEEN-AFTER: a place where one touch leads from the one to the other
place_of() {
    local w=${1%x*} h=${1#*x} x y
    for y in 95 88 92 84 80 75 70 65 60 55 50 45 40 35 30 25 20 15 10 5; do
        for x in 25 75 50 10 90; do
            place_x=$((w * x / 100)) place_y=$((h * y / 100))
            ! play "$1" "$2" 'wait 500ms' "touch $place_x $place_y" "$3" || return 0
        done
    done
    return 1
}

WAKE='tap "Touchez l’écran pour commencer"'
SLIDES="$WAKE"$'\n''tap "Découvrir"'

# find_places SIZE: wake_, tile_, next_ and before_ x and y
find_places() {
    wake_x=$((${1%x*} / 2)) wake_y=$((${1#*x} * 3 / 5))
    place_of "$1" "$WAKE" 'screen slides' && tile_x=$place_x tile_y=$place_y &&
        place_of "$1" "$SLIDES" 'see "2 sur "' && next_x=$place_x next_y=$place_y &&
        place_of "$1" "$SLIDES"$'\ntap "Suivant"' 'see "1 sur "' &&
        before_x=$place_x before_y=$place_y && return 0
    not_ok places "the buttons of the slides were not found at $1"
    finish
}

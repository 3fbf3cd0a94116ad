#!/bin/bash
# screen.sh: the glass follows its screen: turned, switched on late, another beside it, unplugged;
# with no window manager and with those there are. What is seen is, pixel for pixel, what `borne play`
# paints at that size, and a touch lands where it is seen.
. "$(dirname "$0")/lib.sh"
need xdotool /usr/bin/import /usr/bin/compare "$BORNE" "$HAND" "$TOUCHPAD"
cp -R "$CONTENT" "$work/content" # one slide, which stays
CONTENT=$work/content
ls "$CONTENT"/fr/slides/*.md | tail -n +2 | xargs rm --
sizes="1080x1920 1920x1080 1024x768"
command -v xrandr >/dev/null || { skip screen "there is no xrandr (x11-xserver-utils)"; finish; }
xorg_need screen $sizes
for size in $sizes 960x1080; do
    play "$size" '' "shot loop-$size" || not_ok "play $size" "$(tail -1 "$work/place.log")"
done
place_of 1920x1080 "$WAKE" 'screen slides' || not_ok places "no button for the slides"

photo() { /usr/bin/import -window root -crop "$1" +repage "$work/photo.png" 2>/dev/null; }
same_as() { # SIZE PLACE: the picture of that size is at that place of the display
    photo "$1$2" &&
        [ "$(/usr/bin/compare -metric AE "$work/photo.png" "$work/shots/loop-$1.png" null: 2>&1)" = 0 ]
}
placed() { # SIZE PLACE
    local x=${2#+} W H X Y
    window=$(xdotool search --onlyvisible --pid "$kiosk" 2>/dev/null | tail -1)
    eval "$(xdotool getwindowgeometry --shell "${window:-0}" 2>/dev/null | sed -n 's/^WIDTH=/W=/p; s/^HEIGHT=/H=/p; /^[XY]=/p')"
    [ "${W}x$H" = "$1" ] && [ "$X,$Y" = "${x/+/,}" ]
}
# follows NAME SIZE PLACE: the window is there within a second of the kiosk's own time, then its picture
follows() {
    local began took why=
    began=$(now_ms)
    own_start
    until_true $LIMIT placed "$2" "$3" || why="it is not there; $(tail -1 "$log")"
    own_look
    took=$(($(now_ms) - began))
    [ -n "$why" ] || own_within 2 || why="too late"
    [ -n "$why" ] || until_true $LIMIT same_as "$2" "$3" || why="another picture than borne play's"
    verdict "$manager: $1: $2 after $took ms" "$why"
}
touch_at() { # X Y: by a finger
    hand mark
    pad tap 1 "$1" "$2"
    hand changed
    answered
}
mode() { xrandr --output "$output" --mode "$1"; }
pad_open 1920x1080
output=$(xrandr | sed -n 's/ connected.*//p' | head -1)

for manager in none openbox matchbox-window-manager; do
    if [ $manager != none ]; then
        command -v $manager >/dev/null || { skip $manager "it is not installed"; continue; }
        HOME=$work $manager >"$work/$manager.log" 2>&1 &
        manager_pid=$!
        pids+=("$manager_pid")
        until_true $LIMIT eval '[ -n "$(xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep "#")" ]'
    fi
    mode 1080x1920
    kiosk_start --content "$CONTENT" --data "$work/data"
    mode 1920x1080 # while it starts
    kiosk_ready || not_ok "$manager: start" "not ready: $(tail -1 "$log")"
    follows "turned while it starts" 1920x1080 +0+0
    mode 1024x768
    follows "smaller" 1024x768 +0+0
    mode 1080x1920
    follows "turned upright" 1080x1920 +0+0
    mode 1920x1080
    follows "and back" 1920x1080 +0+0
    hand_open
    why=
    touch_at 960 648 || why="$answer"
    end=$(($(now_ms) + 420))
    until_true 1 eval '[ "$(now_ms)" -ge $end ]' # a second touch at once would be a tremor
    hand watch 0 0 1920 130
    touch_at "$place_x" "$place_y" || why="${why:-the tile: $answer}"
    verdict "$manager: a finger hits what it sees" "$why"
    kiosk_stop || not_ok "$manager: SIGTERM" "more than 2 s"
    hand_close
    [ $manager = none ] || forget "$manager_pid"
done

# --- two screens: as a desktop of two halves

manager=none
xrandr >/dev/null --setmonitor LEFT 960/100x1080/100+0+0 "$output" --setmonitor RIGHT 960/100x1080/100+960+0 none
"$BORNE" check --content "$CONTENT" --config "$root/assets/borne.yaml" >"$work/check" 2>/dev/null
verdict "borne check lists the screens" \
    "$(grep -q ': LEFT, 960x1080' "$work/check" && grep -q ': RIGHT, 960x1080' "$work/check" || cat "$work/check")"
echo 'screen: right' >"$work/right.yaml"
kiosk_start --content "$CONTENT" --data "$work/data" --config "$work/right.yaml"
kiosk_ready || not_ok "screen: right" "not ready: $(tail -1 "$log")"
follows "the screen that is asked for" 960x1080 +960+0
xrandr --delmonitor RIGHT
follows "unplugged: the one that is left" 960x1080 +0+0
logged() { grep -q "$1" "$log"; }
verdict "and the log names those there are" \
    "$(until_true $LIMIT logged 'écran « right » .* il y a 1 : LEFT' || tail -1 "$log")"
xrandr --setmonitor RIGHT 960/100x1080/100+960+0 none
follows "plugged in again" 960x1080 +960+0
kiosk_stop || not_ok "screen: SIGTERM" "more than 2 s"
echo 'screen: HDMI-7' >"$work/none.yaml"
"$BORNE" check --content "$CONTENT" --config "$work/none.yaml" >"$work/check" 2>"$work/check.err"
got=$?
verdict "a screen that is not there is a problem with its line, which names those there are" \
    "$([ $got = 1 ] && grep -q 'none.yaml:1: .*« HDMI-7 ».*LEFT.*RIGHT' "$work/check.err" || cat "$work/check.err")"
finish

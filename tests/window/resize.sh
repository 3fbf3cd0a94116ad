#!/bin/bash
# resize.sh: a window that changes its size is laid out anew at once: what is in it is, pixel for
# pixel, what `borne play` paints at that size.
. "$(dirname "$0")/lib.sh"
need Xvfb xdotool /usr/bin/import /usr/bin/compare "$BORNE" "$HAND"
sizes="1024x768 1080x1920 1920x1080 800x1280 1024x768"
cp -R "$CONTENT" "$work/content" # one slide, which stays
CONTENT=$work/content
ls "$CONTENT"/fr/slides/*.md | tail -n +2 | xargs rm --

shots() { # NAME LINES: $work/shots/NAME-SIZE.png for every size
    local size
    for size in $(printf '%s\n' $sizes | sort -u); do
        play "$size" "$2" "shot $1-$size" || { not_ok "play $1 $size" "$(tail -1 "$work/place.log")"; }
    done
}

photo() { /usr/bin/import -window "$window" "$work/photo.png" 2>/dev/null; }
differing() { # PICTURE: how many pixels of the photo differ
    /usr/bin/compare -metric AE "$work/photo.png" "$1" null: 2>&1
}
same_as() { photo && [ "$(differing "$1")" = 0 ]; }

shots loop ''
shots home "$WAKE"
display_open 1920x1920
hand_open
kiosk_start --content "$CONTENT" --data "$work/data" --window 1024x768
kiosk_ready || { not_ok start "not ready: $(tail -1 "$log")"; finish; }
window=$(xdotool search --onlyvisible --pid "$kiosk" | tail -1)
[ -n "$window" ] || { not_ok window "xdotool finds no window of the kiosk"; finish; }
xdotool windowmove "$window" 0 0

walk() { # NAME: the window through every size
    local size
    for size in $sizes; do
        xdotool windowsize "$window" ${size/x/ }
        if until_true $LIMIT same_as "$work/shots/$1-$size.png"; then
            ok "$1 at $size is what borne play paints"
        else
            not_ok "$1 at $size" "$(/usr/bin/identify -format %wx%h "$work/photo.png"):" \
                "$(differing "$work/shots/$1-$size.png") pixels differ from borne play's"
        fi
    done
}

walk loop
xdotool windowfocus "$window"
hand tap 512 300
answered || not_ok wake "a touch on the loop had no answer"
walk home

# A touch after all that falls where the buttons now are.
place_of 1024x768 "$WAKE" 'screen slides' || not_ok places "no button for the slides"
hand rest 420
hand tap "$place_x" "$place_y"
verdict "a touch after it lands on what is seen" "$(answered || echo "no answer")"
why=
kiosk_stop || why="SIGTERM took more than 2 s"
[ "$(total "$work/data" screen.opened slides)" = 1 ] ||
    why="${why:-screen.opened slides is $(total "$work/data" screen.opened slides)}"
verdict "and opens the slides" "$why"
finish

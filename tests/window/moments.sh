#!/bin/bash
# moments.sh: the start, moment by moment: a signal in any of them ends it cleanly, a display that
# comes late is waited for, `ready` is said once the slide's picture is there, and a machine with no
# font shows words all the same.
. "$(dirname "$0")/lib.sh"
need Xvfb sqlite3 /usr/bin/import /usr/bin/compare "$BORNE" "$HAND"
cp -R "$CONTENT" "$work/content" # one slide, which stays
CONTENT=$work/content
ls "$CONTENT"/fr/slides/*.md | tail -n +2 | xargs rm --
sed -i '/^decks:/,$d' "$CONTENT/content.yaml"
args=(--content "$CONTENT" --data "$work/data")
size=1080x1920
echo 4829 | "$BORNE" pin --data "$work/data" >/dev/null 2>&1 || not_ok pin "no PIN could be set"
play $size '' "shot loop" || not_ok play "$(tail -1 "$work/place.log")"
same() {
    /usr/bin/import -window root "$work/photo.png" 2>/dev/null &&
        [ "$(/usr/bin/compare -metric AE "$work/photo.png" "$work/shots/loop.png" null: 2>&1)" = 0 ]
}

# --- signals, from the first moment that a program of ours can be asked anything

display_open $size
hand_open
listens() { # it has handlers: SIGTERM is bit 14
    local mask
    mask=$(sed -n 's/^SigCgt:\t//p' "/proc/$kiosk/status" 2>/dev/null)
    [ -n "$mask" ] && [ $((16#$mask >> 14 & 1)) = 1 ]
}
for name in TERM INT HUP QUIT; do
    why=
    for ms in 0 2 5 10 20 40 80 160; do
        kiosk_start "${args[@]}"
        until_true $LIMIT listens || why="it never listens"
        pause "0.$(printf %03d $ms)"
        kill -"$name" "$kiosk"
        until_true $LIMIT gone "$kiosk" || why="${why:-after $ms ms it goes on}"
        wait "$kiosk" || why="${why:-after $ms ms: exit $?: $(tail -1 "$log")}"
        forget "$kiosk"
        grep -v '^ready$' "$log" >"$work/said" && why="${why:-after $ms ms: $(head -1 "$work/said")}"
    done
    verdict "SIG$name ends it well at every moment" "$why"
done

kiosk_start "${args[@]}"
until_true $LIMIT listens
for name in USR1 USR2 ALRM PIPE; do
    kill -"$name" "$kiosk"
done
why=
kiosk_ready || why="not ready: $(tail -1 "$log")"
for name in USR1 USR2 ALRM PIPE; do
    kill -"$name" "$kiosk"
done
hand tap 540 1150
answered || why="${why:-a touch had no answer}"
verdict "SIGUSR1, SIGUSR2, SIGALRM and SIGPIPE do nothing" "$why"
kiosk_stop
[ "$status" = 0 ] || not_ok "and it ends well" "exit $status"

# --- what is said twice

printf 'name: A\nunknown: 1\n' >"$work/bad.yaml"
printf -- '---\npicture: pictures/none.svg\nalt: x\n---\n# Titre\n\nUn.\n\nDeux.\n' >"$CONTENT/fr/slides/90-x.md"
kiosk_start "${args[@]}" --config "$work/bad.yaml"
kiosk_ready || not_ok "bad content" "not ready: $(tail -1 "$log")"
hand tap 540 1150
logged() { grep -q '90-x.md' "$log"; }
until_true $LIMIT logged || not_ok "bad content" "nothing is said of it"
kiosk_stop
twice=$(sort "$log" | uniq -d | head -1)
verdict "no warning is said twice" "${twice:+$twice}"
rm "$CONTENT/fr/slides/90-x.md"

# --- ready

name="ready is said once the picture is there"
if ! strace -o /dev/null true 2>/dev/null; then
    skip "$name" "strace cannot trace here"
else
    picture=$(sed -n 's/^picture: *//p' "$CONTENT"/fr/slides/*.md)
    wrap=(strace -D -f -qq -o /dev/null -P "$CONTENT/$picture" -e trace=openat -e inject=openat:delay_enter=2500000)
    kiosk_start "${args[@]}"
    wrap=()
    began=$(now_ms)
    until_true $LIMIT ready_or_gone
    why=
    same || why="at ready the glass is another, $(($(now_ms) - began)) ms after the start"
    said_ready || why="not ready: $(tail -1 "$log")"
    verdict "$name" "$why"
    kiosk_stop || not_ok "$name" "SIGTERM took more than 2 s"
fi
hand_close
display_close

# --- a display that comes late

number=$((RANDOM % 4000 + 5000))
DISPLAY=:$number kiosk_start "${args[@]}"
until_true $LIMIT listens
pause 0.3
why=
gone "$kiosk" && why="it did not wait: $(tail -1 "$log")"
Xvfb :$number -screen 0 800x600x24 -nolisten tcp -noreset -ac 2>/dev/null &
display_pid=$!
pids+=("$display_pid")
kiosk_ready 10 || why="${why:-not ready: $(tail -1 "$log")}"
verdict "a display that comes late is waited for" "$why"
kiosk_stop
forget "$display_pid"

DISPLAY=:$number NOTIFY_SOCKET=$work/none kiosk_start "${args[@]}"
until_true $LIMIT listens
logged() { grep -q 'attente' "$log"; }
why=
until_true $LIMIT logged || why="it does not say that it waits"
kiosk_stop || why="${why:-SIGTERM does not end the wait}"
[ "$status" = 0 ] || why="${why:-exit $status}"
[ "$(grep -c '' "$log")" = 1 ] || why="${why:-not one line: $(head -2 "$log")}"
verdict "SIGTERM ends the wait" "$why"

"$BORNE" --window 16384x16384 "${args[@]}" 2>"$work/said"
got=$?
verdict "a window nobody has room for is refused" \
    "$([ $got = 2 ] && grep -q '16384x16384' "$work/said" || echo "exit $got: $(head -1 "$work/said")")"

# --- no font at all

name="no font: words all the same"
if [ "$(id -u)" != 0 ] || ! unshare -m true 2>/dev/null; then
    skip "$name" "unshare -m needs root"
else
    rm -rf "$work/shots"
    printf 'touch 5 900\nscreen home\nshot none\n' >"$work/none.visit"
    unshare -m sh -c 'for d in /usr/share/fonts /usr/local/share/fonts; do
        [ ! -d $d ] || mount -t tmpfs none $d || exit 9; done; exec "$@"' sh \
        "$BORNE" play "$work/none.visit" --content "$CONTENT" --data "$work/nofont" --shots "$work/shots" 2>"$work/said"
    got=$?
    # The greeting stands at the top left, dark on pale; without letters that part has one colour.
    ink=$(/usr/bin/convert "$work/shots/none.png" -crop 700x120+40+20 +repage -colorspace Gray \
        -threshold 50% -format '%[fx:int((1-mean)*w*h)]' info: 2>/dev/null)
    why=
    [ $got = 0 ] || why="exit $got: $(tail -1 "$work/said")"
    [ "${ink:-0}" -gt 1500 ] || why="${why:-$ink dark pixels where the greeting is}"
    grep -q 'fonts-sil-andika' "$work/said" || why="${why:-no word about the package}"
    verdict "$name" "$why"
fi
finish

#!/bin/bash
# bad.sh: whatever is wrong with its files, the kiosk is ready within 3 s, shows something, names
# the fault, answers a touch and ends well. `borne check` and `bilan` name it too.
. "$(dirname "$0")/lib.sh"
need Xvfb sqlite3 gzip /usr/bin/convert "$BORNE" "$BILAN" "$HAND"
display_open 1080x1920
hand_open

# holds PATTERN ARGUMENT...: $why is empty if it does all that, and a line of its log has PATTERN
holds() {
    local pattern=$1
    shift
    why=
    kiosk_start "$@"
    if ! kiosk_ready; then
        why="not ready within 3 s: $(tail -1 "$log")"
    else
        hand lit
        [[ $answer == lit* ]] || why="the glass is $answer"
        # The same drawing again and again is no answer: a touch must change it.
        hand tap 540 1100
        answered || why="${why:-a touch had no answer}"
    fi
    ! gone "$kiosk" || why="${why:-it has left}"
    ${meanwhile:-:}
    kiosk_stop || why="${why:-SIGTERM took more than 2 s}"
    [ "$status" = 0 ] || why="${why:-exit $status}"
    grep -qE -- "$pattern" "$log" || why="${why:-the log does not name it: $(head -2 "$log" | tr '\n' '|')}"
}
# checked PATTERN ARGUMENT...: borne check names it, as FILE:LINE: message, and exits 1
checked() {
    local pattern=$1 got=0
    shift
    timeout 20 "$BORNE" check "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
    [ $got = 1 ] || why="${why:-borne check: exit $got, not 1}"
    grep -qE -- "$pattern" "$work/err" || why="${why:-borne check says: $(head -1 "$work/err")}"
    ! grep -vE '^[^:]+:[0-9]+: .' "$work/err" >"$work/odd" ||
        why="${why:-borne check has a line of another form: $(head -1 "$work/odd")}"
}

# --- content

n=0
content() { c=$work/content-$((++n)); cp -R "$CONTENT" "$c"; }
# content_fault NAME LOG-PATTERN CHECK-PATTERN: of the content in $c
content_fault() {
    holds "$2" --content "$c" --data "$work/data-$n"
    checked "$3" --content "$c"
    verdict "$1" "$why"
    rm -rf "$c"
}
slide() { # MIDDLE-OF-THE-FRONT-MATTER...: the first slide, faulty
    { echo ---; printf '%s\n' "$@"; printf -- '---\n\n# Une diapo\n\nUne ligne.\n\nUne autre.\n'; } \
        >"$c/fr/slides/00-faute.md"
}
picture() { slide "picture: pictures/$1" 'alt: "Une image"' 'seconds: 30'; }
SLIDE='00-faute\.md'

n=1 c=$work/nowhere
content_fault "no content folder" 'nowhere:1: ' 'nowhere:1: '
n=2 c=$work/empty
mkdir "$c"
content_fault "an empty content folder" 'empty/fr/slides:1: ' 'empty/fr/slides:1: '
content
for file in "$c"/fr/slides/*.md; do echo "rien" >"$file"; done
content_fault "no slide that is right" '01-.*\.md:1: ' '01-.*\.md:1: '
content
rm "$c"/fr/slides/*
content_fault "no slide at all" 'fr/slides:1: ' 'fr/slides:1: '

bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; } # from hexadecimal
png_chunk() { # NAME HEX: with its sum, which gzip can make too
    local body sum
    body=$(printf '%s' "$1" | od -An -tx1 | tr -d ' \n')$2
    sum=$(bytes "$body" | gzip -c | tail -c 8 | od -An -tx1 -N4)
    # shellcheck disable=SC2086
    set -- $sum "${#2}"
    bytes "$(printf '%08x' $(($5 / 2)))$body$4$3$2$1"
}
content
{ bytes 89504e470d0a1a0a
  png_chunk IHDR 00004e2000004e200802000000
  png_chunk IDAT 789c030000000001
  png_chunk IEND ''; } >"$c/pictures/huge.png"
picture huge.png
content_fault "a PNG of 20000x20000" 'huge\.png.*20000' "$SLIDE:2: .*huge\.png"

content
/usr/bin/convert -size 700x700 plasma:blue-orange "$work/whole.png"
/usr/bin/convert "$work/whole.png" -quality 90 "$work/whole.jpg"
head -c $(($(wc -c <"$work/whole.png") / 2)) "$work/whole.png" >"$c/pictures/cut.png"
picture cut.png
content_fault "a PNG cut short" 'cut\.png' "$SLIDE:2: .*cut\.png"
content
head -c $(($(wc -c <"$work/whole.jpg") / 2)) "$work/whole.jpg" >"$c/pictures/cut.jpg"
picture cut.jpg
content_fault "a JPEG cut short" 'cut\.jpg' "$SLIDE:2: .*cut\.jpg"
content
echo '<svg viewBox="0 0 10 10"><path d="M0 0' >"$c/pictures/broken.svg"
picture broken.svg
content_fault "a broken SVG" 'broken\.svg' "$SLIDE:2: .*broken\.svg"
content
: >"$c/pictures/empty.png"
picture empty.png
content_fault "an empty picture" 'empty\.png' "$SLIDE:2: .*empty\.png"
content
picture none.png
content_fault "a picture that is not there" "$SLIDE:2: .*none\.png" "$SLIDE:2: .*none\.png"
content
mkdir "$work/outside"
cp "$work/whole.png" "$work/outside/"
ln -s "$work/outside/whole.png" "$c/pictures/link.png"
picture link.png
content_fault "a symbolic link that leaves the folder" "$SLIDE:2: .*link\.png" "$SLIDE:2: .*link\.png"
content
picture ../../outside/whole.png
content_fault "a path that leaves the folder" "$SLIDE:2: " "$SLIDE:2: "

content
truncate -s 50M "$c/fr/slides/00-faute.md"
content_fault "a Markdown file of 50 MB" "$SLIDE:1: " "$SLIDE:1: "
content
printf -- '---\nseconds: 9\n---\n\n# Bad \xff\xfe bytes\n\nUne ligne.\n\nDeux.\n' \
    >"$c/fr/slides/00-faute.md"
content_fault "bytes that are not UTF-8" "$SLIDE:5: " "$SLIDE:5: "
content
slide 'seconds: 9' 'colour: red'
content_fault "an unknown key" "$SLIDE:3: .*colour" "$SLIDE:3: .*colour"
content
slide 'seconds: soon'
content_fault "a bad value" "$SLIDE:2: .*seconds" "$SLIDE:2: .*seconds"
content
slide 'action: link:nothing'
content_fault "an action that leads nowhere" "$SLIDE:2: .*nothing" "$SLIDE:2: .*nothing"
content
mkfifo "$c/fr/slides/00-faute.md"
content_fault "a named pipe for a slide" "$SLIDE:1: " "$SLIDE:1: "
content
head -c 3000 /dev/urandom >"$c/links.yaml"
content_fault "garbage for links.yaml" 'links\.yaml:[0-9]+: ' 'links\.yaml:[0-9]+: '
content
rm "$c/fr/words.yaml" "$c/content.yaml"
content_fault "no words.yaml, no content.yaml" 'words\.yaml:1: ' 'content\.yaml:1: '

# --- config

config_fault() { # NAME PATTERN
    holds "$2" --content "$CONTENT" --data "$work/data-config" --config "$work/borne.yaml"
    checked "$2" --content "$CONTENT" --config "$work/borne.yaml"
    verdict "$1" "$why"
}
head -c 2000 /dev/urandom >"$work/borne.yaml"
config_fault "garbage for a config" 'borne\.yaml:[0-9]+: '
printf 'name: "Hall"\nwebcam: yes\n' >"$work/borne.yaml"
config_fault "an unknown key in the config" 'borne\.yaml:2: .*webcam'
printf 'slide_seconds: 9\nidle_seconds: -4\n' >"$work/borne.yaml"
config_fault "a bad value in the config" 'borne\.yaml:2: .*idle_seconds'

# --- letters

name="no font on the machine"
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
    # shellcheck disable=SC2016
    wrap=(unshare -m sh -c 'mount -t tmpfs none /usr/share/fonts && exec "$0" "$@"')
    holds 'fonts-|font|police' --content "$CONTENT" --data "$work/data-fonts"
    wrap=()
    verdict "$name" "$why"
else
    skip "$name" "unshare -m needs root"
fi

# --- counts

good=$work/good/counts.db
: >"$work/empty.visit"
printf '%s\ntap "J’ai terminé"\n' "$WAKE" >"$work/one.visit"
"$BORNE" play "$work/one.visit" --content "$CONTENT" --data "$work/good" 2>"$work/err" ||
    not_ok "a good database" "$(tail -1 "$work/err")"
"$BILAN" show "$good" >"$work/good.txt" 2>"$work/err" || not_ok "bilan show" "$(tail -1 "$work/err")"

# database_fault NAME LOG-PATTERN: of $bad; set aside byte for byte, the next one counts
database_fault() {
    local data=$work/data-db kept got
    rm -rf "$data"
    mkdir "$data"
    cp "$bad" "$data/counts.db"
    set_aside() { compgen -G "$data/counts-*.aside*.db" >/dev/null; }
    found_twice() { until_true $LIMIT set_aside; } # it is looked at again before that
    meanwhile=found_twice
    holds "counts\.db.*$2" --content "$CONTENT" --data "$data"
    meanwhile=
    kept=$(compgen -G "$data/counts-*.aside*.db")
    [ -n "$kept" ] && cmp -s "$bad" "$kept" || why="${why:-not kept byte for byte: ${kept:-no file}}"
    grep -q "$(basename "${kept:-nothing}")" "$log" || why="${why:-the log does not say where it is}"
    [ "$(sqlite3 "$data/counts.db" 'PRAGMA integrity_check')" = ok ] || why="${why:-integrity_check}"
    got=$(total "$data" visit.started)
    [ "$got" = 1 ] || why="${why:-the new database has $got visits, not 1}"
    verdict "counts.db: $1" "$why"
    "$BILAN" show "$bad" "$good" >"$work/out" 2>"$work/err"
    got=$? why=
    [ $got = 1 ] || why="exit $got, not 1"
    grep -q "$(basename "$bad")" "$work/err" || why="${why:-not named: $(head -1 "$work/err")}"
    [ "$(grep -c '' "$work/err")" -le 2 ] || why="${why:-many lines: $(wc -l <"$work/err")}"
    cmp -s "$work/out" "$work/good.txt" || why="${why:-the good one is not shown as alone}"
    cmp -s "$bad" "$bad.before" || why="${why:-the file was changed}"
    verdict "bilan show: $1" "$why"
}
keep() { cp "$bad" "$bad.before"; }

bad=$work/garbage.db
head -c 20000 /dev/urandom >"$bad"
keep
database_fault garbage ''
bad=$work/cut.db
head -c 9000 "$good" >"$bad"
keep
database_fault "cut short" ''
bad=$work/nothing.db
: >"$bad"
keep
database_fault "no byte in it" 'vide'
bad=$work/foreign.db
sqlite3 "$bad" 'CREATE TABLE recipes(name, text); INSERT INTO recipes VALUES (1, 2)'
keep
database_fault "of another program" ''
bad=$work/newer.db
cp "$good" "$bad"
sqlite3 "$bad" 'PRAGMA user_version = 3; ALTER TABLE kiosk DROP COLUMN program'
keep
database_fault "of a newer version that lacks a column" 'plus récente'
bad=$work/page.db
cp "$good" "$bad"
dd if=/dev/urandom of="$bad" bs=1 seek=4096 count=3000 conv=notrunc status=none
keep
database_fault "a page of noise" ''

# A newer version that has all columns known here is no fault: counted into, as it is.
name="counts.db: of a newer version that has every column"
rm -rf "$work/data-db"
mkdir "$work/data-db"
cp "$good" "$work/data-db/counts.db"
sqlite3 "$work/data-db/counts.db" 'ALTER TABLE kiosk ADD COLUMN mood; PRAGMA user_version = 3'
visits=$(total "$work/data-db" visit.started)
holds . --content "$CONTENT" --data "$work/data-db"
got=$(sqlite3 "$work/data-db/counts.db" 'PRAGMA user_version')
[ "$got" = 3 ] || why="${why:-user_version is $got, not 3}"
got=$(total "$work/data-db" visit.started)
[ "$got" = $((visits + 1)) ] || why="${why:-visit.started is $got, not $((visits + 1))}"
! compgen -G "$work/data-db/*aside*" >/dev/null || why="${why:-set aside}"
verdict "$name" "$why"

# --- the folder of the counts

folder_fault() { # NAME PATTERN DATA
    holds "$2" --content "$CONTENT" --data "$3"
    verdict "$1" "$why"
}
folder_fault "a data path that cannot be" '/proc/nowhere' /proc/nowhere/counts
: >"$work/file"
folder_fault "a data path under a file" 'file/counts' "$work/file/counts"
echo x >"$work/as-file"
folder_fault "a data path that is a file" 'as-file' "$work/as-file"
mkdir -p "$work/db-folder/counts.db"
folder_fault "a folder named counts.db" 'counts\.db' "$work/db-folder"

cp -R "$work/good" "$work/frozen"
before=$(cksum <"$work/frozen/counts.db")
name="a data folder that cannot be written (chattr +i)"
if [ "$(id -u)" = 0 ] && chattr +i "$work/frozen" "$work/frozen/counts.db" 2>/dev/null; then
    holds 'frozen' --content "$CONTENT" --data "$work/frozen"
    [ "$(cksum <"$work/frozen/counts.db")" = "$before" ] || why="${why:-the database changed}"
    chattr -i "$work/frozen" "$work/frozen/counts.db"
    verdict "$name" "$why"
else
    skip "$name" "chattr +i does not work here"
fi
name="a data folder that cannot be written (as another user)"
if [ "$(id -u)" != 0 ]; then
    chmod 555 "$work/frozen"
    folder_fault "$name" frozen "$work/frozen"
    chmod 755 "$work/frozen"
else # the clone may lie in a home that nobody else enters
    chmod 755 "$work"
    mkdir "$work/seen"
    cp "$BORNE" "$BILAN" "$work/seen"
    cp -R "$CONTENT" "$work/seen/slides"
    chmod -R a+rX "$work/seen" "$work/frozen"
    wrap=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    BORNE=$work/seen/borne BILAN=$work/seen/bilan CONTENT=$work/seen/slides folder_fault "$name" frozen "$work/frozen"
    wrap=()
fi

name="a full disk"
mkdir "$work/full"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=300k none "$work/full" 2>/dev/null; then
    fill() { dd if=/dev/zero of="$work/full/filler" bs=4k status=none 2>/dev/null; }
    cp "$good" "$work/full/counts.db"
    visits=$(total "$work/full" visit.started)
    fill
    counted() { [ "$(total "$work/full" visit.started)" = $((visits + 1)) ]; }
    # Room comes back while it runs: what was touched meanwhile is written, with nobody's help.
    freed() {
        rm "$work/full/filler"
        until_true 15 counted || why="${why:-not written once there is room: $(tail -1 "$log")}"
    }
    meanwhile=freed
    holds 'plein|place|[Dd]is[kq]' --content "$CONTENT" --data "$work/full"
    meanwhile=
    counted || why="${why:-visit.started is $(total "$work/full" visit.started), not $((visits + 1))}"
    [ "$(sqlite3 "$work/full/counts.db" 'PRAGMA integrity_check')" = ok ] ||
        why="${why:-integrity_check}"
    verdict "$name at the start, then room" "$why"
    umount "$work/full"

    mount -t tmpfs -o size=2m none "$work/full"
    kiosk_start --content "$CONTENT" --data "$work/full"
    why=
    kiosk_ready || why="not ready"
    fill
    hand tap 540 1100
    answered || why="${why:-a touch had no answer}"
    kiosk_stop || why="${why:-SIGTERM took more than 2 s}"
    [ "$status" = 0 ] || why="${why:-exit $status}"
    rm "$work/full/filler"
    kiosk_start --content "$CONTENT" --data "$work/full"
    kiosk_ready || why="${why:-not ready afterwards}"
    kiosk_stop
    got=$(total "$work/full" visit.started)
    [ "$got" = 1 ] || why="${why:-visit.started is $got, not 1}"
    verdict "$name while it runs: the touch is found at the next start" "$why"
    umount "$work/full"
else
    skip "$name" "a tmpfs needs root"
fi
finish

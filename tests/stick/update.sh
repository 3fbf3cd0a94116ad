#!/bin/bash
# Content from a USB stick: `borne update`. A good one, every kind of bad one, going back, and a
# kill -9 at any instant: what DATA/content leads to is always whole.
#
#     tests/stick/update.sh [BORNE [SEED]]          default: build/borne
set -euo pipefail
cd "$(dirname "$0")/../.."
borne=${1:-build/borne} seed=${2:-$(date +%s)} rounds=60
case $borne in /*) ;; *) borne=$PWD/$borne ;; esac
slides=$PWD/slides
work=$(mktemp -d -p /dev/shm 2> /dev/null || mktemp -d) # where fsync costs nothing
small=$work/small
cleanup() {
    if mountpoint -q "$small"; then umount "$small"; fi
    rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
passed=0 failed=0 skipped=0 said='' status=0 data=$work/data

expect() { # WHAT COMMAND...: the command succeeds
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok: %s\n%s\n' "$what" "$said"
    fi
}

update() { # ARGUMENT...: leaves the sentences in said, the exit in status
    status=0
    timeout 60 "$borne" update --data "$data" "$@" > said 2> err || status=$?
    said=$(sed 's/\xc2\xa0/ /g' said)
}
says() { [[ $said == *"$1"* ]]; }
starts() { [[ $said == "$1"* ]]; }
lines() { [ "$(wc -l < said)" = "$1" ]; }
is() { [ "$1" = "$2" ]; }
same() { diff -r "$1" "$2" > /dev/null; }
absent() { [ ! -e "$1" ] && [ ! -L "$1" ]; }
kept() { find "$data/contents" -mindepth 1 -maxdepth 1 | wc -l; }
state() { # all there is to see of the present, the one before and what is beside them
    { readlink "$data/content" "$data/content.before" || :; ls -A "$data" "$data/contents"; } 2> /dev/null
}

good() { # STICK VERSION
    mkdir -p "$1/borne-contenu"
    cp -R "$slides/." "$1/borne-contenu"
    sed -i "s/^version: .*/version: \"$2\"/" "$1/borne-contenu/content.yaml"
}

# --- a good one, and going back ---

good a A
good b B
good c C
find a -printf '%p %s %T@ %m\n' | sort > a.before
update a
expect 'update: exit' is "$status" 0
expect 'update: the outcome' starts 'Le nouveau contenu est en place : « Découvrir Mon espace santé », version A, 16 diapos.'
expect 'update: and that the stick may go' lines 2
expect 'update: all is there' same a/borne-contenu "$data/content"
expect 'update: a link' is "$(readlink "$data/content" | cut -c 1-11)" contents/20
expect 'update: none before' absent "$data/content.before"
expect 'update: it passes the check' "$borne" check --content "$data/content"
find a -printf '%p %s %T@ %m\n' | sort > a.after
expect 'update: the stick is as it was' cmp -s a.before a.after

update b
expect 'a second: in use' same b/borne-contenu "$data/content"
expect 'a second: the first is kept' same a/borne-contenu "$data/content.before"
mkdir "$data/contents/notes"
update c
expect 'a third: in use' same c/borne-contenu "$data/content"
expect 'a third: the second is kept' same b/borne-contenu "$data/content.before"
expect 'a third: the first is gone, what is not ours is not' is "$(kept)" 3
rmdir "$data/contents/notes"

update --revert
expect 'revert: exit' is "$status" 0
expect 'revert: the outcome' starts 'Le contenu d’avant est revenu : « Découvrir Mon espace santé », version B, 16 diapos.'
expect 'revert: in use' same b/borne-contenu "$data/content"
expect 'revert: alone' is "$(kept)" 1
update --revert
expect 'revert to the installed: exit' is "$status" 0
expect 'revert to the installed: the outcome' starts 'Le contenu d’avant est revenu : '
expect 'revert to the installed: no link' absent "$data/content"
expect 'revert to the installed: nothing kept' is "$(kept)" 0
update --revert
expect 'no revert: exit' is "$status" 1
expect 'no revert: said' starts 'Il n’y a pas de contenu d’avant.'

# --- which content is read ---

update a
mkdir -p other/fr
printf 'data: %s\ncontent: %s\n' "$data" "$work/other" > own.yaml
expect 'own content before that of the config' "$borne" check --config own.yaml
expect '--content before all' eval '! "$borne" check --config own.yaml --content other 2> /dev/null'
update --revert --config own.yaml
expect 'then that of the config' eval '! "$borne" check --config own.yaml 2> /dev/null'
update a --content other
expect '--content is refused: exit' is "$status" 1
expect '--content is refused: said' starts 'Avec --content'

# --- what other systems leave, and a folder that is the content ---

good litter L
mkdir litter/borne-contenu/.Trashes
ln -s /etc/passwd litter/borne-contenu/.Trashes/x
touch litter/borne-contenu/{.DS_Store,Thumbs.db,fr/slides/._01-carnet.md}
update litter
expect 'litter: taken' is "$status" 0
expect 'litter: left there' is "$(find -H "$data/content/" -name '.?*' -o -name Thumbs.db | wc -l)" 0
update a/borne-contenu
expect 'a folder that is the content' same a/borne-contenu "$data/content"

# --- bad ones: refused whole, told in full, nothing changed ---

refused() { # WHAT FIRST SECOND: of the stick `bad`
    local before
    before=$(state)
    update bad
    expect "$1: exit" is "$status" 1
    expect "$1: first line" starts "$2"
    expect "$1: why" says "$3"
    expect "$1: no path of ours" eval '! says "$data"'
    expect "$1: nothing changed" is "$(state)" "$before"
    rm -rf bad
}
one='Le contenu de la clé est refusé : 1 problème.'

mend() { good bad X; }
mend; printf '# Titre\n\nUne ligne\n' > bad/borne-contenu/fr/slides/01-carnet.md
refused 'a broken slide' "$one" $'\nfr/slides/01-carnet.md:1: '
mend; sed -i 's/^picture: .*/picture: pictures\/rien.svg/' bad/borne-contenu/fr/slides/01-carnet.md
refused 'a picture that is not there' "$one" 'ajoutez-la dans pictures, ou'
mend; head -c 3000 /dev/urandom > bad/borne-contenu/pictures/aide.svg
refused 'a broken picture' "$one" 'pictures/aide.svg'
# Small, and seconds of work at each look: the kiosk would stand still over it.
{
    echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100000 100000"><path fill="none" stroke="#000" stroke-width="200" stroke-dasharray=".2" d="M0 0'
    for i in $(seq 400); do echo "L$((i % 2 * 99999)) $((i * 100))"; done
    echo '"/></svg>'
} > heavy.svg
mend; cp heavy.svg bad/borne-contenu/pictures/aide.svg
refused 'a drawing without end' "$one" 'trop compliqué'
mend; rm bad/borne-contenu/content.yaml
refused 'no content.yaml' "$one" $'\ncontent.yaml:1: fichier introuvable'
mend; head -c 2000000 /dev/zero | tr '\0' '#' >> bad/borne-contenu/content.yaml
refused 'a big content.yaml' "$one" $'\ncontent.yaml:1: fichier trop gros'
mend; rm bad/borne-contenu/fr/slides/*
refused 'no slide' "$one" 'aucune diapo'
mend; ln -s /etc/passwd bad/borne-contenu/pictures/x.svg
refused 'a link' "$one" $'\npictures/x.svg:1: c’est un lien'
mend; mv bad/borne-contenu/pictures bad/p; ln -s ../p bad/borne-contenu/pictures
refused 'a linked folder' "$one" $'\npictures:1: c’est un lien'
mend; mkfifo bad/borne-contenu/fr/slides/17-x.md
refused 'a pipe' "$one" $'\nfr/slides/17-x.md:1: ce n’est ni un fichier'
mend; truncate -s 40M bad/borne-contenu/pictures/x.png
refused 'a huge file' "$one" $'\npictures/x.png:1: fichier de plus de 32 Mo'
mend; for i in $(seq 35); do truncate -s 32M "bad/borne-contenu/$i.png"; done
refused 'a huge folder' "$one" 'plus de 1 Go en tout'
mend; mkdir -p bad/borne-contenu/1/2/3/4/5/6/7/8/9/10
refused 'a deep tree' "$one" $'\n1/2/3/4/5/6/7/8/9:1: trop de dossiers'
mend; (mkdir bad/borne-contenu/x; cd bad/borne-contenu/x; seq 4001 | xargs touch)
refused 'too many files' "$one" 'plus de 4000 fichiers'
mend; touch bad/borne-contenu/$'a\nb'
refused 'a name of two lines' "$one" $'\na b:1: nom de fichier illisible'
mend; touch bad/borne-contenu/$'\xe9t\xe9'
refused 'a name not in UTF-8' "$one" 'nom de fichier illisible'
mend; for i in 1 2 3 4 5 6 7; do mkfifo "bad/borne-contenu/$i"; done
refused 'seven faults' 'Le contenu de la clé est refusé : 7 problèmes.' $'\n5:1: '
expect 'seven faults: five are told' lines 6
mkdir -p bad/photos
refused 'no content on the stick' 'Il n’y a pas de dossier « borne-contenu » sur cette clé.' content.yaml
mkdir bad; ln -s "$work/a/borne-contenu" bad/borne-contenu
refused 'a content that is a link' 'Il n’y a pas de dossier « borne-contenu »' ''
refused 'no stick' 'bad : ce dossier ne s’ouvre pas.' ''

# --- two at once ---

before=$(state)
status=0
flock "$data/contents" "$borne" update --data "$data" b > said || status=$?
said=$(cat said)
expect 'two at once: exit' is "$status" 1
expect 'two at once: said' starts 'Une mise à jour du contenu est déjà en cours.'
expect 'two at once: nothing changed' is "$(state)" "$before"

# --- no room, no right to write ---

mkdir "$small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=8m none "$small" 2> /dev/null; then
    data=$small
    update a
    expect 'no room: exit' is "$status" 1
    expect 'no room: said' starts 'Pas assez de place sur la borne : il manque '
    expect 'no room: nothing there' is "$(kept)" 0
    umount "$small"
    mount -t tmpfs -o size=64m,nr_inodes=40 none "$small"
    update a
    expect 'full on the way: exit' is "$status" 1
    expect 'full on the way: said' starts 'Il n’y a plus de place sur la borne.'
    expect 'full on the way: nothing there' is "$(kept)" 0
    umount "$small"
    mount -t tmpfs -o size=64m none "$small"
    update a
    before=$(state)
    mount -o remount,ro "$small"
    update b
    expect 'read-only: exit' is "$status" 1
    expect 'read-only: said' starts 'La borne ne peut pas écrire dans'
    expect 'read-only: nothing changed' is "$(state)" "$before"
    update --revert
    expect 'read-only, revert: exit' is "$status" 1
    expect 'read-only, revert: nothing changed' is "$(state)" "$before"
    umount "$small"
else
    skipped=$((skipped + 1))
    echo 'skip: a small tmpfs cannot be mounted here'
fi

# --- kill -9 at any instant ---

RANDOM=$((seed % 32768))
data=$work/killed
start=$(date +%s%N)
update b
span=$((($(date +%s%N) - start) * 11 / 10000000)) # ms of a whole one, and a tenth
update --revert
which() { # the content in use: a, b or none; "torn" if it is not whole
    if absent "$data/content"; then echo none
    elif same a/borne-contenu "$data/content"; then echo a
    elif same b/borne-contenu "$data/content"; then echo b
    else echo torn; fi
}

# Before each step that changes a name, one after another.
if strace -e trace=none true 2> /dev/null; then
    update b
    update a
    for step in rename:1 symlink:1 rename:2 symlink:2 rename:3; do
        result=0
        { ASAN_OPTIONS=detect_leaks=0 timeout 60 strace -f -o /dev/null -e "trace=${step%:*}" \
            -e "inject=${step%:*}:signal=KILL:when=${step#*:}" "$borne" update --data "$data" b > said 2>&1; } 2> /dev/null || result=$?
        expect "killed at $step: it was" is $result 137
        expect "killed at $step: the content is whole, and the old one" is "$(which)" a
        update --revert
        expect "killed at $step: still whole after a revert" eval '[ "$(which)" != torn ]'
        update b
        update a
    done
else
    skipped=$((skipped + 1))
    echo 'skip: strace cannot be used here'
fi
now=$(which)

# And anywhere, half of them late, where the names change.
torn=0 ended=0 switched=0
for ((round = 0; round < rounds; round++)); do
    was=$now
    ms=$((round % 2 ? span * 2 / 3 + RANDOM % (span / 3 + 1) : RANDOM % (span + 1) + 1))
    delay=$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))
    if ((round % 6 == 5)); then
        next=any arguments=(--revert)
    else
        next=$([ "$was" = a ] && echo b || echo a) arguments=("$next")
    fi
    result=0
    { timeout -s KILL "$delay" "$borne" update --data "$data" "${arguments[@]}" > said 2>&1; } 2> /dev/null || result=$?
    now=$(which)
    if [ "$now" = torn ] || { [ "$next" != any ] && [ "$now" != "$was" ] && [ "$now" != "$next" ]; } ||
        { [ "$result" = 0 ] && [ "$next" != any ] && [ "$now" != "$next" ]; }; then
        torn=$((torn + 1))
        echo "round $round, $delay s: $was to $next, now $now (exit $result)"
    fi
    if [ "$result" = 0 ]; then ended=$((ended + 1)); fi
    if [ "$now" != "$was" ]; then switched=$((switched + 1)); fi
    if ((round % 10 == 9)) && [ "$now" != none ]; then
        expect "round $round: the content passes the check" "$borne" check --content "$data/content"
    fi
done
echo "seed $seed: $rounds kills within $span ms, $ended came too late, $switched changed the content, $torn torn"
expect 'kills: the content is always whole' is $torn 0
update a
update b
expect 'after the kills: in use' same b/borne-contenu "$data/content"
expect 'after the kills: the one before' same a/borne-contenu "$data/content.before"
expect 'after the kills: nothing left over' is "$(kept) $(ls -A "$data" | wc -l)" '2 3'

echo "$passed passed, $failed failed$([ $skipped = 0 ] || echo ", $skipped skipped")"
[ $failed = 0 ]

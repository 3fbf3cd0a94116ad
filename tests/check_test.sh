#!/bin/bash
# borne check on settings that would lose counts: each a problem with the line of its key. What can be said of a path or
# a name without a machine is config_test's.
#
#     tests/check_test.sh [BORNE]          default: build/borne
set -euo pipefail
cd "$(dirname "$0")/.."
borne=${1:-build/borne}
work=$(mktemp -d)
trap 'umount -q "$work/locked" "$work/memory" 2>/dev/null || true; rm -rf "$work"' EXIT
chmod 755 "$work"
cp "$borne" "$work/borne" # where another user may run it
cp -r slides "$work/slides"
chmod -R a+rX "$work/slides" "$work/borne"
cd "$work"
passed=0 failed=0 skipped=0

# ok WHAT COMMAND...: one check
ok() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "check_test: $what: $(cat out 2>/dev/null)" >&2
    fi
}
skip() { skipped=$((skipped + 1)); echo "skipped: $1"; }
has() { grep -qE -- "$1" out; }
has_not() { ! grep -qE -- "$1" out; }

# check STATUS WHAT LINE...: the settings are these lines; leaves out
as=()
check() {
    local status=0 wanted=$1 what=$2
    shift 2
    printf '%s\n' "$@" > borne.yaml
    chmod 644 borne.yaml
    "${as[@]}" ./borne check --config borne.yaml --content slides > out 2>&1 < /dev/null || status=$?
    ok "$what: exit $status, not $wanted" [ "$status" = "$wanted" ]
}
# refused WHAT WORDS LINE...: a problem of the last line, which is the third
refused() {
    local what=$1 words=$2
    shift 2
    check 1 "$what" '# b' 'site: x' "$@"
    ok "$what: its line and words" has "^borne.yaml:3: .*($words)"
    ok "$what: one problem" [ "$(grep -cv ': attention : ' out)" = 1 ]
}

mkdir good keys keys/A
echo x > file
ln -s nowhere dangling
ln -s loop loop
check 0 'a folder that is there' "data: $work/good" "sticks: $work/keys"
case $work in /tmp/*) ok 'a folder that the machine empties is doubted' has '^borne.yaml:1: attention : .*(la machine vide|éteindre la machine)' ;; esac
check 0 'one to be made' "data: $work/not/yet/made"
ok 'nothing was made' [ ! -e not ]
ok 'nor left' [ -z "$(ls -A good)" ]

refused 'a tilde' 'sans ~' 'data: ~/borne'
refused 'a variable' 'sans variable' "data: \$HOME/borne"
refused 'Windows' 'Windows' 'data: C:\borne'
refused 'a blank' 'espace' 'data: "/srv/borne "'
refused 'a relative one' 'commence par /' 'data: borne'
refused 'content, relative' 'commence par /' 'content: slides'
refused 'a file' "$work/file : ce n’est pas un dossier" "data: $work/file"
refused 'under a file' "$work/file : ce n’est pas un dossier" "data: $work/file/data"
refused 'a link to nowhere' 'ne mène nulle part' "data: $work/dangling"
refused 'under one' 'ne mène nulle part' "data: $work/dangling/data"
refused 'a link in circles' 'tourne en rond' "data: $work/loop/data"
if [ "$(id -u)" = 0 ]; then refused 'a folder that keeps nothing' '/proc' 'data: /proc/borne'; fi
refused 'a long name' 'trop long' "data: $work/$(printf '%0300d' 0)"
refused 'no sticks' 'dossier introuvable' "sticks: $work/nothing"
refused 'sticks is a file' 'dossier introuvable' "sticks: $work/file"
refused 'no content' 'dossier introuvable' "content: $work/nothing"
refused 'a blank name' 'donnez un nom' 'name: "  "'
refused 'a zone' 'fuseau' 'timezone: Europe/Lyon'
refused 'a screen' 'de 5 à 120' 'screen_inches: 546'
refused 'a first PIN' 'stick ou console' 'first_pin: usb'
check 1 'two stands of one name' stands: '  - name: Hall' '  - name: Autre' '  - name: " HALL "'
ok 'the second is named' has '^borne.yaml:4: .*déjà le nom'
check 1 'the counts on a stick of the list' "data: $work/keys/A" "sticks: $work/keys"
ok 'that line' has '^borne.yaml:2: .*passerait pour une clé USB'
check 1 'the counts in the content' "data: $work/slides/fr" "content: $work/slides"
ok 'that line' has '^borne.yaml:2: .*effacerait les comptes'
mkdir good/counts.db
refused 'a folder for a database' 'counts.db : ce n’est pas un fichier' "data: $work/good"
rmdir good/counts.db
printf 'urgences' > good/deck
check 1 'a deck that is gone' "data: $work/good"
ok 'that file' has "^$work/good/deck:1: « urgences »"
rm good/deck

# The shell opens ~ and variables: what is left of them is a slip.
for option in '--data ~/borne' '--content ~borne' "--data \$HOME/x" '--config ~/b.yaml' '--data C:\borne'; do
    set -- $option
    status=0
    ./borne "$1" "$2" > out 2>&1 || status=$?
    ok "$option: exit $status" [ "$status" = 2 ]
    ok "$option: one line" [ "$(wc -l < out)" = 1 ]
    ok "$option: named" grep -qF "« $2 »" out
done
ok 'nothing was made' [ ! -e '~' ]

# --- rights --------------------------------------------------------------------------------------
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2> /dev/null; then
    mkdir theirs
    chown 65534:65534 theirs
    user=$(id -un 65534 2> /dev/null || echo 65534)
    check 0 'root judges for the owner' "data: $work/theirs"
    ok 'and says so' has "^borne.yaml:1: attention : droits vérifiés pour l’utilisateur « $user »"
    echo x > theirs/counts.db # as a kiosk tried once with sudo leaves it
    refused "another's file" "counts.db : l’utilisateur « $user » n’a pas le droit" "data: $work/theirs"
    rm theirs/counts.db
    chmod 555 theirs
    refused 'a folder locked for its owner' "« $user » n’a pas le droit" "data: $work/theirs"
    chmod 755 theirs
    check 0 'root for itself' "data: $work/good"
    ok 'and says so' has '^borne.yaml:1: attention : droits vérifiés pour « root »'
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    check 0 'its own user' "data: $work/theirs"
    ok 'needs no word' has_not 'droits vérifiés'
    refused "root's folder" "« $user » n’a pas le droit" "data: $work/good"
    ok 'and whose it is' has "attention : droits vérifiés pour l’utilisateur « $user », alors que .* est à « root »"
    refused "one to be made in root's" "« $user » n’a pas le droit" "data: $work/good/new"
    as=()
    mkdir locked memory
    if mount -t tmpfs -o size=1m tmpfs locked 2> /dev/null && mount -o remount,ro locked; then
        refused 'a disk that is read-only' 'lecture seule' "data: $work/locked"
        refused 'one to be made there' 'lecture seule' "data: $work/locked/new/one"
        mount -t tmpfs -o size=64k tmpfs memory
        check 0 'a disk of memory' "data: $work/memory"
        ok 'is doubted' has '^borne.yaml:1: attention : .*éteindre la machine'
    else
        skip 'disks that are read-only or of memory: mounting is not allowed here'
    fi
else
    chmod 555 good
    if [ "$(id -u)" != 0 ]; then
        refused 'no right to write' 'n’a pas le droit' "data: $work/good"
    fi
    chmod 755 good
    skip 'rights of other users, disks: not root'
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

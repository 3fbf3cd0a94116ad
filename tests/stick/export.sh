#!/bin/bash
# shellcheck disable=SC1112,SC2016,SC2115 # French apostrophes; "$1" of an inner bash; folders of ours
# export.sh BORNE BILAN: `borne export` onto sticks of every kind. A stick is a folder, a tmpfs, an
# image mounted by loop; faults come from real mounts where there is one, else from strace's
# injection. What cannot be had on this machine (no root, no loop, no strace) is skipped with a word.
set -euo pipefail
borne=$(realpath "$1") bilan=$(realpath "$2")
# shellcheck source=tests/stick/common.sh
. "$(dirname "$0")/common.sh"
data=$work/data now=$(date +%s) hour=3600
sentence='Le bilan est sur la clé, dans le dossier « X ». Vous pouvez retirer la clé.'
safe='Rien n’est perdu : les comptes restent sur la borne.'

# run STICK: status, out; err goes to a file
run() {
    status=0
    "${around[@]}" "$borne" export "$1" --data "$data" > "$work/out" 2> "$work/err" || status=$?
    out=$(said)
}
said() { sed 's/\xc2\xa0/ /g' "$work/out"; } # no-break spaces as plain ones
around=()

is() { # WHAT EXPECTED ACTUAL
    if [ "$2" = "$3" ]; then ok; else not_ok "$1: expected <$2>, got <$3>"; fi
}

says() { # WHAT WORDS: failed, the first line says these and that nothing is lost
    local line=${out%%$'\n'*}
    if [ "$status" = 1 ] && [[ $line == *"$2"* ]] && [[ $line == *"$safe"* ]]; then ok; else
        not_ok "$1: exit $status, <$out>, not <$2>"; tail -3 "$work/err"
    fi
}

# whole FOLDER: the three files are there, the database is the source row for row, in one file
whole() {
    is "files in $1" 'bilan.csv bilan.html counts.db' "$(cd "$1" && echo *)"
    is "integrity of $1" ok "$(sqlite3 -readonly "$1/counts.db" 'PRAGMA integrity_check')"
    is "rows of $1" "$(sqlite3 -readonly "$data/counts.db" .dump | sha256sum)" \
        "$(sqlite3 -readonly "$1/counts.db" .dump | sha256sum)"
    is "no journal needed by $1" 0101 "$(od -An -tx1 -j18 -N2 "$1/counts.db" | tr -d ' ')"
    is "end of $1/bilan.html" '</html>' "$(tail -n 1 "$1/bilan.html" | grep -o '</html>$')"
}

exported() { # STICK SLUG: it worked, into the folder of that slug, and nothing else is new
    is 'exit' 0 "$status"
    local name
    name=$(finals "$1" | tail -1)
    case $name in borne-2[0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]-"$2") ok ;; *) not_ok "folder <$name>, not $2: $out" ;; esac
    is 'sentence' "${sentence/X/$name}" "$out"
    is 'partial folders' '' "$(find "$1" -name '*.partiel')"
    [ -z "$name" ] || whole "$1/$name"
}

stands() { make_data "$data" 90; } # SQL from stdin

open_stand="INSERT INTO stand VALUES ('s-open', 'k', 'Journée « santé » d’Évreux', 'CHU', 'stand', $now - 3600, NULL);"

# --- which stand ---------------------------------------------------------------------------------
stick=$work/stick
mkdir "$stick"
stands << SQL
$open_stand
INSERT INTO stand VALUES ('s-old', 'k', 'Avant', '', 'stand', $now - 9 * $hour, $now - 60),
                         ('s-else', 'other', 'Ailleurs', '', 'stand', $now - 60, NULL);
INSERT INTO tally VALUES ('s-open', 1792843200, 'staff', 'people.met', '', 37);
SQL
run "$stick"
exported "$stick" journee-sante-d-evreux
report=$stick/$(finals "$stick")/bilan
is 'csv: total of people met' 1 "$(grep -c ';équipe;Personnes rencontrées;;total;37' "$report.csv")"
is 'csv: other stands' 0 "$(grep -cE '^(Avant|Ailleurs|Borne du hall);' "$report.csv")"
is 'html: the stand' yes "$(grep -q 'Évreux' "$report.html" && echo yes)"
is 'bilan reads the copy' 0 "$("$bilan" show "$stick" > /dev/null 2>&1; echo $?)"
echo 'keep_months: 25' > "$work/keep.yaml"
around=(env BORNE_CONFIG="$work/keep.yaml")
run "$stick"
around=()
is 'html: how long this kiosk keeps' yes "$(grep -q '25.*mois, puis les efface' "$(dirname "$report")-2/bilan.html" && echo yes)"
is 'a second export' "${sentence/X/$(basename "$(dirname "$report")")-2}" "$out"
is 'two folders' 2 "$(finals "$stick" | wc -l)"
rm -rf "$stick"/*

choice() { # WHAT SLUG: SQL from stdin
    stands
    run "$stick"
    is "$1" "$2" "$(finals "$stick" | cut -c 18-)"
    rm -rf "${stick:?}"/*
}
choice 'closed an hour ago' hier-soir << SQL
INSERT INTO stand VALUES ('a', 'k', 'Matin', '', 'stand', $now - 20 * $hour, $now - 15 * $hour),
                         ('b', 'k', 'Hier soir', '', 'stand', $now - 30 * $hour, $now - $hour);
SQL
choice 'closed long ago' borne-du-hall << SQL
INSERT INTO stand VALUES ('a', 'k', 'Matin', '', 'stand', $now - 50 * $hour, $now - 30 * $hour);
SQL
choice 'none ever opened' borne-du-hall < /dev/null
choice 'no name for a folder' stand << SQL
INSERT INTO stand VALUES ('a', 'k', '« — »', '', 'stand', $now - 60, 0);
SQL

# --- what is on the stick already ----------------------------------------------------------------
stands <<< "$open_stand"
mkdir -p "$stick/Photos/été" "$stick/borne-contenu"
for i in 1 2 3 4 5 6 7 8; do head -c $((i * 7000)) /dev/urandom > "$stick/Photos/été/$i.jpg"; done
ln -s /etc/passwd "$stick/lien"
echo 'code: "4829"' > "$stick/borne-equipe.yaml"
others() { (cd "$stick" && find . \( -path './borne-2*' ! -path '*garder*' \) -prune -o ! -path . -printf '%p %y %l %T@\n' | sort | sha256sum; find . -path './borne-2*' -prune -o -type f -print0 | sort -z | xargs -0 sha256sum); }
before=$(others)
run "$stick"
exported "$stick" journee-sante-d-evreux
is 'the other files' "$before" "$(others)"
name=$(finals "$stick")
rm -rf "${stick:?}/$name"

mkdir "$stick/$name.partiel"
echo moitié > "$stick/$name.partiel/bilan.html"
: > "$stick/$name.partiel/counts.db"
run "$stick"
exported "$stick" journee-sante-d-evreux
rm -rf "${stick:?}/$name"

mkdir "$work/outside"
echo dehors > "$work/outside/bilan.csv"
ln -s "$work/outside" "$stick/$name.partiel"
ln -s "$work/outside" "$stick/$name-2"
mkdir "$stick/$name-3.partiel"
ln -s "$work/outside/bilan.csv" "$stick/$name-3.partiel/bilan.csv"
mkdir "$stick/$name-4.partiel"
echo gardé > "$stick/$name-4.partiel/notes.txt"
run "$stick"
is 'past links and what is not ours' "${sentence/X/$name-5}" "$out"
whole "$stick/$name-5"
is 'nothing written through a link' dehors "$(cat "$work/outside"/*)"
is 'notes kept' gardé "$(cat "$stick/$name-4.partiel/notes.txt")"
is 'the other files' "$before" "$(rm -rf "$stick/$name"*; others)"

# Two at once, of which neither spoils the other.
"$borne" export "$stick" --data "$data" > "$work/first" 2>&1 &
run "$stick"
wait $! || not_ok "the first of two exports: $(cat "$work/first")"
is 'two at once' 2 "$(finals "$stick" | wc -l)"
for f in $(finals "$stick"); do whole "$stick/$f"; done
rm -rf "$stick"/borne-2*

# --- no stick at all -----------------------------------------------------------------------------
run "$work/absente"
says 'a folder that is not there' 'retirée'
run "$stick/borne-equipe.yaml"
says 'a file' 'Ce n’est pas une clé'

# --- counts that cannot be read ------------------------------------------------------------------
good=$data
data=$work/none
run "$stick"
is 'no counts' 'Le bilan n’a pas pu être fait. Rien n’est perdu : les comptes restent sur la borne.' "${out%%$'\n'*}"
is 'exit with no counts' 1 "$status"
data=$work/bad
mkdir "$data"
head -c 40000 /dev/urandom > "$data/counts.db"
run "$stick"
is 'bad counts' 'Le bilan n’a pas pu être fait. Rien n’est perdu : les comptes restent sur la borne.' "${out%%$'\n'*}"
is 'nothing came of it' '' "$(finals "$stick")"
data=$good

# --- real mounts ---------------------------------------------------------------------------------
if [ "$mounting" ]; then
    small=$work/small
    stick_mount "$small" -t tmpfs -o size=300k tmpfs
    head -c 250000 /dev/zero > "$small/plein"
    run "$small"
    says 'a full stick' 'La clé est pleine : il manque 1 Mo. Faites de la place ou prenez une autre clé.'
    is 'only what was there' plein "$(ls -A "$small")"
    head -c 500000 /dev/zero > "$small/plein" 2> /dev/null || true
    run "$small"
    says 'a stick with no block left' 'La clé est pleine'
    is 'only what was there' plein "$(ls -A "$small")"
    rm "$small/plein"
    run "$small"
    exported "$small" journee-sante-d-evreux
    rm -rf "$small"/borne-2*

    mkdir "$work/locked"
    mount --bind "$small" "$work/locked" && mounts+=("$work/locked")
    mount -o remount,bind,ro "$work/locked"
    run "$work/locked"
    says 'a read-only stick' 'La clé est protégée contre l’écriture'
    is 'nothing written' '' "$(ls -A "$small")"
else
    skip 'full and read-only sticks: mounting is not allowed here'
fi

# image KIND MKFS...: exports onto a file system of its own, then looks at it mounted afresh
image() {
    local kind=$1 at=$work/$1
    shift
    truncate -s 16M "$work/$kind.img"
    if [ ! "$mounting" ] || ! command -v "$1" > /dev/null || ! "$@" "$work/$kind.img" > "$work/mkfs" 2>&1 ||
        ! stick_mount "$at" -o loop "$work/$kind.img" 2> /dev/null; then
        skip "a stick in $kind: no $1, no loop device or no such file system in this kernel"
        return
    fi
    echo gardé > "$at/notes.txt"
    run "$at"
    umount "$at"
    mount -o loop "$work/$kind.img" "$at"
    exported "$at" journee-sante-d-evreux
    is "other files on $kind" gardé "$(cat "$at/notes.txt")"
    umount "$at"
}
image vfat mkfs.vfat
image ext4 mkfs.ext4 -q -F

# --- faults in the middle ------------------------------------------------------------------------
if [ "$tracing" ]; then
    rm -rf "$stick"/borne-2*
    export ASAN_OPTIONS=detect_leaks=0 # cannot be looked for under strace
    fault() { # WHAT WORDS CALL INJECTION [FILE]: only calls that touch that file
        around=(strace -qq -f -o /dev/null -e "trace=$3" -e "inject=$3:$4")
        [ -z "${5:-}" ] || around+=(-P "$stick/$name.partiel/$5")
        run "$stick"
        around=()
        says "$1" "$2"
        is "$1: nothing left" '' "$(cd "$stick" && echo borne-2*/ | grep -v '\*')"
    }
    name=borne-$(TZ=Europe/Paris date +%F)-journee-sante-d-evreux
    fault 'no room for a folder' 'La clé est pleine.' mkdirat error=ENOSPC
    fault 'read-only' 'protégée' mkdirat error=EROFS
    fault 'no right to write' 'protégée' mkdirat error=EACCES
    fault 'a name refused' 'n’accepte pas' mkdirat error=EINVAL
    fault 'full in the middle' 'La clé est pleine.' write error=ENOSPC bilan.csv
    fault 'too large for FAT' 'n’accepte pas' write error=EFBIG counts.db
    fault 'pulled while writing' 'retirée' write error=EIO counts.db
    fault 'device gone' 'retirée' write error=ENODEV bilan.html
    fault 'pulled while syncing' 'retirée' fsync error=EIO counts.db
    fault 'pulled while reading back' 'retirée' pread64 error=EIO bilan.csv
    fault 'a short read back' 'ne rend pas' pread64 retval=0 counts.db
    fault 'other bytes read back' 'ne rend pas' pread64 retval=64 counts.db
    fault 'pulled before the rename' 'retirée' renameat2 error=EIO
    fault 'what nobody foresaw' 'refuse l’écriture' write error=EPROTO bilan.csv

    # A stick that knows no RENAME_NOREPLACE, and one that answers with an error at the very end.
    around=(strace -qq -f -o /dev/null -e trace=renameat2 -e inject=renameat2:error=EINVAL:when=1)
    run "$stick"
    around=()
    exported "$stick" journee-sante-d-evreux
    rm -rf "$stick"/borne-2*
    around=(strace -qq -f -o /dev/null -e trace=syncfs -e inject=syncfs:error=EIO)
    run "$stick"
    around=()
    says 'pulled at the very end' 'retirée'
    whole "$stick/$name"
    rm -rf "$stick"/borne-2*

    # Two at once, the second whole between the first's look at the name and its taking of it.
    rm -rf "$stick"/borne-2*
    scratch=$work/scratch
    mkdir "$scratch"
    ASAN_OPTIONS=detect_leaks=0 strace -qq -o "$work/calls" -e trace=newfstatat "$borne" export "$scratch" --data "$data" > /dev/null 2>&1
    begin "$stick" newfstatat SIGSTOP "$(grep -n '"borne-2' "$work/calls" | head -n 1 | cut -d: -f1)"
    until_stopped
    "$borne" export "$stick" --data "$data" > "$work/second" 2>&1 || not_ok "the second of two: $(cat "$work/second")"
    is 'one is whole' 1 "$(finals "$stick" | wc -l)"
    end
    is "two that meet at one name: $(said)" '0 2' "$status $(finals "$stick" | wc -l)"
    is 'nothing half' '' "$(find "$stick" -name '*.partiel')"
    for f in $(finals "$stick"); do whole "$stick/$f"; done
    rm -rf "$stick"/borne-2*

    # lost STICK COMMAND...: the export stops at its first fsync, and the command is run meanwhile
    lost() {
        begin "$1" fsync SIGSTOP 1
        until_stopped
        "${@:2}"
        end
        out=$(said)
    }
    ring() { kill -ALRM "$pid"; }
    lost "$stick" ring
    says 'a stick that hangs' 'La clé ne répond plus'
    is 'nothing under a final name' '' "$(finals "$stick")"
    run "$stick"
    exported "$stick" journee-sante-d-evreux
    is 'the other files' "$before" "$(others)"
    if [ "$mounting" ]; then
        lost "$small" umount -l "$small"
        says 'unmounted in the middle' 'retirée'
        is 'nothing under the mount point' '' "$(ls -A "$small")"
    else
        skip 'a stick unmounted in the middle: mounting is not allowed here'
    fi
else
    skip 'faults in the middle: no strace here'
fi

# --- what was counted last cannot be saved: the glass says that it is not on the stick ------------
played=$work/played
mkdir -p "$played/sticks/CLE"
echo "sticks: $played/sticks" > "$played/borne.yaml"
echo 4829 | "$borne" pin --data "$played/data" > /dev/null 2>&1
"$borne" play "$(dirname "$0")/../visits/idle.visit" --config "$played/borne.yaml" --data "$played/data" > /dev/null 2>&1
in='hold 20 20 3
tap "4"
tap "8"
tap "2"
tap "9"
tap "Valider"
wait 2s'
cat > "$played/export.visit" << VISIT
$in
tap "Compter"
tap "+1 Personnes rencontrées"
tap "Menu"
tap "Clé USB"
tap "Copier le bilan sur la clé"
wait 3s
see "Le bilan est sur la clé"
VISIT
cp "$played/export.visit" "$played/lacks.visit"
echo 'see "Les derniers comptes n’y sont pas"' >> "$played/lacks.visit"
play() { # SCRIPT
    status=0
    "$borne" play "$1" --config "$played/borne.yaml" --data "$played/data" > "$work/out" 2> "$work/err" || status=$?
}
play "$played/export.visit"
is 'an export from the glass' 0 "$status"
play "$played/lacks.visit"
is 'nothing is missing in it' 1 "$status"
# A stand's day on the glass: from another day it says so; closed, it is still there to be read.
cat > "$played/stand.visit" << VISIT
$in
tap "Stand"
tap "Forum"
tap "Ouvrir le stand"
tap "Compter"
tap "+1 Personnes rencontrées"
tap "+1 Personnes rencontrées"
tap "Menu"
not "À voir"
wait 24h
$in
see "À voir"
tap "Stand"
see "ouvert depuis le 21/11/2026"
see "Ce n’est plus le vôtre ?"
tap "Fermer le stand"
tap "Fermer le stand"
see "« Forum » est fermé : 2 rencontres, 0 compte activé."
tap "Menu"
not "À voir"
tap "Comptes en direct"
see "Comptes de « Forum », fermé"
tap "Menu"
tap "Compter"
tap "+1 Personnes rencontrées"
tap "Menu"
tap "Comptes en direct"
see "2"
not "3"
VISIT
mv "$played/data" "$played/kept"
echo 4829 | "$borne" pin --data "$played/data" > /dev/null 2>&1
echo 'stands: [{name: "Forum", structure: "CHU", kind: stand}]' >> "$played/borne.yaml"
play "$played/stand.visit"
is "a stand of two days: $(tail -1 "$work/err")" 0 "$status"
rm -rf "$played/data"
mv "$played/kept" "$played/data"
# Held by a shell that waits for the end of its input.
mkfifo "$played/hold" "$played/held"
sqlite3 "$played/data/counts.db" < "$played/hold" > "$played/held" &
holder=$!
exec 7> "$played/hold"
echo "BEGIN IMMEDIATE; SELECT 'held';" >&7
read -r _ < "$played/held"
play "$played/lacks.visit"
is 'the base is held: said on the glass' 0 "$status"
exec 7>&-
wait "$holder"

is 'nothing left in the temporary folder' '' "$(ls -A "$TMPDIR")"
finish

#!/bin/bash
# backup.sh BORNE [ROUNDS]: borne backup and borne restore from end to end: a kiosk that runs, counts that only the
# journal has, damage, full disks, kills at random instants (ROUNDS of each). SEED=N draws the same lots again.
set -euo pipefail
borne=$(realpath "$1") rounds=${2:-12}
content=$PWD/slides
# shellcheck source=tests/stick/common.sh
. "$(dirname "$0")/../stick/common.sh"
seed=${SEED:-$(date +%N)}
RANDOM=$((10#$seed % 32768))
data=$work/data into=$work/into
mkdir "$into"
cd "$work"

# is WHAT EXPECTED ACTUAL
is() { if [ "$2" = "$3" ]; then ok; else not_ok "$1: expected « $2 », got « $3 »: $(cat out err 2> /dev/null)"; fi; }
# says WHAT FILE WORDS
says() { if grep -qE -- "$3" "$2"; then ok; else not_ok "$1: $(cat out err)"; fi; }
run() { status=0; "$borne" "$@" > out 2> err || status=$?; }
backup() { run backup "$1" --data "${2:-$data}"; }
restore() { run restore "$1" --data "$2"; }
# Of a copy: what a kill left may need what SQLite makes beside it.
dump() {
    local at ending
    at=$(mktemp -d -p "$work")
    for ending in '' -wal -journal; do [ ! -e "$1$ending" ] || cp "$1$ending" "$at/counts.db$ending"; done
    sqlite3 "$at/counts.db" .dump
    rm -r "$at"
}
rows() { dump "$1/counts.db" | sha256sum; }
files() { (cd "$1" && find . -type f -printf '%p %m ' -exec sha256sum {} \; | sort); }
backups() { find "$1" -mindepth 1 -maxdepth 1 -name 'borne-sauvegarde-*' ! -name '*.partiel' | sort; }
asides() { find "$1" -name '*.before.*' | wc -l; }
visit() { printf 'tap "Touchez l’écran"\n%s\n' "${2:-}" > one.visit; "$borne" play one.visit --content "$content" --data "$1" > /dev/null 2>&1; }
started() { sqlite3 -readonly "$1" "SELECT coalesce(sum(n), 0) FROM tally WHERE counter = 'visit.started'"; }

# --- what goes wrong before anything is done -----------------------------------------------------
backup "$into"
is 'nothing to back up' 1 "$status"
says 'and says so' err 'pas de comptes ici'
visit "$data"
echo 4829 | "$borne" pin --data "$data" > /dev/null 2>&1
echo hash > "$data/machine"
backup "$work/none"
is 'no such folder' 1 "$status"
is 'which is not made' '' "$(ls -d "$work/none" 2> /dev/null || true)"
run backup
is 'no folder given' 2 "$status"
run restore
is 'nor to restore from' 2 "$status"
restore "$into" "$work/fresh"
is 'no backup there' 1 "$status"
is 'and nothing made' '' "$(ls -A "$work/fresh" 2> /dev/null || true)"

# --- there and back ------------------------------------------------------------------------------
backup "$into"
is 'a backup' 0 "$status"
first=$(backups "$into")
says 'is named' out "$first"
is 'its files' 'counts.db machine sauvegarde.txt staff.pin' "$(cd "$first" && echo *)"
is 'the PIN is its owner’s alone' 600 "$(stat -c %a "$first/staff.pin")"
is 'row for row' "$(rows "$data")" "$(rows "$first")"
is 'the sums are sha256sum’s' 0 "$(cd "$first" && sed -n 's/^fichier \([0-9a-f]*\) [0-9]* \(.*\)/\1  \2/p' sauvegarde.txt | sha256sum -c --quiet > /dev/null; echo $?)"
restore "$into" "$work/fresh/and/new"
is 'into a folder that is not there' 0 "$status"
is 'the same counts' "$(rows "$data")" "$(rows fresh/and/new)"
is 'the same PIN' "$(cat "$data/staff.pin")" "$(cat fresh/and/new/staff.pin)"
is 'its own' 600 "$(stat -c %a fresh/and/new/staff.pin)"
kiosk=$(sqlite3 "$data/counts.db" 'SELECT id FROM kiosk')
if grep -qxE '[0-9a-f]{32}' /etc/machine-id 2> /dev/null; then
    is 'machine names the kiosk, in this machine' "$kiosk" "$(sed -n 3p fresh/and/new/machine)"
fi
restore "$first" "$work/fresh/and/new"
is 'twice' 0 "$status"
says 'changes nothing' out 'Déjà en place, rien n’a changé'
is 'keeps nothing aside' 0 "$(asides fresh)"
visit fresh/and/new
is 'the kiosk goes on with that id' "$(sqlite3 "$data/counts.db" 'SELECT id FROM kiosk')" "$(sqlite3 fresh/and/new/counts.db 'SELECT id FROM kiosk')"
is 'and counts on' 2 "$(started fresh/and/new/counts.db)"

# --- what is replaced is kept --------------------------------------------------------------------
visit fresh/and/new 'clock 2026-11-21T20:00
tap "J’ai terminé"
wait 5s
tap "Touchez l’écran"'
newer=$(rows fresh/and/new)
echo 7351 | "$borne" pin --data fresh/and/new > /dev/null 2>&1
pin=$(cat fresh/and/new/staff.pin)
restore "$first" "$work/fresh/and/new"
is 'over newer counts' 0 "$status"
is 'the backup’s are there' "$(rows "$first")" "$(rows fresh/and/new)"
aside=$(ls fresh/and/new/counts-*.before.db)
is 'the newer are kept whole' "$newer" "$(dump "$aside" | sha256sum)"
says 'and named' out "$(basename "$aside")"
says 'as newer' out 'vont plus loin que la sauvegarde, jusqu’au 21/11/2026, 20 h'
is 'the PIN of before is kept' "$pin" "$(cat fresh/and/new/staff-*.before.pin)"
is 'for its owner' 600 "$(stat -c %a fresh/and/new/staff-*.before.pin)"

# Counts that are only in the journal: the database is held while they are made.
only_in_journal() { # DATA
    mkfifo hold
    sqlite3 "$1/counts.db" < hold > /dev/null 2>&1 &
    local holder=$!
    exec 6> hold
    printf 'BEGIN EXCLUSIVE;\n' >&6
    until ! sqlite3 "$1/counts.db" 'BEGIN IMMEDIATE; ROLLBACK;' 2> /dev/null; do :; done
    visit "$1" || true
    exec 6>&-
    wait $holder
    rm hold
}
cp -r "$data" waiting
only_in_journal waiting
is 'the database has not got it' 1 "$(started waiting/counts.db)"
mkdir journal
journal=$(sha256sum < waiting/counts.journal)
backup journal waiting
is 'a journal that waits' 0 "$status"
is 'is in the backup' 2 "$(started "$(backups journal)/counts.db")"
is 'and is left as it was' "$journal" "$(sha256sum < waiting/counts.journal)"
restore "$first" waiting
is 'over such a journal' 0 "$status"
is 'what waited is kept aside' 2 "$(started waiting/counts-*.before.db)"
visit waiting
is 'and counts no second time' 2 "$(started waiting/counts.db)"

# A database that is damaged is set aside, not lost.
cp -r "$data" damaged
head -c 5000 /dev/urandom | dd of=damaged/counts.db bs=1 seek=100 conv=notrunc status=none
sum=$(sha256sum < damaged/counts.db)
restore "$first" damaged
is 'over a damaged database' 0 "$status"
is 'the backup’s are there' "$(rows "$first")" "$(rows damaged)"
kept=
for f in damaged/*.aside* damaged/*.before*; do if [ "$(sha256sum < "$f")" = "$sum" ]; then kept=yes; fi; done
is 'the damaged one is kept' yes "$kept"

# --- while a kiosk runs --------------------------------------------------------------------------
cp -r "$data" live
mkfifo log
SDL_VIDEODRIVER=dummy "$borne" --content "$content" --data live 2> log < /dev/null &
kiosk=$!
exec 5< log
line=
while [ "$line" != ready ] && read -r -u 5 line; do :; done
is 'a kiosk runs' ready "$line"
mkdir lively
for _ in 1 2 3; do
    backup lively live
    is 'a backup while it counts' 0 "$status"
done
is 'three of them' 3 "$(backups lively | wc -l)"
for b in $(backups lively); do is 'a good one' ok "$(sqlite3 -readonly "$b/counts.db" 'PRAGMA integrity_check')"; done
before=$(sha256sum < live/staff.pin)
restore "$first" live
is 'no restore under a kiosk' 1 "$status"
says 'and why' err 'compte déjà dans ce dossier'
is 'nothing changed' "$before 0" "$(sha256sum < live/staff.pin) $(asides live)"
kill $kiosk
wait $kiosk || true
exec 5<&-
restore lively live
is 'once it has stopped' 0 "$status"

# --- a backup that is not one --------------------------------------------------------------------
present=$(files "$data")
# refused WHAT BACKUP [WORDS]
refused() {
    restore "$2" "$data"
    is "$1" 1 "$status"
    says "$1: one line" err "${3:-autre sauvegarde}"
    is "$1: nothing changed" "$present" "$(files "$data")"
}
visit "$data" # the newest is in the data alone
present=$(files "$data")
for ((i = 0; i < 24; i++)); do
    rm -rf bad
    cp -r "$first" bad
    f=bad/$(ls bad | sed -n $((i % 4 + 1))p)
    at=$((RANDOM * 4 % $(stat -c %s "$f")))
    old=$(od -An -tu1 -j $at -N 1 "$f")
    printf "\\x$(printf %x $((old ^ (1 << RANDOM % 8))))" | dd of="$f" bs=1 seek=$at conv=notrunc status=none
    refused "a bit of $(basename "$f") at $at (SEED=$seed)" bad 'abîmé|changé|liste|récente|introuvable|impossible|version'
done
for f in counts.db machine sauvegarde.txt staff.pin; do
    rm -rf bad
    cp -r "$first" bad
    truncate -s -1 "bad/$f"
    refused "$f is cut" bad 'abîmé|changé|autre sauvegarde'
    rm "bad/$f"
    refused "$f is gone" bad 'impossible|pas de sauvegarde'
    mkdir "bad/$f"
    refused "$f is a folder" bad 'fichier|pas de sauvegarde'
done
rm -rf bad
mkdir bad
refused 'an empty folder' bad 'pas de sauvegarde'
refused 'no folder' nowhere 'nowhere'
cp "$first/counts.db" bad
refused 'counts alone' bad 'pas de sauvegarde'
cp -r "$first" bad/one
"$borne" play one.visit --content "$content" --data other > /dev/null 2>&1
backup bad other
refused 'of two kiosks' bad 'plusieurs bornes'
# A list that is right about counts that are not.
forge() { # SQL: a backup whose list agrees
    rm -rf bad
    cp -r "$first" bad
    sqlite3 bad/counts.db "$1" > /dev/null
    { sed -n '1,4p' "$first/sauvegarde.txt"
      printf 'fichier %s %s counts.db\n' "$(sha256sum < bad/counts.db | cut -d ' ' -f 1)" "$(stat -c %s bad/counts.db)"; } > bad/list
    { cat bad/list; printf 'somme %s\n' "$(sha256sum < bad/list | cut -d ' ' -f 1)"; } > bad/sauvegarde.txt
    rm bad/list
}
forge "SELECT 1"
restore bad "$work/forged"
is 'one that is right' 0 "$status"
forge "INSERT INTO kiosk(id, name) VALUES ('x', 'y'), ('z', 'y'); DELETE FROM kiosk WHERE length(id) > 1"
refused 'counts of two kiosks' bad 'seule borne'
forge 'DROP TABLE tally'
refused 'tables that are missing' bad 'counts.db'

# --- another machine ------------------------------------------------------------------------------
# on DIGIT COMMAND...: in a machine of that id
on() {
    printf "%32s\n" '' | tr ' ' "$1" > machine-id
    shift
    # shellcheck disable=SC2016
    unshare -m sh -c 'mount --bind "$0" /etc/machine-id && exec "$@"' "$PWD/machine-id" "$@"
}
if [ "$(id -u)" = 0 ] && [ -f /etc/machine-id ] && on 9 true 2> /dev/null; then
    here() { on "$1" "$borne" play one.visit --content "$content" --data "$2" > /dev/null 2>&1; }
    kiosks() { sqlite3 -readonly "$1/counts.db" 'SELECT group_concat(id) FROM (SELECT id FROM kiosk ORDER BY rowid)'; }
    here 0 first
    own=$(kiosks first)
    mkdir of-first of-clone
    backup of-first first
    is 'a backup of one machine' 0 "$status"
    # empty; the folder of another kiosk; a clone of the first that nobody started: its machine file names the kiosk
    mkdir empty
    here 1 other-kiosk
    cp -a first clone
    for target in empty other-kiosk clone; do
        on 1 "$borne" restore of-first --data $target > out 2> err && status=0 || status=$?
        is "restored on another: $target" 0 "$status"
        here 1 $target
        is "the kiosk keeps its id: $target" "$own" "$(kiosks $target)"
        is "and counts on: $target" 2 "$(started $target/counts.db)"
    done
    # A clone that was started is a kiosk more in one database: it is backed up, from anywhere, and restored.
    cp -a first cloned
    here 2 cloned
    both=$(kiosks cloned) second=$(sed -n 3p cloned/machine)
    is 'a clone is another kiosk' "$own,$second" "$both"
    backup of-clone cloned
    is 'its backup' 0 "$status"
    is 'is of the second' "$second" "$(sed -n 3p "$(backups of-clone)/machine")"
    on 3 "$borne" restore of-clone --data third > out 2> err && status=0 || status=$?
    is 'restored on a third' 0 "$status"
    here 3 third
    is 'with both, and no more' "$both" "$(kiosks third)"
    is 'counts on as the second' 2 "$(sqlite3 third/counts.db "SELECT sum(n) FROM tally JOIN stand ON id = stand_id
        WHERE counter = 'visit.started' AND kiosk_id = '$second'")"
    is 'nothing is set aside' '' "$(find third cloned empty -name '*.aside*')"
else
    skip 'another machine: a mount of one’s own needs root'
fi

# --- the folder’s owner --------------------------------------------------------------------------
if [ "$(id -u)" = 0 ] && mkdir theirs && chown 65534 theirs 2> /dev/null; then
    restore "$first" theirs
    is 'root restores for the owner' '' "$(find theirs ! -user 65534)"
    restore "$first" theirs/in/two
    is 'the folders that it makes too' '' "$(find theirs ! -user 65534)"
    visit theirs # as a kiosk tried with sudo
    chown -R 65534 theirs
    mkdir of-theirs
    backup of-theirs theirs
    is 'a backup leaves nothing of root’s there' '0 ' "$status $(find theirs ! -user 65534)"
    restore "$first" theirs
    is 'nor does another restore' '0 ' "$status $(find theirs ! -user 65534)"
else
    skip 'a folder of another user: not root'
fi

# --- full disks ----------------------------------------------------------------------------------
if [ "$mounting" ]; then
    stick_mount small -t tmpfs -o size=100k tmpfs
    head -c 60000 /dev/zero > small/ballast
    backup small
    is 'a full stick' 1 "$status"
    says 'says so' err 'pleine'
    is 'nothing half' ballast "$(ls small)"
    rm small/ballast
    visit "$data" > /dev/null
    rm -rf small/*
    cp "$data/counts.db" "$data/staff.pin" small
    present=$(rows small)
    head -c 1000000 /dev/zero > small/ballast 2> /dev/null || true
    restore "$first" small
    is 'a full disk' 1 "$status"
    is 'the counts are what they were' "$present" "$(rows small)"
    rm small/ballast
    mount -o remount,size=4m small
    restore "$first" small
    is 'with room' 0 "$status"
    is 'they are the backup’s' "$(rows "$first")" "$(rows small)"
else
    skip 'full disks: mounting is not allowed here'
fi

# --- kills ---------------------------------------------------------------------------------------
random() { echo $(((RANDOM * 32768 + RANDOM) % ($1 + 1))); } # 0 to $1
# turns_of COMMAND...: how many turns of a loop it takes; killed_after TURNS COMMAND...: killed then, where it still runs
turns_of() { local n=0; "$@" > out 2> err & local pid=$!; while kill -0 $pid 2> /dev/null; do n=$((n + 1)); done; wait $pid; turns=$n; }
killed_after() {
    local n=$1 i
    shift
    exec 3>&2 2> /dev/null # bash tells of every child that is killed
    "$@" > out 2> err &
    local pid=$!
    for ((i = 0; i < n; i++)); do kill -0 $pid || break; done
    kill -KILL $pid || true
    wait $pid || true
    exec 2>&3 3>&-
}
killed_at() { # CALL WHEN COMMAND...
    local call=$1 when=$2
    shift 2
    exec 3>&2 2> /dev/null
    ASAN_OPTIONS=detect_leaks=0 strace -qq -f -o trace -e "trace=$call" -e "inject=$call:signal=KILL:when=$when" "$@" > out 2> err || true
    exec 2>&3 3>&-
}

good=$(rows "$first")
check_backups() { # WHAT: every whole folder is a good backup
    local b bad=
    for b in $(backups killing); do
        (cd "$b" && sed -n 's/^fichier \([0-9a-f]*\) [0-9]* \(.*\)/\1  \2/p' sauvegarde.txt | sha256sum -c --quiet) > /dev/null 2>&1 || bad=$b
    done
    [ "$(rows "$data")" = "$source" ] || bad="$bad data"
    if [ -z "$bad" ]; then ok; else not_ok "$1: $bad (SEED=$seed)"; fi
}
source=$(rows "$data")
mkdir killing
turns_of "$borne" backup killing --data "$data"
for ((i = 0; i < rounds; i++)); do
    killed_after "$(random "$turns")" "$borne" backup killing --data "$data"
    check_backups "a backup killed"
done
if [ "$tracing" ]; then
    for at in mkdirat:1 openat:60 write:1 write:9 fsync:1 fsync:3 fsync:5 fadvise64:2 fadvise64:4 renameat2:1 syncfs:1; do
        killed_at "${at%:*}" "${at#*:}" "$borne" backup killing --data "$data"
        check_backups "a backup killed at $at"
    done
fi
backup killing
is 'one left alone' 0 "$status"
is 'no half folder is left' '' "$(find killing -name '*.partiel')"

# A folder with counts of its own, and a PIN.
rm -rf before
cp -r "$data" before
echo 9531 | "$borne" pin --data before > /dev/null 2>&1
old=$(rows before) old_pin=$(sha256sum < before/staff.pin) new_pin=$(sha256sum < "$first/staff.pin")
fresh_victim() { rm -rf victim; cp -r before victim; }
check_restore() { # WHAT: each file is the old or the new one, nothing is lost, and it can be done again
    local now bad= f kept= kept_pin=
    # killed while the database closes: what SQLite rolls back when it is opened is nothing that was lost
    [ ! -e victim/counts.db-journal ] || sqlite3 victim/counts.db 'SELECT count(*) FROM kiosk' > /dev/null
    now=$(rows victim 2> /dev/null) || bad='no counts'
    [ "$now" = "$old" ] || [ "$now" = "$good" ] || bad="$bad, other counts"
    for f in victim/counts.db victim/*.before.db; do [ -e "$f" ] && [ "$(dump "$f" | sha256sum)" = "$old" ] && kept=yes; done
    for f in victim/staff.pin victim/*.before.pin; do [ -e "$f" ] && [ "$(sha256sum < "$f")" = "$old_pin" ] && kept_pin=yes; done
    [ "$kept$kept_pin" = yesyes ] || bad="$bad, lost"
    restore "$first" victim
    [ "$status" = 0 ] && [ "$(rows victim)" = "$good" ] && [ "$(sha256sum < victim/staff.pin)" = "$new_pin" ] || bad="$bad, not to be done again"
    if [ -z "$bad" ]; then ok; else not_ok "$1: $bad (SEED=$seed): $(cat out err)"; fi
}
fresh_victim
turns_of "$borne" restore "$first" --data victim
check_restore 'not killed'
for ((i = 0; i < rounds; i++)); do
    fresh_victim
    killed_after "$(random "$turns")" "$borne" restore "$first" --data victim
    check_restore 'a restore killed'
done
if [ "$tracing" ]; then
    for at in rename:1 rename:2 rename:3 rename:4 ftruncate:1 ftruncate:2 fsync:1 fsync:2 fsync:3 fsync:4 fsync:5 \
        unlink:1 unlink:3 unlink:5 unlink:7 unlink:9 fchmod:1 fchmod:2 fchmod:3; do
        fresh_victim
        killed_at "${at%:*}" "${at#*:}" "$borne" restore "$first" --data victim
        check_restore "a restore killed at $at"
    done
else
    skip 'kills at system calls: strace does not work here'
fi

finish

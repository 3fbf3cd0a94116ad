#!/bin/bash
# taken.sh: the files of the counts are deleted, cut or replaced while they are counted into. Nothing that was
# answered is lost, it is said, and nobody else may count there meanwhile.
. "$(dirname "$0")/lib.sh"

# ruin NAME COMMAND...: 5 counted and saved, 7 more not yet; then the command, then 11
ruin() {
    local name=$1 data=$work/$1
    shift
    rm -rf "$data"
    : > "$work/log"
    start "$data"
    tell 'add 5 a'; tell flush
    cp -a "$data" "$work/old"
    tell 'add 7 b'
    "$@" "$data"
    tell 'add 11 c'
    is "$name: a touch is answered" "$([[ $answer =~ ^[0-9]+$ ]] && echo yes)" yes
    is "$name: a second one is refused" "$("$DRIVER" "$data" < /dev/null | cut -c1-7)" refused
    tell settle
    is "$name: all is saved" "$answer" ok
    tell remarks
    holds "$name: it is told" "$answer" 'refaits'
    holds "$name: it is in the log" "$(cat "$work/log")" 'en marche'
    tell 'add 13 d'; tell settle
    end_driver KILL
    is "$name: after a kill all is there" "$(total "$data")" 36
    start "$data"
    tell 'add 1 e'; tell settle
    tell 'total -'
    is "$name: and the next start goes on" "$answer" 37
    end_driver
    is "$name: one kiosk" "$(sql "$data/counts.db" 'SELECT count(*) FROM kiosk')" 1
    rm -rf "$work/old"
}

drop_wal() { rm "$1/counts.db-wal"; }
drop_database() { rm "$1"/counts.db*; }
drop_journal() { rm "$1/counts.journal"; }
drop_folder() { rm -rf "$1"; }
move_folder() { mv "$1" "$1.away"; }
put_old() { cp -a "$work/old/." "$1.new" && rm -rf "$1" && mv "$1.new" "$1"; }
put_old_journal() { rm "$1/counts.journal"; cp "$work/old/counts.journal" "$1"; }
cut_journal() { truncate -s 0 "$1/counts.journal"; }
cut_half() { truncate -s 9000 "$1/counts.journal"; }

ruin wal drop_wal
ruin database drop_database
ruin journal drop_journal
ruin folder drop_folder
ruin moved move_folder
ruin restored put_old
ruin restored-journal put_old_journal
ruin cut cut_journal
ruin half cut_half

# Where no file can be made any more, it goes on in memory and says so.
data=$work/memory
start "$data"
tell 'add 5 a'; tell flush
rm "$data/counts.journal"
mkdir "$data/counts.journal"
tell 'add 7 b'; tell flush
is 'no journal: the database has it' "$answer" ok
tell 'add 2 c'
tell fault
holds 'no journal: it is said' "$answer" 'mémoire'
rmdir "$data/counts.journal"
tell settle; tell fault
is 'no journal: it mends' "$answer" ''
end_driver
is 'no journal: all is there' "$(total "$data")" 14
finish

#!/bin/bash
# aside.sh: a database that is damaged is set aside after two looks seconds apart, told, taken onto the stick, and
# merged back once it proves sound, with the stand that was open; `borne rescue` reads what a damaged one still holds.
. "$(dirname "$0")/lib.sh"

# damage NAME COMMAND...: 42 at an open stand; the command damages counts.db; the good bytes are put back later
damage() {
    local name=$1 data=$work/$1 began
    shift
    : > "$work/log"
    start "$data"
    tell 'open Forum'; tell answer
    tell 'add 42 a'; tell flush
    end_driver
    cp "$data/counts.db" "$work/good.db"
    "$@" "$data/counts.db"
    cp "$data/counts.db" "$work/bad.db"
    began=$(date +%s%N)
    start "$data"
    tell 'add 5 b'; tell flush
    is "$name: one look sets nothing aside" "${answer%% *} $(asides "$data")" 'not 0'
    tell settle
    is "$name: a second one does" "$answer $(asides "$data")" 'ok 1'
    [ $((($(date +%s%N) - began) / 1000000)) -ge 1900 ] && ok "$name: seconds later" || not_ok "$name: seconds later" no
    is "$name: as it was" "$(cmp "$work/bad.db" "$data"/counts-*.aside.db && echo same)" same
    tell remarks
    holds "$name: it is told" "$answer" 'mis de côté'
    tell 'add 3 c'; tell settle
    mkdir -p "$work/stick"
    "$BORNE" export "$work/stick" --data "$data" > "$work/said" 2>> "$work/log"
    holds "$name: the export says it" "$(cat "$work/said")" 'mis de côté'
    is "$name: it is on the stick" "$(cmp "$work"/stick/*/counts-*.aside.db "$data"/counts-*.aside.db && echo same)" same
    rm -rf "$work/stick"
    end_driver
    cp "$work/good.db" "$data"/counts-*.aside.db
    start "$data"
    tell settle
    tell 'add 7 d'; tell settle
    is "$name: sound again, it is merged back" "$(asides "$data")" 0
    tell 'total -'
    is "$name: nothing is lost, nothing twice" "$answer" 57
    tell remarks
    is "$name: and no more told" "$answer" ''
    end_driver
    is "$name: the stand is open still" "$(sql "$data/counts.db" \
        "SELECT sum(n) FROM tally JOIN stand ON id = stand_id WHERE name = 'Forum' AND coalesce(closed_at, 0) = 0")" 49
    is "$name: it is the only one" "$(sql "$data/counts.db" \
        "SELECT count(*) FROM stand WHERE coalesce(closed_at, 0) = 0 AND id <> kiosk_id")" 1
    start "$data"; tell settle; tell 'total -'
    is "$name: nor at the next start" "$answer" 57
    end_driver
}

noise() { head -c 3996 /dev/urandom | dd of="$1" conv=notrunc bs=1 seek=100 status=none; }
cut_short() { truncate -s 9000 "$1"; }
no_head() { printf 'not a database' | dd of="$1" conv=notrunc status=none; }

damage noise noise
damage cut cut_short
damage head no_head

# What was opened meanwhile stays; the one of the aside is closed where that began.
data=$work/other
start "$data"; tell 'open Forum'; tell answer; tell 'add 42 a'; tell flush; end_driver
cp "$data/counts.db" "$work/good.db"
no_head "$data/counts.db"
start "$data"; tell settle; tell 'open Autre'; tell answer; tell 'add 2 b'; tell settle; end_driver
cp "$work/good.db" "$data"/counts-*.aside.db
start "$data"; tell settle; tell 'add 1 b'; tell settle; end_driver
is 'another stand is open: it stays so' "$(sql "$data/counts.db" \
    "SELECT group_concat(name || ':' || s, ' ') FROM (SELECT name, sum(n) AS s FROM tally JOIN stand ON id = stand_id
     WHERE coalesce(closed_at, 0) = 0 GROUP BY id)")" 'Autre:3'

# rescue: one page of many is gone; the rest comes back, once.
data=$work/rescue
start "$data"
for ((i = 0; i < 900; i++)); do tell "add 1 item-$i-with-a-long-name-to-fill-pages"; done
tell settle; end_driver
pages=$(($(stat -c %s "$data/counts.db") / 4096))
head -c 4096 /dev/zero | dd of="$data/counts.db" conv=notrunc bs=4096 seek=$((pages / 2)) status=none
start "$data"; tell 'add 5 new'; tell settle
is 'a page is gone: set aside' "$answer $(asides "$data")" 'ok 1'
"$BORNE" rescue "$data" > "$work/said" 2>&1
holds 'rescue is refused while a kiosk counts' "$(cat "$work/said")" 'arrêtez'
end_driver
"$BORNE" rescue "$data" > "$work/said" 2>> "$work/log"
found=$(total "$data")
[ "$found" -gt 600 ] && [ "$found" -le 905 ] && ok "rescue: $((found - 5)) of 900 counts come back" ||
    not_ok 'rescue: most of it comes back' "$found; $(cat "$work/said")"
holds 'rescue: it says how many' "$(cat "$work/said")" "Comptes repris dans counts.db : $((found - 5))"
"$BORNE" rescue "$data" > "$work/said" 2>> "$work/log"
is 'rescue: never twice' "$(total "$data")" "$found"
finish

#!/bin/bash
# header.sh: one flipped bit in a journal costs at most the slot that it is in; what was set aside by a program before
# comes back by `borne rescue`.
. "$(dirname "$0")/lib.sh"

# A journal that holds 160 counts in 8 slots: the database is locked meanwhile, then the process is killed.
before=$work/before
start "$before"
tell 'add 1 a'; tell flush
exec 5> >(sqlite3 "$before/counts.db" > "$work/locked" 2>&1)
echo 'BEGIN IMMEDIATE; SELECT 1;' >&5
until_true 10 test -s "$work/locked" || not_ok 'the lock' 'cannot be had'
for ((i = 0; i < 8; i++)); do tell "add 20 item$i"; done
end_driver KILL
exec 5>&-
wait $! 2> /dev/null
size=$(stat -c %s "$before/counts.journal")
header=$(((size - 4096) / 2))
is 'the header is between the banks' "$(dd if="$before/counts.journal" bs=1 skip=$header count=6 status=none)" counts

flip() { # FILE BYTE BIT
    local byte
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    printf "\\x$(printf %02x $((byte ^ (1 << $3))))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

least=161 most=0 aside=0 tried=0
reopen() { # after damage to $data
    start "$data"; tell settle; tell 'total -'
    [ "$answer" -lt $least ] && least=$answer
    [ "$answer" -gt $most ] && most=$answer
    [ "$(asides "$data")" = 0 ] || aside=$((aside + 1))
    end_driver KILL
    tried=$((tried + 1))
}
data=$work/data
for at in $(seq 0 39) $(seq 2048 2087) 100 4095; do # each byte of both headers, and where nothing is
    rm -rf "$data"; cp -a "$before" "$data"
    flip "$data/counts.journal" $((header + at)) $((at % 8))
    reopen
done
is "$tried flips in the header's page: all is counted, nothing set aside" "$least $most $aside" '161 161 0'

least=161 most=0 aside=0 tried=0
for at in 0 5 9 30 70 100 150 165 200 700 1279; do
    rm -rf "$data"; cp -a "$before" "$data"
    flip "$data/counts.journal" $at $((at % 8))
    flip "$data/counts.journal" $((header + 4096 + at)) $((at % 8))
    reopen
done
[ $least -ge 141 ] && [ $most -le 161 ] && [ $aside = 0 ] && ok "$tried flips in slots: at most the slot ($least to $most)" ||
    not_ok 'flips in slots' "$least to $most, $aside set aside"

# Version 1 had one header. Its bytes, as the program before wrote them: goes on, and heals.
version_1() {
    head -c 2048 /dev/zero | dd of="$1" bs=1 seek=$((header + 2048)) conv=notrunc status=none
    printf '\x01' | dd of="$1" bs=1 seek=$((header + 8)) conv=notrunc status=none
}
least=161 most=0 aside=0 tried=0
for at in -1 1 8 12 16 24 29 30 36 39; do
    rm -rf "$data"; cp -a "$before" "$data"
    version_1 "$data/counts.journal"
    [ $at = -1 ] || flip "$data/counts.journal" $((header + at)) $((at % 8))
    reopen
done
is "$tried journals of version 1: all is counted" "$least $most $aside" '161 161 0'

# One that the program before set aside, for its header: three of them, and each once.
for at in 8 24 38; do
    rm -rf "$data"; cp -a "$before" "$data"
    version_1 "$data/counts.journal"
    flip "$data/counts.journal" $((header + at)) $((at % 8))
    flip "$data/counts.journal" $((header + 1)) 3
    mv "$data/counts.journal" "$data/counts-2026-11-21T092000.aside.journal"
    start "$data"; tell 'add 2 b'; tell settle; tell remarks
    holds "byte $at: it is told" "$answer" 'mis de côté'
    end_driver
    cp -a "$data" "$work/again"
    "$BORNE" rescue "$data" > "$work/said" 2>> "$work/log"
    is "byte $at: rescue reads it" "$? $(total "$data")" '0 163'
    holds "byte $at: and says so" "$(cat "$work/said")" 'Comptes repris dans counts.db : 160'
    cp "$work/again"/*.aside.journal "$data"
    "$BORNE" rescue "$data" > "$work/said" 2>> "$work/log"
    is "byte $at: never twice" "$(total "$data")" 163
    rm -rf "$work/again"
    start "$data"; tell 'add 1 c'; tell settle; tell 'total -'
    is "byte $at: the kiosk goes on" "$answer" 164
    end_driver
done

# A bank that was folded is not counted again: the journal as it was, set aside after all of it was saved.
rm -rf "$data"; cp -a "$before" "$data"
start "$data"; tell settle; end_driver
cp "$before/counts.journal" "$data/counts-2026-11-21T092000.aside.journal"
"$BORNE" rescue "$data" > "$work/said" 2>> "$work/log"
is 'what was folded is not counted again' "$(total "$data")" 161
finish

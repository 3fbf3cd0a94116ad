#!/bin/bash
# slow.sh: each call of the store's own thread on its files takes two seconds, and the thread of the glass waits for
# none of them: to count, and to ask for a stand, takes it less than a frame. What it counts before it asks is of the
# stand of before, what it counts after, of the next, whatever the disk does meanwhile.
. "$(dirname "$0")/lib.sh"
strace -o "$work/probe" -e trace=none true 2> /dev/null || { skip slow 'strace may not trace here'; finish; }

slowest=0
quick() { # LINE: told, and how long the call itself took
    tell "$1"
    [[ $answer =~ ^[0-9]+$ ]] || not_ok "$1" "$answer"
    [ "$answer" -gt "$slowest" ] && slowest=$answer
}

data=$work/data
start "$data"
tell 'add 1 a'; tell flush
tell worker
strace -qq -p "$answer" -o "$work/trace" -e trace=msync,fsync,fdatasync,pread64,pwrite64,openat,stat,newfstatat,fstat,fcntl,munmap,close \
    -e inject=msync,fsync,fdatasync,pread64,pwrite64,openat,fcntl:delay_enter=2000000 2> "$work/strace" &
tracer=$!
until_true 10 grep -qs TracerPid:.[1-9] "/proc/$driver/task/$answer/status" || { skip slow "$(cat "$work/strace")"; finish; }
for name in Un Deux; do
    for ((i = 0; i < 100; i++)); do quick 'add 1 before'; done
    quick "open $name"
    for ((i = 0; i < 100; i++)); do quick 'add 1 after'; done
    if [ $name = Un ]; then
        until_true 30 grep -q DELAYED "$work/trace" && ok 'its calls take two seconds' || not_ok 'its calls take two seconds' "$(tail -3 "$work/trace")"
        for ((i = 0; i < 50; i++)); do quick 'add 1 after'; done
        kill "$tracer"; wait "$tracer" 2> /dev/null # the disk is quick again
        tell answer
        is 'the stand is open in the end' "$answer" 'done Un'
    fi
done
tell answer
is 'and the next one' "$answer" 'done Deux'
quick close
quick 'add 7 closed'
tell answer
is 'and none' "$answer" 'done Hall'
[ "$slowest" -lt 33000 ] && ok "the slowest of 455 calls: $slowest us" || not_ok 'no call waits' "$slowest us"
end_driver
of() { sql "$data/counts.db" "SELECT group_concat(item || ' ' || n, ', ') FROM (SELECT item, sum(n) AS n FROM tally
    JOIN stand ON stand.id = stand_id WHERE name = '$1' GROUP BY item ORDER BY item)"; }
is 'the hall has what was before and what came after' "$(of Hall)" 'a 1, before 100, closed 7'
is 'the first stand what was counted since it was asked for' "$(of Un)" 'after 150, before 100'
is 'the second what was counted since' "$(of Deux)" 'after 100'

# The same under a lock that ends: what failed changes nothing, and is of the stand that stays.
data=$work/locked
start "$data"
tell 'open Un'; tell answer
tell 'add 1 a'; tell flush
exec 5> >(sqlite3 "$data/counts.db" > "$work/locked.out" 2>&1)
locker=$!
echo 'BEGIN IMMEDIATE; SELECT 1;' >&5
until_true 10 test -s "$work/locked.out"
tell 'add 2 a'
slowest=0
quick 'open Deux'
quick 'add 4 b'
tell answer
holds 'locked: it is said' "$answer" 'rien n’a changé'
quick 'add 8 c'
exec 5>&-
wait $locker 2> /dev/null
tell settle
tell 'open Trois'; tell answer
tell 'add 16 d'
[ "$slowest" -lt 33000 ] && ok 'locked: no call waits' || not_ok 'locked: no call waits' "$slowest us"
end_driver
is 'locked: all is of the stand that stayed' "$(of Un)" 'a 3, b 4, c 8'
is 'locked: and then of the next' "$(of Trois)" 'd 16'
is 'locked: there is no other' "$(sql "$data/counts.db" "SELECT count(*) FROM stand")" 3
finish

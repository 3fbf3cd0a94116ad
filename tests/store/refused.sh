#!/bin/bash
# refused.sh: the machine refuses a thread, a mapping, a piece of memory. It is said in the log, what is counted stays,
# and nobody is ended by a signal.
. "$(dirname "$0")/lib.sh"
PLAIN=${PLAIN:-build/test/store/plain} REFUSE=${REFUSE:-build/test/store/refuse.so}
lines=$'add 5 a\nopen G\nanswer\nflush\nclose\nanswer\nflush\nfault\nend'
base=$work/base
printf '%s\n' "$lines" | "$PLAIN" "$base" > "$work/said" 2>&1
is 'nothing refused: all is there' "$(total "$base")" 5

# refuse NAME VARIABLE=N...: one run in a folder where 5 are; $status, and what it leaves is opened again
refuse() {
    rm -rf "$work/data"
    cp -a "$base" "$work/data"
    printf '%s\n' "$lines" | env "$@" LD_PRELOAD="$REFUSE" timeout 60 "$PLAIN" "$work/data" > "$work/said" 2> "$work/log"
    status=$?
}
reopened() {
    printf 'settle\ntotal -\nend\n' | "$PLAIN" "$work/data" 2> /dev/null | sed -n 3p
}

for n in 1 2 9; do
    refuse REFUSE_THREADS=$n
    is "$n threads refused: it ends well" "$status" 0
    holds "$n threads refused: it is in the log" "$(cat "$work/log")" "fil d’exécution"
    is "$n threads refused: all is counted" "$(reopened)" 10
done
refuse REFUSE_MAPS=1
is 'a mapping refused: it ends well' "$status" 0
holds 'a mapping refused: it is in the log' "$(cat "$work/log")" 'projeté'
is 'a mapping refused: all is counted' "$(reopened)" 10

# Each piece of memory once: all of them with --long, else every 61st, from a random one.
refuse REFUSE_COUNT=1
pieces=$(sed -n 's/^pieces //p' "$work/log")
step=61 from=$((RANDOM % 61 + 1))
[ "${1:-}" = --long ] && step=1 from=1
tried=0 bad=
for ((k = from; k <= pieces; k += step)); do
    refuse REFUSE_MEMORY=$k
    tried=$((tried + 1))
    if [ "$status" -ge 124 ]; then
        [ "$status" = 134 ] && grep -q 'out of memory' "$work/log" || bad="$bad $k: ended by $((status - 128));"
    elif [ "$(asides "$work/data")" != 0 ]; then
        bad="$bad $k: set aside;"
    elif [ "$status" != 0 ] && ! grep -q refused "$work/said"; then
        bad="$bad $k: $status without a word;"
    elif [ "$status" = 0 ] && [ "$(reopened)" != 10 ]; then
        bad="$bad $k: $(total "$work/data") counted;"
    fi
done
[ -z "$bad" ] && ok "$tried of $pieces pieces of memory refused" || not_ok 'a piece of memory refused' "$bad"
finish

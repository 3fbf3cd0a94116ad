#!/bin/bash
# run.sh LABEL=COMMAND...: runs the commands, as many at a time as there are cores, tells of each in the
# order given, shows what it printed only if it failed, and closes with `N passed, N failed`. LABEL!=COMMAND
# needs the machine for itself: it runs after the others, alone. A cmocka program counts its tests, a script
# the figures of its own last line, anything else counts as one.
#
# $ONLY: only the tests whose label contains it. $JOBS: how many at a time.
set -um # each command in a process group of its own: it is ended whole
jobs=${JOBS:-$(nproc)}
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES SANITIZE T # a test that calls make means its own
labels=() commands=() together=() alone=()
for entry; do
    label=${entry%%=*}
    [[ ${label%!} == *"${ONLY:-}"* ]] || continue
    if [[ $label == *! ]]; then alone+=(${#labels[@]}); else together+=(${#labels[@]}); fi
    labels+=("${label%!}") commands+=("${entry#*=}")
done
if [ ${#labels[@]} = 0 ]; then
    echo "No test has « ${ONLY:-} » in its name." >&2
    exit 2
fi

passed=0 failed=0 skipped=0
declare -A running=() began=() status=() took=()
work=$(mktemp -d) || exit 1
clean_up() {
    local pid
    for pid in "${!running[@]}"; do kill -TERM -- "-$pid" 2> /dev/null; done
    wait
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

start() { # I
    bash -c "${commands[$1]}" > "$work/$1" 2>&1 < /dev/null &
    running[$!]=$1 began[$1]=$SECONDS
}

tell() { # I
    local log=$work/$1 good bad skip
    read -r good bad skip < <(awk '
        /^\[  PASSED  \]/ { good += $4 }
        /^\[  FAILED  \] [0-9]+ test/ { bad += $4 }
        /^\[  SKIPPED \] [0-9]+ test/ { skip += $4 }
        /^[0-9]+ passed, [0-9]+ failed/ { good += $1; bad += $3; skip += $5 }
        END { print good + 0, bad + 0, skip + 0 }' "$log")
    if [ $((good + bad)) = 0 ]; then
        [ "${status[$1]}" = 0 ] && good=1 || bad=1
    fi
    [ "${status[$1]}" != 0 ] && [ "$bad" = 0 ] && bad=1
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skip))
    printf '%-36s %4d passed%s%s  %ds\n' "${labels[$1]}" "$good" \
        "$([ "$bad" = 0 ] || echo ", $bad FAILED")" "$([ "$skip" = 0 ] || echo ", $skip skipped")" "${took[$1]}"
    if [ "$bad" != 0 ]; then
        echo "--- ${commands[$1]}"
        tail -c 6000 "$log"
        echo "---"
    elif [ "$skip" != 0 ]; then
        grep -iE 'skip' "$log" | head -5
    fi
}

told=0
wait_for_one() { # then tells of those whose turn has come
    local pid i result
    wait -n -p pid
    result=$?
    i=${running[$pid]}
    unset "running[$pid]"
    status[$i]=$result took[$i]=$((SECONDS - ${began[$i]}))
    while [ -n "${status[$told]:-}" ]; do
        tell $told
        told=$((told + 1))
    done
}

for i in "${together[@]}"; do
    [ ${#running[@]} -lt "$jobs" ] || wait_for_one
    start "$i"
done
while [ ${#running[@]} -gt 0 ]; do wait_for_one; done
for i in "${alone[@]}"; do
    start "$i"
    wait_for_one
done
echo
if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]

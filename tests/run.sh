#!/bin/bash
# run.sh LABEL=COMMAND...: runs each command, shows what it printed only if it failed, and closes with
# `N passed, N failed`. A cmocka program counts its tests, a script the figures of its own last line,
# anything else counts as one.
set -u
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for entry in "$@"; do
    label=${entry%%=*} command=${entry#*=} start=$SECONDS
    bash -c "$command" > "$log" 2>&1 < /dev/null
    status=$?
    read -r good bad skip < <(awk '
        /^\[  PASSED  \]/ { good += $4 }
        /^\[  FAILED  \] [0-9]+ test/ { bad += $4 }
        /^\[  SKIPPED \] [0-9]+ test/ { skip += $4 }
        /^[0-9]+ passed, [0-9]+ failed/ { good += $1; bad += $3; skip += $5 }
        END { print good + 0, bad + 0, skip + 0 }' "$log")
    if [ $((good + bad)) = 0 ]; then
        [ $status = 0 ] && good=1 || bad=1
    fi
    [ $status != 0 ] && [ "$bad" = 0 ] && bad=1
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skip))
    printf '%-28s %4d passed%s%s  %ds\n' "$label" "$good" \
        "$([ "$bad" = 0 ] || echo ", $bad FAILED")" "$([ "$skip" = 0 ] || echo ", $skip skipped")" $((SECONDS - start))
    if [ "$bad" != 0 ]; then
        echo "--- $command"
        tail -c 6000 "$log"
        echo "---"
    elif [ "$skip" != 0 ]; then
        grep -iE 'skip' "$log" | head -5
    fi
done
echo
if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]

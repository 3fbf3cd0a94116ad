#!/bin/sh
# Pulls the plug: a kiosk counts on a loop-mounted ext4, is stopped, and what the disk then holds
# (not the page cache) is mounted as a copy and opened again. Needs root. Not part of `make test`.
# Usage: powercut.sh PROGRAM [ROUNDS]; PROGRAM is powercut.c built with base and store.
set -eu
program=$1 rounds=${2:-12} bad=0
work=$(mktemp -d)
trap 'umount "$work/m" "$work/n" 2>/dev/null || :; rm -rf "$work"' EXIT
mkdir "$work/m" "$work/n"
for round in $(seq "$rounds"); do
    truncate -s 32M "$work/p.img"
    mkfs.ext4 -q -F "$work/p.img"
    mount -o loop "$work/p.img" "$work/m"
    "$program" "$work/m" >"$work/acks" &
    child=$!
    sleep "$(awk -v r="$round" 'BEGIN { srand(); print 0.7 + rand() * 1.8 + r % 3 / 10 }')"
    kill -STOP $child
    cp "$work/p.img" "$work/q.img"
    kill -KILL $child
    wait $child 2>/dev/null || :
    mount -o loop "$work/q.img" "$work/n"
    found=$("$program" "$work/n" total)
    umount "$work/n" "$work/m"
    rm -f "$work/p.img" "$work/q.img"
    # Returned by the end, and returned a second before it.
    set -- $(awk '{ ms[NR] = $1; n[NR] = $2 } END { for (i = NR; i > 1 && ms[NR] - ms[i] < 1000; i--);
        print n[NR], (ms[NR] - ms[i] < 1000 ? 0 : n[i]) }' "$work/acks")
    verdict=ok
    if [ "$found" -lt "$2" ] || [ "$found" -gt $(($1 + 1)) ]; then
        verdict=BAD bad=1
    fi
    echo "round $round: $1 counted, $2 a second before, $found on the disk: $verdict"
done
exit $bad

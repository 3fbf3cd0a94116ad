#!/bin/bash
# interrupt.sh BORNE [ROUNDS]: exports broken off at random instants: killed (SIGKILL), the stick taken
# away (its folder renamed), the stick full before or filled meanwhile. After each: no folder under a
# final name that is not whole, nothing else on the stick changed, the counts of the kiosk untouched;
# then an export left alone succeeds. SEED=N plays the same instants again, as far as a machine can.
#
# A third of the instants are a number of turns of a loop from the start of the program; the rest are
# system calls of the writing, drawn by lot, at which strace has the export killed or stopped.
set -euo pipefail
borne=$(realpath "$1") rounds=${2:-60}
# shellcheck source=tests/stick/common.sh
. "$(dirname "$0")/common.sh"
seed=${SEED:-$(date +%N)}
RANDOM=$((10#$seed % 32768))
data=$work/data disk=$work/disk small=$work/small
declare -A hits=([before]=0 [during]=0 [after]=0)

make_data "$data" 2000 <<< "INSERT INTO stand VALUES ('s', 'k', 'Interruptions', '', 'stand', $(date +%s), NULL);"
mkdir -p "$disk/Photos"
for i in 1 2 3; do head -c 30000 /dev/urandom > "$disk/Photos/$i.jpg"; done
if [ "$mounting" ]; then
    stick_mount "$small" -t tmpfs -o size=4m tmpfs
    cp -a "$disk/Photos" "$small"
else
    skip 'sticks that are full: mounting is not allowed here'
fi

export_to() { "$borne" export "$1" --data "$data" > "$work/out" 2> "$work/err"; }
sums() { (cd "$1" && find . -path './borne-2*' -prune -o ! -name ballast -type f -print0 | sort -z | xargs -0 sha256sum); }
random() { echo $(((RANDOM * 32768 + RANDOM) % ($1 + 1))); } # 0 to $1

writing() { compgen -G "$1/*.partiel" > /dev/null; } # STICK
# One left alone: what every other is compared with, and how many turns it takes.
turns=0
begin "$disk"
while runs; do turns=$((turns + 1)); done
end
if [ "$status" != 0 ]; then cat "$work/out" "$work/err"; exit 1; fi
good=$work/good
mv "$disk/$(finals "$disk")" "$good"
source_sum=$(sqlite3 -readonly "$data/counts.db" .dump | sha256sum)
cp "$data/counts.db" "$work/source.db"
sound() { # FILE: good, and row for row the counts of the kiosk
    [ "$(sqlite3 -readonly "$1" 'PRAGMA integrity_check')" = ok ] &&
        [ "$(sqlite3 -readonly "$1" .dump | sha256sum)" = "$source_sum" ]
}
sound "$good/counts.db" || not_ok 'the first export differs'
others=$(sums "$disk")
need=$(du -sB1 "$good" | cut -f 1)

# check STICK WHAT: everything that must hold whatever happened
check() {
    local name at bad=
    for name in $(finals "$1"); do
        at=$1/$name
        [ "$(cd "$at" && echo *)" = 'bilan.csv bilan.html counts.db' ] || bad="$name holds $(cd "$at" && echo *)"
        cmp -s "$at/bilan.csv" "$good/bilan.csv" || bad="$name/bilan.csv differs"
        [ "$(tail -c 8 "$at/bilan.html")" = '</html>' ] || bad="$name/bilan.html is cut" # it tells when it was made
        cmp -s "$at/counts.db" "$good/counts.db" || sound "$at/counts.db" || bad="$name/counts.db is damaged or differs"
    done
    [ "$(sums "$1")" = "$others" ] || bad='something else on the stick changed'
    cmp -s "$data/counts.db" "$work/source.db" || sound "$data/counts.db" || bad='the counts of the kiosk changed'
    if [ -z "$bad" ]; then ok; else not_ok "round $round, $2: $bad"; fi
}

# told STATUS STICK FINALS-BEFORE: a success was said exactly if a whole folder is there
told() {
    if [ "$1" = 0 ] && [ "$(finals "$2" | wc -l)" != $(($3 + 1)) ]; then
        not_ok "round $round: success was said of nothing: $(cat "$work/out")"
    fi
}

# The writing, in its order; write is also what puts the private copy into TMPDIR.
calls=(mkdirat:1 flock:1 fstatfs:1 write:2 fsync:1 fadvise64:1 write:3 fsync:2 fadvise64:2 write:4
    fsync:3 fadvise64:3 fsync:4 renameat2:1 fsync:5 syncfs:1)

# begin_broken STICK SIGNAL: begins an export and comes back at a random instant of it; with SIGKILL
# it is dead then, with SIGSTOP it may have been stopped.
begin_broken() {
    local i n=0 call
    if [ "$tracing" ] && [ $((RANDOM % 3)) != 0 ]; then
        call=${calls[$(random $((${#calls[@]} - 1)))]}
        begin "$1" "${call%:*}" "$2" "${call#*:}"
        if [ "$2" = SIGSTOP ]; then until_stopped; else wait "$pid" || true; fi
    else
        begin "$1"
        n=$(random "$turns")
        for ((i = 0; i < n; i++)); do runs || break; done
        if [ "$2" = SIGKILL ]; then kill -KILL "$pid" || true; fi
    fi
}

note() { # STICK FINALS-BEFORE: where the instant fell
    local where=before
    if writing "$1"; then where=during; fi
    if [ "$(finals "$1" | wc -l)" -gt "$2" ]; then where=after; fi
    hits[$where]=$((hits[$where] + 1))
}

round_kill() {
    begin_broken "$disk" SIGKILL
    end
    note "$disk" 0
    check "$disk" 'killed'
}

round_away() {
    begin_broken "$disk" SIGSTOP
    mv "$disk" "$work/away"
    note "$work/away" 0
    end
    if [ -e "$disk" ]; then not_ok "round $round: a folder was made where the stick had been"; rm -rf "$disk"; fi
    mv "$work/away" "$disk"
    check "$disk" 'taken away'
    told "$status" "$disk" 0
}

# Full from the start, or filled at a random instant by somebody else's copy.
round_full() {
    local room=$((4 * 1024 * 1024 - 131072 - $(random $((need * 13 / 10)))))
    if [ $((RANDOM % 2)) = 0 ]; then
        head -c $room /dev/zero > "$small/ballast"
        begin "$small"
    else
        begin_broken "$small" SIGSTOP
        head -c 4194304 /dev/zero > "$small/ballast" || true
    fi
    end
    check "$small" 'full'
    told "$status" "$small" 0
    if [ $status = 0 ]; then filled=$((filled + 1)); else refused=$((refused + 1)); fi
    rm -f "$small/ballast"
}

filled=0 refused=0
for ((round = 1; round <= rounds; round++)); do
    case $((round % 3)) in
    0) stick=$disk && round_kill ;;
    1) stick=$disk && round_away ;;
    2) [ "$mounting" ] || continue && stick=$small && round_full ;;
    esac
    status=0
    export_to "$stick" || status=$?
    if [ $status != 0 ]; then not_ok "round $round: the next export failed: $(cat "$work/out" "$work/err")"; fi
    if writing "$stick"; then not_ok "round $round: a .partiel is left: $(ls "$stick")"; fi
    check "$stick" 'the next export'
    rm -rf "$stick"/borne-2*
done
[ -z "$(ls -A "$TMPDIR")" ] || not_ok "left in TMPDIR: $(ls -A "$TMPDIR")"
echo "seed $seed, $rounds rounds; killed or taken away before the writing ${hits[before]}, during ${hits[during]}," \
    "after ${hits[after]}; filled: refused $refused, done in time $filled"
finish

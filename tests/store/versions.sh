#!/bin/bash
# versions.sh: programs of different versions take turns on one folder of counts, and one folder is
# copied to several machines; each time the kiosk's id and every count are looked for. The later
# version is built here: a copy of the sources whose schema has columns more. BORNE and BILAN name
# the programs, BUILD where they were built.
set -u
unset MAKEFLAGS MFLAGS MAKELEVEL # of the make that runs the tests
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root" || exit 1
built=${BUILD:-build}
borne=${BORNE:-build/borne} bilan=${BILAN:-build/bilan}
case $borne in /*) ;; *) borne=$PWD/$borne ;; esac
case $bilan in /*) ;; *) bilan=$PWD/$bilan ;; esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=
is() { # WHAT WANTED FOUND
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $1: <$3>, not <$2>"; fi
}
printf 'tap "Touchez l’écran pour commencer"\ntap "J’ai terminé"\n' > "$work/one.visit"
# visit PROGRAM DATA [BEFORE...]: one visit is counted
visit() {
    local program=$1 data=$2
    shift 2
    "$@" "$program" play "$work/one.visit" --content slides --data "$data" 2> "$work/log" ||
        is "a visit into $(basename "$data")" 0 "$? $(tail -n 1 "$work/log")"
}
sql() { sqlite3 "$1/counts.db" "$2"; }
visits="SELECT sum(n) FROM tally WHERE counter = 'visit.started'"

# --- a later version, then this one, then the later one ---

mkdir "$work/later"
git ls-files -co --exclude-standard -- Makefile src tests/*.mk tests/*/*.mk tests/unit slides assets |
    tar -cf - -T - 2> /dev/null | tar -xf - -C "$work/later"
mkdir -p "$work/later/$built"
[ ! -d "$built/obj" ] || cp -a "$built/obj" "$work/later/$built/" # what is not touched is not built again
sed -i 's/SCHEMA_VERSION = 2/SCHEMA_VERSION = 3/' "$work/later/src/store/schema.h"
sed -i 's/^    {"stand", "site", "TEXT"},/&\n    {"kiosk", "mood", "TEXT"}, {"tally", "weight", "INTEGER"},/' "$work/later/src/store/schema.c"
case $built in *san*) sanitize=SANITIZE=1 ;; *) sanitize= ;; esac
make -C "$work/later" -j2 $sanitize "$built/borne" > "$work/make.log" 2>&1 ||
    { tail -n 5 "$work/make.log"; echo "versions: the later version was not built"; exit 1; }
later=$work/later/$built/borne

data=$work/data
visit "$borne" "$data"
is 'the version of this program' 2 "$(sql "$data" 'PRAGMA user_version')"
kiosk=$(sql "$data" 'SELECT id FROM kiosk')
n=1
for program in "$later" "$borne" "$borne" "$later" "$borne"; do
    visit "$program" "$data"
    n=$((n + 1))
    is "visits, turn $n" $n "$(sql "$data" "$visits")"
    is "the kiosk, turn $n" "$kiosk" "$(sql "$data" 'SELECT group_concat(id) FROM kiosk')"
    is "the version, turn $n" 3 "$(sql "$data" 'PRAGMA user_version')"
    is "set aside, turn $n" '' "$(find "$data" -name '*aside*')"
done
is 'a column of the later version is there' 1 "$(sql "$data" "SELECT count(*) FROM pragma_table_info('kiosk') WHERE name = 'mood'")"
"$bilan" show --json "$data/counts.db" > "$work/json" 2> "$work/log"
is 'bilan reads the later version' "0 $n" "$? $(sqlite3 :memory: "SELECT json_extract(readfile('$work/json'), '\$.totals.kiosk[0].total')")"

# --- one folder, three machines ---

# on DIGIT COMMAND...: in a machine of that id
on() {
    local id
    id=$(printf "%32s" '' | tr ' ' "$1")
    shift
    echo "$id" > "$work/id"
    # shellcheck disable=SC2016
    unshare -m sh -c 'mount --bind "$0" /etc/machine-id && exec "$@"' "$work/id" "$@"
}
if [ "$(id -u)" = 0 ] && [ -f /etc/machine-id ] && on 9 true 2> "$work/log"; then
    image=$work/image
    visit "$borne" "$image" on 0
    visit "$borne" "$image" on 0
    is 'one machine, one kiosk' 1 "$(sql "$image" 'SELECT count(*) FROM kiosk')"
    mkdir "$work/pulls"
    for machine in 0 1 2; do
        cp -a "$image" "$work/copy$machine"
        for ((turn = 0; turn <= machine; turn++)); do visit "$borne" "$work/copy$machine" on "$machine"; done
        cp "$work/copy$machine/counts.db" "$work/pulls/$machine.db"
    done
    is 'its own machine: no new kiosk' 1 "$(sql "$work/copy0" 'SELECT count(*) FROM kiosk')"
    is 'another machine: the old kiosk as it was' "2 3" "$(sql "$work/copy2" "SELECT group_concat(n, ' ') FROM
        (SELECT sum(n) n FROM tally t JOIN stand s ON t.stand_id = s.id WHERE counter = 'visit.started'
         GROUP BY kiosk_id ORDER BY 1)")"
    "$bilan" merge -o "$work/all.db" "$work/pulls" 2> "$work/log"
    is 'merged: the status' 0 "$?"
    is 'merged: the sum' 8 "$(sqlite3 "$work/all.db" "$visits")"
    is 'merged: three kiosks' 3 "$(sqlite3 "$work/all.db" 'SELECT count(*) FROM kiosk')"
else
    skipped="; three machines: skipped, a mount of one's own needs root"
fi

echo "$passed passed, $failed failed$skipped"
[ "$failed" = 0 ]

#!/bin/bash
# merge.sh [KIOSKS] [ROWS_PER_HOUR]: bilan beside the sqlite3 shell on databases of a year of ten-hour
# days. Compares the totals, and unless CHECK=totals the times (user and system seconds: other
# programs on the machine do not count) and the memory:
#   - bilan merge: at most 1.5 times the shell's INSERT ... SELECT of the same rows (medians of three
#     turns each, one after the other)
#   - its peak memory with 100 kiosks and with all of them: less than 20 % apart
#   - bilan export -o x.html of the merged file: at most twice one GROUP BY in that shell; under 1 MB
# BILAN names the program. Works in $TMPDIR (about 3 MB a kiosk) and leaves nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
bilan=${BILAN:-build/bilan} kiosks=${1:-1000} per_hour=${2:-2}
case $bilan in /*) ;; *) bilan=$PWD/$bilan ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
passed=0 failed=0

check() { # WHAT CONDITION, an awk expression
    if awk "BEGIN { exit !($2) }"; then
        passed=$((passed + 1)); echo "ok $1: $2"
    else
        failed=$((failed + 1)); echo "not ok $1: $2"
    fi
}

tables="CREATE TABLE NAME.kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT,
  departement TEXT, program TEXT, content TEXT, keep_months INTEGER);
CREATE TABLE NAME.stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,
  opened_at INTEGER, closed_at INTEGER, region TEXT, departement TEXT, site TEXT);
CREATE TABLE NAME.tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT, n INTEGER,
  PRIMARY KEY (stand_id, hour, origin, counter, item));
PRAGMA NAME.user_version = 2;"

# The next id into $id: random, the same at each run.
RANDOM=4
make_id() {
    printf -v id '%04x%04x-%04x-4%03x-8%03x-%04x%04x%04x' $((RANDOM * 2)) $RANDOM $RANDOM \
        $((RANDOM & 0xfff)) $((RANDOM & 0xfff)) $RANDOM $RANDOM $RANDOM
}

# Kiosk $1 from 2025-01-01 09:00 in Paris; the first day of each thirty is a stand's.
kiosk_sql() {
    local k m stands case=''
    make_id; k=$id
    local place="'Bretagne', '35', 'CHU'"
    stands="('$k', '$k', 'Borne $1', 'CHU', 'affichage', 1735718400, NULL, $place)"
    for m in 0 1 2 3 4 5 6 7 8 9 10 11; do
        make_id
        stands+=", ('$id', '$k', 'Stand $m', 'CHU', 'stand', 1735718400 + $m * 2592000, 1735754400 + $m * 2592000, $place)"
        case+=" WHEN $m THEN '$id'"
    done
    echo "ATTACH 'kiosks/$((10000 + $1)).db' AS pull; PRAGMA pull.synchronous = OFF; PRAGMA pull.journal_mode = OFF;
${tables//NAME/pull}
BEGIN;
INSERT INTO pull.kiosk VALUES ('$k', 'Borne $1', 'CHU', 'Bretagne', 'Europe/Paris', '35', '1.0.0', '2026.11, 2026-11-21', 13);
INSERT INTO pull.stand VALUES $stands;
WITH RECURSIVE d(d) AS (SELECT 0 UNION ALL SELECT d + 1 FROM d WHERE d < 364),
  h(h) AS (SELECT 0 UNION ALL SELECT h + 1 FROM h WHERE h < 9),
  c(c) AS (SELECT 0 UNION ALL SELECT c + 1 FROM c WHERE c < $per_hour - 1)
INSERT INTO pull.tally SELECT CASE WHEN d % 30 = 0 THEN CASE d / 30 $case ELSE '$k' END ELSE '$k' END,
  1735718400 + d * 86400 + h * 3600, 'kiosk',
  CASE c % 3 WHEN 0 THEN 'visit.started' WHEN 1 THEN 'slide.shown' ELSE 'faq.opened' END,
  CASE c WHEN 0 THEN '' ELSE 'item-' || c END, 1 + (d * 7 + h * 3 + c + $1) % 40 FROM d, h, c;
COMMIT; DETACH pull;"
}

shell_sql() {
    echo "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; ${tables//NAME/main}"
    for ((i = 0; i < kiosks; i++)); do
        echo "ATTACH 'kiosks/$((10000 + i)).db' AS pull; BEGIN;
INSERT INTO kiosk SELECT * FROM pull.kiosk; INSERT INTO stand SELECT * FROM pull.stand;
INSERT INTO tally SELECT * FROM pull.tally WHERE true
  ON CONFLICT(stand_id, hour, origin, counter, item) DO UPDATE SET n = excluded.n WHERE excluded.n > n;
COMMIT; DETACH pull;"
    done
}

# measured NAME COMMAND...: its seconds into NAME.s, its peak memory in kB into NAME.kb
measured() {
    local name=$1; shift
    /usr/bin/time -o "$name.time" -f '%U %S %M %e' "$@"
    awk -v n="$name" '{ printf "%.2f\n", $1 + $2 > (n ".s"); print $3 > (n ".kb")
        printf "%s: %.2f s of processor, %s s in all, %d kB\n", n, $1 + $2, $4, $3 }' "$name.time" >&2
}

mkdir kiosks
echo "making $kiosks kiosks"
for ((i = 0; i < kiosks; i++)); do kiosk_sql "$i"; done > make.sql
sqlite3 :memory: < make.sql > made
shell_sql > shell.sql
group='SELECT counter, item, sum(n) FROM tally GROUP BY counter, item ORDER BY 1, 2'

if [ "${CHECK:-}" = totals ]; then
    sqlite3 shell.db < shell.sql > made
    "$bilan" merge -o all.db kiosks
    "$bilan" export -o x.html all.db
    "$bilan" show --json all.db > x.json
else
    cat kiosks/*.db | wc -c >&2 # read once: neither side pays for a cold disk
    for turn in 1 2 3; do
        rm -f shell.db all.db
        measured shell$turn sqlite3 shell.db < shell.sql > made
        measured merge$turn "$bilan" merge -o all.db kiosks
    done
    for side in shell merge; do
        for of in s kb; do cat $side[123].$of | sort -n | sed -n 2p > $side.$of; done
    done
    check 'merge against the shell' "$(cat merge.s) <= 1.5 * $(cat shell.s)"
    if [ "$kiosks" -gt 100 ]; then
        mkdir some
        for ((i = 0; i < 100; i++)); do ln "kiosks/$((10000 + i)).db" some/; done
        measured some "$bilan" merge -o some.db some
        check 'memory stays flat' "$(cat merge.kb) < 1.2 * $(cat some.kb)"
        rm -f some.db
    fi
    measured group sqlite3 all.db "$group" > grouped
    measured export "$bilan" export -o x.html all.db
    check 'html against one GROUP BY' "$(cat export.s) <= 2 * $(cat group.s)"
    check 'html under 1 MB' "$(wc -c < x.html) < 1000000"
    "$bilan" show --json --stand 'Stand 3' all.db > x.json
fi
same=$(sqlite3 all.db "ATTACH 'shell.db' AS shell;
    SELECT (SELECT count(*) FROM main.tally) = (SELECT count(*) FROM shell.tally)
      AND NOT EXISTS (SELECT * FROM main.tally EXCEPT SELECT * FROM shell.tally)
      AND NOT EXISTS (SELECT * FROM main.stand EXCEPT SELECT * FROM shell.stand)
      AND NOT EXISTS (SELECT * FROM main.kiosk EXCEPT SELECT * FROM shell.kiosk)")
check 'the same rows as the shell' "$same == 1"
where=$([ "${CHECK:-}" = totals ] || echo "WHERE stand_id IN (SELECT id FROM stand WHERE name = 'Stand 3')")
told=$(sqlite3 :memory: "SELECT sum(json_extract(value, '\$.total'))
    FROM json_each((SELECT readfile('x.json')), '\$.totals.kiosk')")
check 'totals as SQL has them' "$told == $(sqlite3 shell.db "SELECT sum(n) FROM tally $where")"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

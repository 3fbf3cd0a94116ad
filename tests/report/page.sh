#!/bin/bash
# The html report as a browser shows it: laptop, phone, 200 % and A4; axe-core's every rule (best
# practices and contrast of 7:1 too); by keyboard; and its figures against SQL over the same rows.
#
#     tests/report/page.sh [BILAN]         default: build/bilan
#
# Uses chromium, node, poppler-utils; axe-core and puppeteer-core come from npm into BUILD/npm, once
# (BUILD: build). KEEP=FOLDER keeps the pages, the screenshots and the PDFs.
set -euo pipefail
cd "$(dirname "$0")/../.."
bilan=$(realpath "${1:-build/bilan}")
here=$PWD/tests/report
modules=$(realpath -m "${BUILD:-build}/npm")
for tool in chromium pdfinfo sqlite3; do
    command -v $tool >/dev/null || { echo "page: $tool is missing (chromium poppler-utils sqlite3)"; exit 1; }
done
# Debian's npm brings three hundred packages: not for a bare machine's sake.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "SKIP: node and npm are missing, so no axe-core: apt-get install nodejs npm"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
if [ ! -d "$modules/node_modules/axe-core" ] || [ ! -d "$modules/node_modules/puppeteer-core" ]; then
    if ! npm install --no-audit --no-fund --silent --prefix "$modules" axe-core@4 puppeteer-core >/dev/null; then
        rm -rf "$modules"
        echo "SKIP: npm cannot fetch axe-core and puppeteer-core into $modules: no network?"
        echo "0 passed, 0 failed, 1 skipped"
        exit 0
    fi
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
CHROMIUM=$(command -v chromium)
export CHROMIUM
mkdir pulls shots
passed=0 failed=0

ok() { passed=$((passed + 1)); }
fail() {
    echo "page: $*" >&2
    failed=$((failed + 1))
}
# same WHAT EXPECTED ACTUAL
same() { if [ "$2" = "$3" ]; then ok; else fail "$1: expected <$2>, got <$3>"; fi; }

# --- the counts: many kiosks over many days, names that bite -------------------------------------
# make FILE SQL
make() {
    sqlite3 "$1" "PRAGMA user_version = 1; PRAGMA journal_mode = off; BEGIN;
        CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);
        CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,
                           opened_at INTEGER, closed_at INTEGER);
        CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,
                           n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));
        $2; COMMIT;" >/dev/null
}
start=1795248000 # 2026-11-21 09:00 in Paris

# fill KIOSKS DAYS: as many stands as kiosks, each on one of the days
fill() {
    echo "
    CREATE TEMP TABLE i AS WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < $1 - 1)
        SELECT x FROM i;
    CREATE TEMP TABLE kind(origin, counter, item, most);
    INSERT INTO kind VALUES
        ('kiosk', 'visit.started', '', 40), ('kiosk', 'visit.engaged', '', 25),
        ('kiosk', 'visit.finished', '2-5min', 9), ('kiosk', 'visit.left', '0-30s', 9),
        ('kiosk', 'mission.started', 'allergie', 20), ('kiosk', 'mission.step', 'allergie/1', 20),
        ('kiosk', 'mission.step', 'allergie/2', 15), ('kiosk', 'mission.left', 'allergie/2', 8),
        ('kiosk', 'mission.finished', 'allergie', 9), ('kiosk', 'mission.started', '<b>\"x\"', 3),
        ('kiosk', 'link.shown', 'site', 12), ('kiosk', 'link.kept', 'site', 6),
        ('kiosk', 'faq.opened', 'arnaque', 11), ('kiosk', 'faq.opened', 'prix', 7),
        ('kiosk', 'quiz.right', 'prix', 9), ('kiosk', 'quiz.wrong', 'prix', 4),
        ('kiosk', 'quiz.unsure', 'prix', 2), ('kiosk', 'slide.opened', 'carnet', 12),
        ('kiosk', 'language.chosen', 'ar', 3), ('kiosk', 'comfort.used', 'text', 8),
        ('staff', 'people.met', '', 25), ('staff', 'accounts.activated', '', 4),
        ('staff', 'flyers.given', '', 9), ('staff', 'question.heard', 'piratage', 7);
    INSERT INTO kiosk SELECT 'k-' || x, 'Borne ' || x, 'Hall', CASE x % 3 WHEN 0 THEN 'Bretagne'
        WHEN 1 THEN 'La Réunion' ELSE '<script>alert(1)</script>' END, 'Europe/Paris' FROM i;
    INSERT INTO stand SELECT 's-' || x, 'k-' || x, CASE x % 4 WHEN 0 THEN 'Forum <b>\"santé\"</b>'
        WHEN 1 THEN 'مستشفى النور' ELSE 'Hall ' || x END, 'CHU de Saint-Exemple', 'stand',
        $start + x % $2 * 86400, $start + x % $2 * 86400 + 5 * 3600 FROM i;
    INSERT INTO tally SELECT 's-' || x, $start + x % $2 * 86400 + h * 3600, origin, counter, item,
        1 + (x * 31 + h * 17 + length(counter || item) * 7) % most
        FROM i, kind, (SELECT 0 AS h UNION SELECT 1 UNION SELECT 2 UNION SELECT 4)"
}
mkdir many one
make many/all.db "$(fill 24 14)"
make one/one.db "
    INSERT INTO kiosk VALUES ('k', 'Borne 1', '', 'Bretagne', 'Europe/Paris');
    INSERT INTO stand VALUES ('s', 'k', 'Accueil', 'CHU', 'atelier', $start, NULL);
    INSERT INTO tally VALUES ('s', $start, 'kiosk', 'visit.started', '', 3),
        ('s', $start, 'staff', 'people.met', '', 7)"
mkdir thousand
make thousand/all.db "$(fill 1000 390)"

# page NAME ARGUMENT...: the report, held against a browser and against SQL
page() {
    local name=$1
    shift
    "$bilan" export -o "$name.html" "$@" 2>err || fail "$name: $(cat err)"
    size=$(stat -c %s "$name.html")
    if [ "$size" -lt 1000000 ]; then ok; else fail "$name.html takes $size bytes"; fi
    same "$name: scripts and addresses" 0 "$(grep -ciE '<script|(src|href)="?https?:' "$name.html")"
    node "$here/page.js" "$modules/node_modules" "$name.html" shots >found || fail "$name: page.js failed"
    if grep '^problem' found >problems; then fail "$name: $(head -n 8 problems)"; else ok; fi
    same "$name: ways it was audited" 4 "$(grep -c '^axe' found || true)"
    pages=$(pdfinfo "shots/$name.pdf" | sed -n 's/^Pages: *//p')
    if [ "$pages" -gt 0 ]; then ok; else fail "$name: an empty PDF"; fi
    same "$name: paper" A4 "$(pdfinfo "shots/$name.pdf" | grep -o A4 || true)"
    echo "  $name: $size bytes, $pages pages, $(grep -c '^axe' found || true) audits"
}

# sums DB: actions, people met, accounts, visits, as plain SQL has them
sums() {
    sqlite3 -separator ' ' "$1" "SELECT (SELECT count(*) FROM stand),
        coalesce(sum(n) FILTER (WHERE counter = 'people.met'), 0),
        coalesce(sum(n) FILTER (WHERE counter = 'accounts.activated'), 0),
        coalesce(sum(n) FILTER (WHERE counter = 'visit.started'), 0) FROM tally"
}
figures() { sed -n 's/^figures\t//p' found; }

page many many
same 'many: headline figures' "$(sums many/all.db)" "$(figures)"
pdftotext -layout shots/many.pdf many.txt
for words in "Ce que la borne a compté" "Ce que l’équipe a noté" "Étape" "Piratage" "20,6"; do
    if grep -qF "$words" many.txt; then ok; else fail "the PDF does not say $words"; fi
done
page one one
same 'one: headline figures' "$(sums one/one.db)" "$(figures)"
if grep -qF 'moins de 5' one.html; then ok; else fail 'one: a small hour is told'; fi
page none --stand Personne many
same 'none: headline figures' '0 0 0 0' "$(figures)"
page thousand thousand
same 'thousand: headline figures' "$(sums thousand/all.db)" "$(figures)"

if [ -n "${KEEP:-}" ]; then
    mkdir -p "$KEEP"
    cp ./*.html shots/* "$KEEP"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

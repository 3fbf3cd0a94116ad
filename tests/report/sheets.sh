#!/bin/bash
# The workbook and the csv as LibreOffice opens them, cell for cell against figures that plain SQL
# makes of the same rows.
#
#     tests/report/sheets.sh [BILAN]          default: build/bilan
set -euo pipefail
cd "$(dirname "$0")/../.."
bilan=$(realpath "${1:-build/bilan}")
command -v soffice >/dev/null || { echo "sheets: soffice is missing (libreoffice-calc-nogui)"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
passed=0 failed=0

ok() { passed=$((passed + 1)); }
fail() {
    echo "sheets: $*" >&2
    failed=$((failed + 1))
}
# same WHAT EXPECTED ACTUAL
same() { if [ "$2" = "$3" ]; then ok; else fail "$1: expected <$2>, got <$3>"; fi; }
# none WHAT FILE: the file of differences must be empty
none() { if [ -s "$2" ]; then fail "$1: $(head -n 6 "$2")"; else ok; fi; }

# office FILTER-ARGUMENT... FILE: into csv files, one a sheet, as the cells are shown
office() {
    LC_ALL=C.UTF-8 HOME=$work/home soffice --headless --convert-to \
        'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1' \
        --outdir shown "$@" >office.log 2>&1 || fail "soffice: $(cat office.log)"
}

# --- the counts: two kiosks, names that bite, an hour of 3 ---------------------------------------
day=1795248000 # 2026-11-21 09:00 in Paris, 12:00 in La Réunion
sqlite3 counts.db <<SQL
PRAGMA user_version = 1;
CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);
CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,
                   opened_at INTEGER, closed_at INTEGER);
CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT, n INTEGER,
                   PRIMARY KEY (stand_id, hour, origin, counter, item));
INSERT INTO kiosk VALUES
    ('k-a', '+cmd|x', 'CHU ; "Nord"', 'Bretagne', 'Europe/Paris'),
    ('k-b', '@borne œ', '', 'La Réunion', 'Indian/Reunion');
INSERT INTO stand VALUES
    ('s-1', 'k-a', '=1+1', '0012', 'stand', $day, $day + 4 * 3600),
    ('s-2', 'k-b', 'Ligne 1' || char(10) || 'ligne 2 ; "œ"', '-2+3', 'atelier', $day + 1800, NULL),
    ('s-3', 'k-a', 'Journée de la santé _x0041_ Saint-Exemple' || char(1) || '/2', char(9) || '=tab',
     'stand', 0, 0),
    ('k-a', 'k-a', '+cmd|x', '', 'affichage', $day - 86400, NULL);
CREATE TEMP TABLE kind(origin, counter, item, most);
INSERT INTO kind VALUES
    ('kiosk', 'visit.started', '', 90), ('kiosk', 'visit.engaged', '', 40),
    ('kiosk', 'mission.finished', '=2*3', 12), ('kiosk', 'faq.opened', 'prix', 9),
    ('kiosk', 'faq.opened', '-arnaque', 7), ('kiosk', 'comfort.used', 'text', 8),
    ('kiosk', 'test.futur', 'x;"y"', 3000), ('staff', 'people.met', '', 60),
    ('staff', 'accounts.activated', '', 11), ('staff', 'question.heard', 'piratage', 13);
WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 29)
INSERT INTO tally
    SELECT s.id, $day + 3600 * x + 3600 * 24 * (x / 10), origin, counter, item,
           1 + (x * x * 31 + most * 7 + unicode(substr(s.id, 3)) * 13) % most
    FROM stand s, i, kind WHERE (x + length(counter)) % 3 > 0;
INSERT OR REPLACE INTO tally VALUES
    ('s-1', $day, 'kiosk', 'visit.started', '', 3), ('s-1', $day, 'staff', 'people.met', '', 9),
    ('s-1', $day, 'staff', 'people.met', 'undone', 2);
SQL

# What every sheet is expected to say is made of this: one row a cell of the report.
cat >figures.sql <<'SQL'
ATTACH 'counts.db' AS counts;
CREATE TEMP TABLE label(counter, indicateur);
INSERT INTO label VALUES
    ('visit.started', 'Visites commencées'),
    ('visit.engaged', 'Visites avec au moins deux actions'),
    ('mission.finished', 'Missions terminées'), ('faq.opened', 'Questions ouvertes'),
    ('comfort.used', 'Réglages de confort utilisés'), ('test.futur', 'test.futur'),
    ('people.met', 'Personnes rencontrées'), ('accounts.activated', 'Comptes activés'),
    ('question.heard', 'Questions entendues');
CREATE TEMP TABLE title(item, detail);
INSERT INTO title VALUES ('text', 'text – Taille du texte'), ('piratage', 'piratage – Piratage');
CREATE TEMP TABLE cell AS
    SELECT s.id AS stand, s.name AS evenement, k.name AS borne, k.id AS kiosk,
           CASE origin WHEN 'staff' THEN 'équipe' ELSE 'borne' END AS origine, counter, indicateur,
           coalesce(detail, nullif(item, 'undone'), '') AS detail,
           hour + CASE k.id WHEN 'k-a' THEN 3600 ELSE 14400 END AS local,
           sum(CASE item WHEN 'undone' THEN -n ELSE n END) AS n
    FROM tally t JOIN stand s ON s.id = stand_id JOIN kiosk k ON k.id = kiosk_id
         JOIN label USING (counter) LEFT JOIN title USING (item)
    GROUP BY s.id, origin, counter, 8, hour;
CREATE TEMP TABLE ranked AS
    SELECT *, date(local, 'unixepoch') AS day, n < 5 AS small,
           sum(n < 5) OVER line AS smalls,
           row_number() OVER (PARTITION BY stand, origine, counter, detail, date(local, 'unixepoch'),
                              n < 5 ORDER BY n, local) AS place
    FROM cell
    WINDOW line AS (PARTITION BY stand, origine, counter, detail, date(local, 'unixepoch'));
CREATE TEMP TABLE shared AS
    SELECT *, CASE WHEN small OR (smalls = 1 AND place = 1) THEN 'moins de 5' ELSE n || '' END
              AS valeur
    FROM ranked;
-- A cell of the workbook is one line.
CREATE TEMP VIEW flat AS
    SELECT stand, replace(replace(evenement, char(10), ' '), char(1), ' ') AS evenement, borne,
           origine, counter, indicateur, detail, local, day, n, valeur FROM shared;
.mode csv
.separator ;
SQL

# compare WHAT FILE SKIP COLUMNS SELECT: rows of the csv file against those of the query
compare() {
    {
        cat figures.sql
        echo "CREATE TEMP TABLE actual($4);"
        echo ".import --skip $3 '$2' actual"
        echo ".mode list"
        echo "CREATE TEMP TABLE expected AS SELECT * FROM (SELECT * FROM actual LIMIT 0) UNION ALL $5;"
        echo "SELECT 'missing', * FROM (SELECT * FROM expected EXCEPT SELECT * FROM actual);"
        echo "SELECT 'unexpected', * FROM (SELECT * FROM actual EXCEPT SELECT * FROM expected);"
        echo "SELECT 'rows', (SELECT count(*) FROM expected), (SELECT count(*) FROM actual)
              WHERE (SELECT count(*) FROM expected) <> (SELECT count(*) FROM actual)
              OR (SELECT count(*) FROM expected) = 0;"
    } | sqlite3 :memory: >differences 2>&1
    none "$1" differences
}

"$bilan" export -o bilan.xlsx counts.db 2>err || fail "export xlsx: $(cat err)"
"$bilan" export -o bilan.csv counts.db 2>err || fail "export csv: $(cat err)"
office bilan.xlsx
for sheet in Synthèse Graphiques Stands Heures Compteurs; do
    if [ -s "shown/bilan-$sheet.csv" ]; then ok; else fail "no sheet $sheet"; : >"shown/bilan-$sheet.csv"; fi
done
same 'cells that print ###, or are a fault' '' "$(grep -hE '###|#[A-Z]+[!?]|Err:' shown/*.csv || true)"

# --- the workbook --------------------------------------------------------------------------------
# Thousands stand apart as the reader's language has it.
digits() { sed -i -E ':a;s/(^|;)(-?[0-9]{1,3}(,[0-9]{3})*),([0-9]{3})(;|$)/\1\2\4\5/;ta' "$1"; }
for file in shown/*.csv; do digits "$file"; done

compare Heures shown/bilan-Heures.csv 1 'stand, borne, jour, heure, origine, indicateur, detail, valeur' "
    SELECT evenement, borne, strftime('%d/%m/%Y', local, 'unixepoch'),
           strftime('%Hh', local, 'unixepoch'), origine, indicateur, detail, valeur FROM flat"
compare Compteurs shown/bilan-Compteurs.csv 1 'indicateur, detail, origine, total' "
    SELECT indicateur, detail, origine, sum(n) || '' FROM flat GROUP BY counter, detail, origine"

total() { echo "(SELECT coalesce(sum(n), 0) || '' FROM cell WHERE stand = s.id AND counter = '$1')"; }
moment() { echo "CASE WHEN coalesce($1, 0) = 0 THEN '' ELSE strftime('%d/%m/%Y %H:%M',
    $1 + CASE k.id WHEN 'k-a' THEN 3600 ELSE 14400 END, 'unixepoch') END"; }
compare Stands shown/bilan-Stands.csv 2 \
    'stand, structure, kind, borne, site, region, debut, fin, remarque, a, b, c, d, e, f, g, h, i' "
    SELECT replace(replace(s.name, char(10), ' '), char(1), ' '),
           replace(structure, char(9), ' '), kind, k.name, site, region, $(moment opened_at),
           $(moment closed_at),
           CASE WHEN s.id = k.id THEN 'hors stand : la borne seule' ELSE '' END,
           $(total visit.started), $(total visit.engaged), $(total mission.finished),
           $(total link.kept), $(total people.met), $(total accounts.activated),
           $(total apps.installed), $(total workshops.held), $(total workshops.people)
    FROM stand s JOIN kiosk k ON k.id = kiosk_id"

sum_of() { sqlite3 counts.db "SELECT sum(CASE item WHEN 'undone' THEN -n ELSE n END) FROM tally WHERE counter = '$1'"; }
row() { grep -m 1 "^$1" shown/bilan-Synthèse.csv || true; }
same actions 'Actions (stands ouverts par l’équipe);;3' "$(row Actions)"
same 'people met' "Personnes rencontrées;;$(sum_of people.met)" "$(row Personnes)"
same 'accounts' "Comptes activés;;$(sum_of accounts.activated)" "$(row Comptes)"
same 'visits' "Visites (premier toucher après un repos);$(sum_of visit.started);" "$(row 'Visites (')"
same 'a counter of the kiosk' "Questions ouvertes;$(sum_of faq.opened);" "$(row 'Questions ouv')"
same 'a counter of the staff' "Questions entendues;;$(sum_of question.heard)" "$(row 'Questions ent')"
same 'a counter of tomorrow' "test.futur;$(sum_of test.futur);" "$(row test.futur)"
same 'the first sheet' 1 "$(unzip -p bilan.xlsx xl/workbook.xml | grep -c '<sheets><sheet name="Synthèse"')"
same 'formulas' 0 "$(unzip -p bilan.xlsx 'xl/worksheets/*.xml' | grep -c '<f>' || true)"
same 'charts' 2 "$(unzip -l bilan.xlsx | grep -c 'xl/charts/chart')"
same 'an author' 0 "$(unzip -p bilan.xlsx docProps/core.xml | grep -cE '<dc:creator>[^<]|lastModifiedBy>[^<]' || true)"

# Both tables of the charts: hours of the day (all days together), then days.
sed -n '2,25p' shown/bilan-Graphiques.csv | cut -d ';' -f 1-3 >hours.csv
sed -n '/^Jour/,$p' shown/bilan-Graphiques.csv | cut -d ';' -f 1-3 >days.csv
# of_hour COUNTER: n of each hour, what the csv shows of it, how many cells it hides, and whether n
# tells of one: alone, or all of 1 or of 4
of_hour() { echo "
    SELECT h, coalesce(sum(n), 0) AS n, coalesce(sum(n * (valeur <> 'moins de 5')), 0) AS seen,
           coalesce(sum(valeur = 'moins de 5'), 0) AS few,
           coalesce(sum(n) BETWEEN 1 AND 4 OR sum(valeur = 'moins de 5') = 1
               OR sum(valeur = 'moins de 5') > 1 AND sum(n * (valeur = 'moins de 5'))
                  IN (sum(valeur = 'moins de 5'), 4 * sum(valeur = 'moins de 5')), 0) AS tells
    FROM hour LEFT JOIN shared ON counter = '$1' AND strftime('%H', local, 'unixepoch') + 0 = h
    GROUP BY h"; }
# said TABLE: where one alone tells, the next smallest that holds hidden cells is hidden too
said() { echo "(SELECT CASE WHEN tells OR ((SELECT sum(tells) FROM $1) = 1 AND h =
        (SELECT h FROM $1 WHERE NOT tells AND n > 0 ORDER BY few = 0, n, h LIMIT 1))
    THEN CASE WHEN seen + few < 5 THEN 'moins de 5' ELSE 'cachée' END ELSE n || '' END
    FROM $1 WHERE $1.h = hour.h)"; }
compare 'hours of the day' hours.csv 0 'heure, visites, rencontres' "
    SELECT * FROM (WITH RECURSIVE hour(h) AS (SELECT 0 UNION ALL SELECT h + 1 FROM hour WHERE h < 23),
    v AS MATERIALIZED ($(of_hour visit.started)), m AS MATERIALIZED ($(of_hour people.met))
    SELECT printf('%02dh', h), $(said v), $(said m) FROM hour)"
if grep -q 'moins de 5\|cachée' hours.csv; then ok; else fail 'no hour of the day is hidden'; fi
compare days days.csv 1 'jour, visites, rencontres' "
    SELECT strftime('%d/%m/%Y', local, 'unixepoch'),
           sum(CASE counter WHEN 'visit.started' THEN n ELSE 0 END) || '',
           sum(CASE counter WHEN 'people.met' THEN n ELSE 0 END) || ''
    FROM flat GROUP BY day"

# --- the csv -------------------------------------------------------------------------------------
printf '\357\273\277evenement;structure;region;borne;debut;fin;origine;indicateur;detail;tranche;valeur\r\n' >first.line
if head -n 1 bilan.csv | cmp -s - first.line; then ok; else fail "csv: not the BOM, the columns and CRLF: $(head -n 1 bilan.csv)"; fi
# Only the line that stands within a name ends in a bare LF.
same 'csv lines without CRLF' "$(grep -c 'Ligne 1' bilan.csv)" "$(grep -vc $'\r$' bilan.csv)"

guard() { echo "CASE WHEN instr('=+-@' || char(9), substr($1, 1, 1)) > 0 AND $1 <> ''
    THEN '''' ELSE '' END || $1"; }
iso() { echo "CASE WHEN coalesce($1, 0) = 0 THEN '' ELSE strftime('%Y-%m-%d %H:%M',
    $1 + CASE k.id WHEN 'k-a' THEN 3600 ELSE 14400 END, 'unixepoch') END"; }
rows="
    SELECT $(guard s.name) AS evenement, $(guard structure) AS structure, region,
           $(guard k.name) AS borne, $(iso opened_at) AS debut, $(iso closed_at) AS fin, origine,
           indicateur, $(guard detail) AS detail, tranche, valeur
    FROM (SELECT stand, origine, counter, indicateur, detail, 'total' AS tranche,
                 sum(n) || '' AS valeur FROM shared GROUP BY stand, origine, counter, detail
          UNION ALL SELECT stand, origine, counter, indicateur, detail, day, sum(n) || ''
                    FROM shared GROUP BY stand, origine, counter, detail, day
          UNION ALL SELECT stand, origine, counter, indicateur, detail,
                           strftime('%Y-%m-%d %Hh', local, 'unixepoch'), valeur FROM shared)
         JOIN stand s ON s.id = stand JOIN kiosk k ON k.id = kiosk_id"
columns='evenement, structure, region, borne, debut, fin, origine, indicateur, detail, tranche, valeur'
compare csv bilan.csv 1 "$columns" "$rows"

# LibreOffice reads 0012 as a number and shows the seconds of a time; the rest is as it was written.
office --infilter='CSV:59,34,76,1,,1036,false,true' bilan.csv
digits shown/bilan-bilan.csv
same 'csv cells that were evaluated' '' "$(grep -nE '#[A-Z]+[!?]|Err:' shown/bilan-bilan.csv || true)"
seconds() { echo "$1 || CASE $1 WHEN '' THEN '' ELSE ':00' END"; }
compare 'csv in LibreOffice' shown/bilan-bilan.csv 1 "$columns" "
    SELECT evenement, CASE structure WHEN '0012' THEN '12' ELSE structure END, region, borne,
           $(seconds debut), $(seconds fin), origine, indicateur, detail, tranche, valeur
    FROM ($rows)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

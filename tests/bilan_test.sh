#!/bin/sh
# bilan from end to end, on databases made with the sqlite3 shell. The figures are compared with
# what SQL makes of the same rows: its own sums, its own local time (TZ), its own small cells.
#
#     tests/bilan_test.sh [BILAN]          default: build/bilan
set -u
cd "$(dirname "$0")/.." || exit 1
bilan=${1:-build/bilan}
case $bilan in /*) ;; *) bilan=$PWD/$bilan ;; esac
root=$PWD
content=$PWD/slides
texts=$PWD/tests/totals
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

fail() {
    echo "bilan_test: $*" >&2
    failed=$((failed + 1))
}

# same WHAT EXPECTED ACTUAL
same() {
    passed=$((passed + 1))
    [ "$2" = "$3" ] || fail "$1: expected <$2>, got <$3>"
}

# run STATUS ARGUMENT...: leaves the two streams in out and err
run() {
    expected=$1
    passed=$((passed + 1))
    shift
    "$bilan" "$@" >out 2>err
    status=$?
    [ "$status" -eq "$expected" ] || fail "bilan $*: exit $status, not $expected: $(cat err)"
}

# make FILE SQL: a counts database
make() {
    sqlite3 "$1" "PRAGMA user_version = 1;
        CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);
        CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,
                           opened_at INTEGER, closed_at INTEGER);
        CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,
                           n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));
        $2"
}

# 2025-10-25 12:00 UTC and 60 hours on: the night the clocks go back in Paris is among them. All
# that is right here lies after 2025 and before the day of whoever runs this.
start=1761393600
end=$((start + 61 * 3600))
mkdir -p pulls/deep
make pulls/a.db "
    INSERT INTO kiosk VALUES ('k-a', 'Borne A', 'CHU', 'Bretagne', 'Europe/Paris');
    INSERT INTO stand VALUES
        ('s-1', 'k-a', 'Hall', 'CHU', 'stand', $start, $end),
        ('s-2', 'k-a', '=1+1;\"œ\"', 'CHU', 'atelier', $start, 0);
    WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 1439)
    INSERT INTO tally
        SELECT 's-' || (1 + x / 60 % 2), $start + 3600 * (x * 7 % 60), 'kiosk',
               'test.counter' || (x / 480), 'item' || (x / 120 % 4), 1 + x * x * 31 % 101 % 53
        FROM i;
    INSERT INTO tally VALUES
        ('s-1', $start, 'kiosk', 'visit.started', '', 40),
        ('s-1', $start, 'kiosk', 'slide.opened', 'carnet', 6),
        ('s-1', $start, 'staff', 'people.met', '', 30),
        ('s-1', $start, 'staff', 'people.met', 'undone', 4),
        ('s-2', $start, 'staff', 'people.met', '', 5);"
make pulls/deep/b.db "
    INSERT INTO kiosk VALUES ('k-b', 'Borne B', '', 'Polynésie', 'Pacific/Marquesas');
    INSERT INTO stand VALUES ('s-3', 'k-b', 'Hall', '', 'stand', 1763749800, NULL);
    INSERT INTO tally VALUES ('s-3', 1763749800, 'kiosk', 'visit.started', '', 7);"

# --- csv: every row of the kiosk in Paris, from SQL ----------------------------------------------
run 0 export -o report.csv pulls
[ -s err ] && fail "export speaks of a clean folder: $(cat err)"
same 'csv header' "$(printf '\357\273\277evenement;structure;region;borne;debut;fin;origine;indicateur;detail;tranche;valeur\r')" \
    "$(head -n 1 report.csv)"
same 'csv lines without CRLF' 0 "$(grep -vc "$(printf '\r')\$" report.csv)"
TZ=Europe/Paris sqlite3 pulls/a.db >differences <<'SQL'
CREATE TEMP TABLE csv(evenement, structure, region, borne, debut, fin, origine, indicateur, detail,
                      tranche, valeur);
.mode csv
.separator ;
.import --skip 1 report.csv csv
.mode list
CREATE TEMP TABLE cell AS
    SELECT CASE WHEN name LIKE '=%' THEN '''' ELSE '' END || name AS evenement,
           counter AS indicateur, item AS detail,
           strftime('%Y-%m-%d', hour, 'unixepoch', 'localtime') AS day,
           strftime('%Y-%m-%d %Hh', hour, 'unixepoch', 'localtime') AS slot, sum(n) AS n
    FROM tally JOIN stand ON stand.id = stand_id WHERE counter LIKE 'test.%'
    GROUP BY 1, 2, 3, 4, 5;
CREATE TEMP TABLE ranked AS
    SELECT *, n < 5 AS small,
           sum(n < 5) OVER (PARTITION BY evenement, indicateur, detail, day) AS smalls,
           row_number() OVER (PARTITION BY evenement, indicateur, detail, day, n < 5
                              ORDER BY n, slot) AS place
    FROM cell;
CREATE TEMP TABLE expected AS
    SELECT evenement, indicateur, detail, 'total' AS tranche, sum(n) || '' AS valeur FROM cell
    GROUP BY 1, 2, 3
    UNION ALL SELECT evenement, indicateur, detail, day, sum(n) || '' FROM cell GROUP BY 1, 2, 3, 4
    UNION ALL SELECT evenement, indicateur, detail, slot,
                     CASE WHEN small OR (smalls = 1 AND place = 1) THEN 'moins de 5' ELSE n || '' END
              FROM ranked;
CREATE TEMP TABLE actual AS
    SELECT evenement, indicateur, detail, tranche, valeur FROM csv WHERE indicateur LIKE 'test.%';
SELECT 'missing', * FROM (SELECT * FROM expected EXCEPT SELECT * FROM actual);
SELECT 'unexpected', * FROM (SELECT * FROM actual EXCEPT SELECT * FROM expected);
SELECT 'rows', (SELECT count(*) FROM expected), (SELECT count(*) FROM actual)
    WHERE (SELECT count(*) FROM expected) <> (SELECT count(*) FROM actual);
SELECT 'few rows' WHERE (SELECT count(*) FROM expected) < 1440;
SELECT 'no double hour' WHERE NOT EXISTS (SELECT 1 FROM expected WHERE tranche = '2025-10-26 02h');
SELECT 'no pair hidden' WHERE NOT EXISTS (SELECT 1 FROM ranked WHERE smalls = 1 AND place = 1
                                          AND NOT small);
SQL
[ -s differences ] && fail "csv against SQL: $(head -n 5 differences)"
has() {
    passed=$((passed + 1))
    grep -qF "$2" "$1" || fail "$1 has no line with <$2>"
}
has report.csv 'Hall;CHU;Bretagne;Borne A;2025-10-25 14:00;2025-10-28 02:00;borne;Visites commencées;;2025-10-25 14h;40'
has report.csv 'Hall;CHU;Bretagne;Borne A;2025-10-25 14:00;2025-10-28 02:00;équipe;Personnes rencontrées;;total;26'
has report.csv 'Hall;;Polynésie;Borne B;2025-11-21 09:00;;borne;Visites commencées;;2025-11-21 09h;7'
has report.csv "\"'=1+1;\"\"œ\"\"\";CHU;Bretagne;Borne A;2025-10-25 14:00;;équipe;Personnes rencontrées;;total;5"

# --- json: read back by SQL ----------------------------------------------------------------------
run 0 export -o report.json pulls
query() {
    sqlite3 :memory: "SELECT $2 FROM (SELECT readfile('$1') AS j)"
}
kiosk_total="(SELECT sum(json_extract(value, '\$.total')) FROM json_each(j, '\$.totals.kiosk'))"
same 'json sum of kiosk counts' \
    "$(sqlite3 pulls/a.db "SELECT sum(n) + 7 FROM tally WHERE origin = 'kiosk'")" \
    "$(query report.json "$kiosk_total")"
same 'json people met' 31 "$(query report.json "json_extract(j, '\$.totals.staff[0].total')")"
same 'json stands' 3 "$(query report.json "json_array_length(j, '\$.stands')")"
same 'json hours' "$(grep -c '[0-9]h;' report.csv)" \
    "$(query report.json "(SELECT count(*) FROM json_tree(j) WHERE key = 'hour')")"
same 'json hours of 1 to 4' 0 "$(query report.json \
    "(SELECT count(*) FROM json_tree(j) WHERE key = 'n' AND type = 'integer' AND value BETWEEN 1 AND 4)")"

# --- show, filters, the clock of the machine -----------------------------------------------------
run 0 show --json pulls
cp out shown.json
same 'show --json has no hours' 0 "$(grep -c '"hours"' shown.json)"
same 'show --json sum' "$(query report.json "$kiosk_total")" "$(query shown.json "$kiosk_total")"
run 0 show pulls
[ "$(grep -c '^Visites commencées *47$' out)" -eq 2 ] || fail "show: no 47 visits: $(cat out)"
has out 'Borne B'
TZ=America/New_York "$bilan" show pulls | cmp -s out - || fail 'show depends on TZ'
run 0 show --stand Hall --json pulls
same 'stands of one name' 2 "$(query out "json_array_length(j, '\$.stands')")"
run 0 show --from 2025-10-26 --to 2025-10-26 --json pulls
same 'one day' "$(TZ=Europe/Paris sqlite3 pulls/a.db "SELECT sum(n) FROM tally WHERE
    date(hour, 'unixepoch', 'localtime') = '2025-10-26'")" "$(query out "$kiosk_total")"
run 0 show --stand Personne pulls
has err 'aucun stand'
run 0 export -o none.csv --stand Personne pulls
same 'an empty csv' 1 "$(wc -l <none.csv)"

# --- titles --------------------------------------------------------------------------------------
mkdir -p content/fr/slides
printf -- '---\nseconds: 9\n---\n\n# Le carnet\n\nUne ligne.\n\nDeux lignes.\n' >content/fr/slides/01-carnet.md
run 0 export -o titled.csv --content content pulls
has titled.csv 'carnet – Le carnet;total;6'
run 1 export -o titled.csv --content nowhere pulls
has err 'nowhere'
has titled.csv ';carnet;total;6'

# A default content that is not one is no fault of the SOURCEs: only the titles are missing.
mkdir -p empty/bin empty/slides
cp "$bilan" empty/bin/bilan
empty/bin/bilan export -o untitled.csv pulls 2>err || fail "missing titles are a fault: $(cat err)"
has err 'les titres manqueront'
has untitled.csv ';carnet;total;6'

# --- an hour undone down to 0, and hours of all days beside the csv --------------------------------
make undone.db "
    INSERT INTO kiosk VALUES ('k', '', '', '', '');
    INSERT INTO stand VALUES ('s', 'k', 'Forum', '', 'stand', $start, $start + 90000);
    INSERT INTO tally VALUES ('s', $start, 'staff', 'people.met', '', 3),
        ('s', $start + 3600, 'staff', 'people.met', '', 1),
        ('s', $start + 3600, 'staff', 'people.met', 'undone', 1),
        ('s', $start + 7200, 'staff', 'people.met', '', 20),
        ('s', $start + 86400, 'staff', 'people.met', '', 70);"
run 0 export -o undone.csv undone.db
has err 'borne « k » : aucun fuseau horaire, ses heures sont en UTC'
for hour in '12h;moins de 5' '13h;0' '14h;moins de 5'; do
    has undone.csv "2025-10-25 $hour"
done
run 0 export -o undone.html undone.db
same 'hours that the csv would give away' 2 "$(grep -o '<td>moins de 5</td>\|<td>cachée</td>' undone.html | wc -l)"
same 'a sum of a shown hour and a hidden one' 0 "$(grep -c '<td>73</td>' undone.html)"

# --- bad sources ---------------------------------------------------------------------------------
echo 'not a database' >bad.db
echo 'BORNE1' >totals.txt
run 1 show --json bad.db pulls missing.db totals.txt
same 'past bad sources' "$(query report.json "$kiosk_total")" "$(query out "$kiosk_total")"
for name in bad.db missing.db totals.txt; do
    grep -q "$name" err || fail "$name is not named: $(cat err)"
done
cp report.csv before.csv
run 1 export -o report.csv missing.db
cmp -s before.csv report.csv || fail 'a report was replaced though nothing could be read'
run 1 export -o nowhere/report.csv pulls
has err 'nowhere/report.csv'
run 1 export -o content/fr/slides/../slides.csv/x.csv pulls
same 'files left beside' '' "$(find . -name '*.part')"
"$bilan" show pulls >/dev/full 2>err && fail 'a full disk behind stdout goes unseen'

# --- html and xlsx: the same figures, one step -----------------------------------------------------
run 0 export -o report.html pulls
has report.html 'Hall'
same 'html that needs others' 0 "$(grep -cE '<script|src="http|href="http' report.html)"
# a database does not say how long its kiosk keeps: nothing is made up
grep -q 'garde ses comptes (keep_months).*: non connu' report.html || fail 'no word that the retention is unknown'
grep -q 'Contenu des bornes.*: non connu' report.html || fail 'no word that the content is unknown'
if grep -qE '[0-9]+.{1,2}mois, puis les efface' report.html; then fail 'a retention nobody told'; fi
run 0 export -o report.xlsx pulls
same 'an xlsx is a zip' 'PK' "$(head -c 2 report.xlsx)"
cp report.html before.html
run 1 export -o report.html missing.db
cmp -s before.html report.html || fail 'a page was replaced though nothing could be read'
run 1 export -o nowhere/report.html pulls
run 1 export -o nowhere/report.xlsx pulls
same 'files left beside reports' '' "$(find . -name '*.part' -o -name '*.tmp')"

# --- zones: the hour that SQL gives, from Réunion to the Marquises ---------------------------------
# 28 hours from 2025-03-30 00:00 UTC: the night the clocks go forward in Paris; the test above has
# the night they go back.
mkdir zones
for zone in Europe/Paris Indian/Reunion America/Guadeloupe Pacific/Noumea Pacific/Marquesas; do
    base=1743291000 # 2025-03-29 23:30 UTC: the whole hour at the Marquises
    [ "$zone" = Pacific/Marquesas ] || base=1743292800
    make "zones/$(basename "$zone").db" "
        INSERT INTO kiosk VALUES ('$zone', '$zone', '', '', '$zone');
        INSERT INTO stand VALUES ('s$zone', '$zone', 'Nuit', '', 'stand', $base - 7200, $base + 30 * 3600);
        WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 27)
        INSERT INTO tally SELECT 's$zone', $base + 3600 * x, 'kiosk', 'visit.started', '', 10 + x FROM i;"
done
run 0 export -o zones.csv zones
[ -s err ] && fail "zones: $(cat err)"
for zone in Europe/Paris Indian/Reunion America/Guadeloupe Pacific/Noumea Pacific/Marquesas; do
    TZ=$zone sqlite3 "zones/$(basename "$zone").db" "
        SELECT strftime('%Y-%m-%d %Hh', hour, 'unixepoch', 'localtime'), sum(n) FROM tally GROUP BY 1
        UNION ALL SELECT date(hour, 'unixepoch', 'localtime'), sum(n) FROM tally GROUP BY 1
        UNION ALL SELECT 'total', sum(n) FROM tally" | tr '|' ';' | sort >expected
    grep ";$zone;" zones.csv | tr -d '\r' | cut -d ';' -f 10,11 | sort >actual
    cmp -s expected actual || fail "$zone: $(diff expected actual | head -n 4)"
done
same 'an hour that Paris skips' 0 "$(grep -c 'Europe/Paris;.*;2025-03-30 02h;' zones.csv)"

# --- clocks that were wrong: flagged, counted as they stand ----------------------------------------
make clock.db "
    INSERT INTO kiosk VALUES ('kc', 'Vieille', '', '', 'Europe/Paris'), ('kd', 'Juste', '', '', 'Europe/Paris');
    INSERT INTO stand VALUES ('kc', 'kc', 'Vieille', '', 'affichage', NULL, NULL),
        ('sd', 'kd', 'Jour', '', 'stand', $start, $start + 3600);
    INSERT INTO tally VALUES ('kc', 3600, 'kiosk', 'visit.started', '', 5),
        ('kc', 90000, 'kiosk', 'visit.started', '', 6), ('kc', 90000, 'kiosk', 'quiz.finished', '', 1),
        ('kc', $start, 'kiosk', 'visit.started', '', 7),
        ('kc', 4102444800, 'kiosk', 'visit.started', '', 8),
        ('sd', $start, 'kiosk', 'visit.started', '', 9);"
run 0 show --json clock.db
has err 'Vieille'
has err '3 heures'
has err 'entre le 01/01/1970 et le 01/01/2100 sont comptées telles quelles'
grep -q 'Juste' err && fail 'a kiosk whose clock was right is flagged'
same 'hours of a wrong clock count' 35 "$(query out "json_extract(j, '\$.totals.kiosk[0].total')")"
run 0 export -o clock.html clock.db
has clock.html 'horloge de la borne'
sqlite3 clock.db "DELETE FROM tally WHERE stand_id = 'kc'; UPDATE tally SET hour = hour + 3 * 3600"
run 0 show clock.db
has err 'Juste'
has err '1 heure datée du 25/10/2025 est comptée telle quelle'

# --- three pulls of one kiosk, two kiosks of one name, every order ---------------------------------
mkdir three
make three/1.db "INSERT INTO kiosk VALUES ('k', 'Hall', '', '', 'Europe/Paris');
    INSERT INTO stand VALUES ('k', 'k', 'Hall', '', 'affichage', $start, NULL);
    INSERT INTO tally VALUES ('k', $start, 'kiosk', 'visit.started', '', 10);"
cp three/1.db three/2.db
sqlite3 three/2.db "UPDATE tally SET n = 14; INSERT INTO tally VALUES ('k', $start + 3600, 'kiosk', 'visit.started', '', 6)"
cp three/2.db three/3.db
sqlite3 three/3.db "INSERT INTO tally VALUES ('k', $start + 7200, 'kiosk', 'visit.started', '', 11)"
make three/twin.db "INSERT INTO kiosk VALUES ('t', 'Hall', '', '', 'Europe/Paris');
    INSERT INTO stand VALUES ('t', 't', 'Hall', '', 'affichage', $start, NULL);
    INSERT INTO tally VALUES ('t', $start, 'kiosk', 'visit.started', '', 20);"
run 0 export -o three.csv three
has err '3 fichiers'
has err 'portent le nom'
same 'three pulls and a twin' 51 "$(grep ';total;' three.csv | tr -d '\r' | awk -F ';' '{ n += $11 } END { print n }')"
for order in '3 2 1 twin' 'twin 2 3 1' '1 3 2 twin'; do
    # shellcheck disable=SC2086
    run 0 export -o order.csv $(printf 'three/%s.db ' $order)
    cmp -s three.csv order.csv || fail "the order $order changes the report"
done
run 0 merge -o three.db three
run 0 export -o order.csv three.db
cmp -s three.csv order.csv || fail 'merging three pulls changes the report'

# --- odd files: each named, the rest counts --------------------------------------------------------
mkdir odd
cp three/3.db odd/good.db
cp three/3.db odd/older.db
sqlite3 odd/older.db 'PRAGMA user_version = 0'
head -c 6000 three/3.db >odd/cut.db
: >odd/empty.db
ln -s good.db odd/link.db
ln -s . odd/loop
mkfifo odd/pipe.db
run 1 show --json odd
same 'past odd files' 31 "$(query out "$kiosk_total")"
for name in older cut empty pipe; do
    has err "odd/$name.db"
done
has err 'plus ancienne'
has err 'odd/link.db : ce lien'
grep loop err | grep -qv remarque && fail "a link is a fault: $(cat err)"
mkdir stick
ln -s ../three/3.db stick/taken.db
cp three/2.db stick/K.DB
run 0 show --json stick
has err 'stick/taken.db'
same 'no link of a folder is followed' 20 "$(query out "$kiosk_total")"
cp three/3.db stick/trap.db
{
    printf '\331\325\005\371\040\241\143\327\0\0\0\0\0\0\0\1\0\0\0\7\0\0\2\0\0\0\020\0'
    head -c 484 /dev/zero
    printf '\0\4\0\1/tmp/x\0\0\0\6\0\0\2\146\331\325\005\371\040\241\143\327'
} >stick/trap.db-journal
run 1 show --json stick
has err 'trap.db : son -journal'
run 1 prune --keep 1 stick/trap.db
has err 'son -journal'
truncate -s 5M stick/BIG.TXT
run 1 show --json stick
has err 'stick/BIG.TXT : 5120 Kio'

# --- the saved text of a QR of totals --------------------------------------------------------------
if [ -f "$texts/forum.txt" ]; then
    mkdir texts
    cp "$texts/forum.txt" texts/
    echo 'penser au café' >texts/notes.txt
    run 0 export -o text.csv texts
    has err 'sans le détail par heure'
    same 'a text has totals alone' 0 "$(sed 1d text.csv | grep -vc ';total;')"
    has text.csv 'Personnes rencontrées;;total;7'
    has text.csv 'Diapositives passées en boucle;sans détail;total;50'
    run 0 export -o text.html texts
    # its day is in the period, and what has no detail is neither nameless nor first
    sed -n 's/^DEBUT=\(....\)-\(..\)-\(..\)T.*/\3\/\2\/\1/p' texts/forum.txt >day
    has text.html "$(sed -n 's/^DEBUT=\(....\)-.*/\1/p' texts/forum.txt)</span></h1>"
    if grep -qE '<(h3|th scope="row")><span dir="auto"></span>' text.html; then fail 'a row with no name'; fi
    run 0 export -o text.xlsx texts
    unzip -p text.xlsx xl/sharedStrings.xml >strings 2>/dev/null || : >strings
    [ ! -s strings ] || has strings "toutes les dates, du $(cat day)"
    # as Windows saves it, and a mail that is no text of totals
    mkdir wide
    cp a-stand.db wide/ 2>/dev/null || cp three/3.db wide/
    iconv -f UTF-8 -t UTF-16 texts/forum.txt >wide/forum.txt
    run 0 show --json wide
    has out '9b2f7c10-5a3d-4e61-8c47-0d1e2f3a4b5c'
    echo "$(base64 texts/forum.txt)" >wide/mail.txt
    run 0 show wide
    has err 'mail.txt : aucun total de code QR'
    mkdir cut
    grep -v ^CONTROLE texts/forum.txt >cut/forum.txt
    run 1 show cut
    if grep -q 'ni base' err; then fail 'a cut text is no empty folder'; fi
    run 1 merge -o text.db texts
    has err 'texts/forum.txt : ce texte n’entre pas dans une base'
    has err 'rien n’a été écrit'
    [ ! -e text.db ] || fail 'a database of texts alone was written'
    cp three/3.db text.db
    sqlite3 text.db "UPDATE stand SET id = '9b2f7c10-5a3d-4e61-8c47-0d1e2f3a4b5c';
        UPDATE tally SET stand_id = '9b2f7c10-5a3d-4e61-8c47-0d1e2f3a4b5c'"
    run 0 merge -o beside.db text.db texts
    has err 'texts/forum.txt : ce texte'
    same 'a database without the text' 31 "$(sqlite3 beside.db 'SELECT sum(n) FROM tally')"
    run 0 show --json text.db texts # the database holds the stand: it alone counts
    has err 'une base le contient'
    same 'a text beside its database' 31 "$(query out "$kiosk_total")"
    tr 7 8 <texts/forum.txt >texts/changed.txt
    run 1 show texts/changed.txt
    has err 'changed.txt'
    run 1 show texts/notes.txt
    has err 'notes.txt'
fi

# --- the bench's script, for its figures alone -----------------------------------------------------
(cd "$root" && CHECK=totals BILAN="$bilan" tests/bench/merge.sh 20 2) >out 2>&1 || fail "merge.sh: $(cat out)"

# --- merge and prune -----------------------------------------------------------------------------
run 0 merge -o all.db pulls/a.db pulls/deep
run 0 export -o merged.csv all.db
cmp -s report.csv merged.csv || fail 'the merged database reports otherwise'
run 0 merge -o twice.db all.db pulls all.db
run 0 export -o merged.csv twice.db
cmp -s report.csv merged.csv || fail 'merging twice changes the report'
run 1 merge -o partly.db pulls bad.db totals.txt
has err 'bad.db'
has err 'totals.txt'
run 0 export -o merged.csv partly.db
cmp -s report.csv merged.csv || fail 'a bad source changes what is merged'
cp all.db before.db
run 1 merge -o all.db bad.db missing.db
run 1 merge -o all.db totals.txt
cmp -s before.db all.db || fail 'a database was replaced though nothing could be read'
same 'files left beside a database' '' "$(find . -name '*.part*')"
now=$(date +%s)
make old.db "
    INSERT INTO kiosk VALUES ('k', 'K', '', '', 'Europe/Paris');
    INSERT INTO stand VALUES ('s', 'k', 'S', '', 'stand', 1, NULL);
    INSERT INTO tally VALUES
        ('s', ($now - 450 * 86400) / 3600 * 3600, 'kiosk', 'visit.started', '', 1),
        ('s', ($now - 380 * 86400) / 3600 * 3600, 'kiosk', 'visit.started', '', 2),
        ('s', $now / 3600 * 3600, 'kiosk', 'visit.started', '', 4);"
run 0 prune --keep 13 old.db
same 'pruned' 6 "$(sqlite3 old.db 'SELECT sum(n) FROM tally')"
run 1 prune --keep 13 missing.db

# A row that cannot be read does not keep the old ones.
sqlite3 old.db "INSERT INTO tally VALUES (NULL, 7200, 'kiosk', 'x', '', 4), ('s', 7200, 'kiosk', 'x', '', 4)"
run 1 prune --keep 13 old.db
has err '2 lignes effacées'
same 'pruned beside an odd row' 6 "$(sqlite3 old.db 'SELECT sum(n) FROM tally')"
run 1 prune --keep 13 bad.db
has err 'rien n’a été effacé'
# UTF-16: the same alone and beside another
sqlite3 wide-text.db "PRAGMA encoding = 'UTF-16le'; PRAGMA user_version = 1; CREATE TABLE kiosk(id)"
run 1 show wide-text.db
has err 'UTF-16'
run 1 show wide-text.db old.db
has err 'UTF-16'

# --- what must not be passed over in silence ------------------------------------------------------
# What cannot be looked at: behind a path that is too long, in a folder that may not be entered.
deep=$(printf 'd%.0s' $(seq 200))
(mkdir far && cd far && cp ../three/3.db x.db && for i in 1 2 3 4 5 6; do mkdir "$deep" && cd "$deep" || exit; done &&
    cp "$work/three/3.db" y.db)
run 1 show far
has err 'trop long'
mkdir -p shut/sub
cp three/3.db shut/x.db
cp three/3.db shut/sub/y.db
chmod 744 shut/sub
chmod 755 . shut
chmod 644 shut/x.db
cp "$bilan" ./bilan
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
as_nobody ./bilan show shut >out 2>err
same 'a folder that may not be entered' 1 $?
has err 'shut/sub/y.db'; has err 'ne peut pas être lu'
chmod 755 shut/sub
ln -s ../three shut/link
run 0 show shut
has err 'shut/link : ce lien n’est pas suivi ; donnez le dossier'
# Three pulls, each younger, in any order: the last region told is kept.
for i in 0 1 2; do
    region=R$i
    [ $i != 2 ] || region=
    make p$i.db "INSERT INTO kiosk VALUES ('k', 'K', '', '$region', 'Europe/Paris');
        INSERT INTO stand VALUES ('s', 'k', 'S', '', 'stand', $start, NULL);
        WITH RECURSIVE h(h) AS (SELECT 0 UNION ALL SELECT h + 1 FROM h WHERE h < $i)
        INSERT INTO tally SELECT 's', $start + h * 3600, 'kiosk', 'visit.started', '', 9 FROM h"
done
run 0 export -o one.csv p0.db p1.db p2.db
run 0 export -o two.csv p0.db p2.db p1.db
cmp -s one.csv two.csv || fail 'the order of the files changes the report'
has one.csv ';R1;'
# What the page does not know is not passed over, and a wrong clock does not make the period.
make odd.db "INSERT INTO kiosk VALUES ('k', 'K', '', '', 'Europe/Paris');
    INSERT INTO stand VALUES ('k', 'k', 'S', '', 'affichage', 1, NULL);
    INSERT INTO tally VALUES ('k', 7200, 'kiosk', 'visit.started', '', 9), ('k', $start, 'kiosk', 'visit.started', '', 9),
        ('k', $start, 'kiosk', 'new.counter', '', 500), ('k', 4102441200, 'kiosk', 'visit.started', '', 9)"
run 0 export -o odd.html odd.db
has odd.html 'ligne de comptes que cette page ne sait pas nommer'
has odd.html 'le 25 octobre 2025</span></h1>'
# Two days, three days: each column has its date under it.
for days in 2 3; do
    make days.db "INSERT INTO kiosk VALUES ('k', 'K', '', '', 'Europe/Paris');
        INSERT INTO stand VALUES ('s', 'k', 'S', '', 'stand', $start, NULL);
        WITH RECURSIVE d(d) AS (SELECT 0 UNION ALL SELECT d + 1 FROM d WHERE d < $days - 1)
        INSERT INTO tally SELECT 's', $start + d * 86400, 'kiosk', 'visit.started', '', 9 FROM d"
    run 0 export -o days.html days.db
    same "$days days: dates under the columns" $days "$(grep -o '>[0-9]* oct\.</text>' days.html | wc -l)"
    rm days.db
done
# A disk that is full from the start says so.
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=64k none small 2>/dev/null; then
    run 1 merge -o small/all.db p0.db p1.db
    umount small
    has err 'le disque est plein'
fi

# --- the second version: what each kiosk ran with, where each stand was, what was noted late -------
second="ALTER TABLE kiosk ADD COLUMN departement TEXT; ALTER TABLE kiosk ADD COLUMN program TEXT;
    ALTER TABLE kiosk ADD COLUMN content TEXT; ALTER TABLE kiosk ADD COLUMN keep_months INTEGER;
    ALTER TABLE stand ADD COLUMN region TEXT; ALTER TABLE stand ADD COLUMN departement TEXT;
    ALTER TABLE stand ADD COLUMN site TEXT; PRAGMA user_version = 2;"
mkdir two
# make_second FILE ID CONTENT MONTHS SQL
make_second() {
    make "$1" "$second
        INSERT INTO kiosk VALUES ('$2', 'Borne $2', 'Clinique', 'Normandie', 'Europe/Paris', '14', '1.0.0', '$3', $4);
        INSERT INTO stand VALUES ('$2', '$2', 'Borne $2', 'CHU', 'affichage', $start, $start + 7200, 'Bretagne', '35', 'CHU'),
            ('h-$2', '$2', 'Borne $2', 'Clinique', 'hall', $start + 7200, NULL, 'Normandie', '14', 'Clinique'),
            ('s-$2', '$2', 'Forum', 'Ville', 'stand', $start, $start + 7200, 'Bretagne', '35', 'Mairie');
        INSERT INTO tally VALUES ('$2', $start, 'kiosk', 'visit.started', '', 21),
            ('h-$2', $start + 7200, 'kiosk', 'visit.started', '', 32),
            ('s-$2', $start, 'staff', 'people.met', '', 8), ('s-$2', $start, 'late', 'people.met', '', 14),
            ('s-$2', $start, 'late', 'people.met', 'undone', 2), ('s-$2', $start, 'late', 'accounts.activated', '', 6);
        ${5:-}"
}
make_second two/a.db a '2026.10, 2026-10-02' 13
make_second two/b.db b '2026.11, 2026-11-21' 25 "ALTER TABLE kiosk ADD COLUMN mood TEXT;
    ALTER TABLE tally ADD COLUMN weight INTEGER; CREATE TABLE moods(n); PRAGMA user_version = 3"
run 0 merge -o two.db two
same 'merged: version' 2 "$(sqlite3 two.db 'PRAGMA user_version')"
same 'merged: places' "$(sqlite3 two/a.db 'SELECT id, region, departement, site FROM stand ORDER BY id')" \
    "$(sqlite3 two.db "SELECT id, region, departement, site FROM stand WHERE kiosk_id = 'a' ORDER BY id")"
same 'merged: kiosks' "$(sqlite3 two/a.db 'SELECT * FROM kiosk')" "$(sqlite3 two.db "SELECT * FROM kiosk WHERE id = 'a'")"
for source in two two.db; do
    run 0 export -o two.csv $source
    run 0 export -o two.json $source
    run 0 export -o two.html $source
    run 0 export -o two.xlsx $source
    run 0 show $source
    grep -q 'Personnes rencontrées *40$' out || fail 'show: people met are not 40'
    # in the day and the total, in no hour
    for counter in people.met:'Personnes rencontrées' accounts.activated:'Comptes activés'; do
        want=$(sqlite3 two.db "SELECT sum(CASE item WHEN 'undone' THEN -n ELSE n END) FROM tally
            WHERE origin = 'late' AND counter = '${counter%%:*}'")
        for level in 'total' '2025-10-25'; do
            same "late ${counter%%:*}, $level" "$want" "$(awk -F';' -v l="$level" -v c="${counter#*:}" \
                '$7 == "\"équipe, noté après\"" && $8 == c && $10 == l { n += $11 } END { print n }' two.csv)"
        done
    done
    same 'late in an hour' 0 "$(grep 'noté après' two.csv | grep -c '[0-9]h;')"
    same 'csv: the standing stand of before' 21 "$(awk -F';' '$3 == "Bretagne" && $8 == "Visites commencées" &&
        $4 == "Borne a" && $10 == "total" { print $11 + 0 }' two.csv)"
    same 'csv: where it was moved to' 32 "$(awk -F';' '$3 == "Normandie" && $8 == "Visites commencées" &&
        $4 == "Borne a" && $10 == "total" { print $11 + 0 }' two.csv)"
    same 'json: late' 24 "$(query two.json "json_extract(j, '\$.totals.late[0].total')")"
    same 'json: content' 2 "$(query two.json "(SELECT count(DISTINCT json_extract(value, '\$.kiosk.content'))
        FROM json_each(j, '\$.stands'))")"
    same 'actions: no standing stand is one' 2 "$(query two.json "(SELECT count(*) FROM json_each(j, '\$.stands')
        WHERE json_extract(value, '\$.kind') = 'stand')")"
    unzip -p two.xlsx xl/sharedStrings.xml > two.strings
    tr -d '\n' < two.html > two.line
    for page in two.line two.strings; do
        grep -q 'Contenu des bornes.*2026\.10, faits vérifiés le 02/10/2026 (1 borne).*2026\.11, faits vérifiés le 21/11/2026 (1 borne)' $page ||
            fail "$page: the contents of the kiosks"
        grep -q 'garde ses comptes .*13.*mois (1 borne).*25.*mois (1 borne), puis' $page || fail "$page: the retentions"
    done
    grep -q 'noté après est dans ses totaux' two.line || fail 'the page does not say where late notes are'
    grep -q 'En 2.*actions' two.line || fail 'the page counts other actions than the two stands'
done
# A coordinator's own content is nobody's: neither the page nor the workbook tells it.
for file in two.line two.strings; do
    version=$(sed -n 's/^version: *"\{0,1\}\([^" ]*\).*/\1/p' "$root/slides/content.yaml")
    if grep -q "ontenu $version" $file; then fail "$file tells the content of whoever made it"; fi
done
# A later version that lacks what is known here is named.
cp two/a.db lacks.db
sqlite3 lacks.db 'ALTER TABLE stand DROP COLUMN site; PRAGMA user_version = 3'
run 1 show lacks.db
has err 'plus récente'

# --- one number for two machines -----------------------------------------------------------------
mkdir twins one
for i in 1 2 3; do
    cp pulls/a.db twins/$i.db
    sqlite3 twins/$i.db "INSERT INTO tally VALUES ('s-1', $start + $i * 3600, 'kiosk', 'faq.opened', 'x', 7)"
done
cp twins/1.db twins/2.db one
sqlite3 one/2.db "INSERT INTO tally SELECT 's-1', $start + 3600, 'kiosk', 'faq.opened', 'x', 7"
run 0 show one
for command in 'show' 'export -o twins.html' 'merge -o twins.db'; do
    # shellcheck disable=SC2086
    run 1 $command twins
    same "$command: said once" 1 "$(grep -c 'deux machines portent le même numéro (borne « Borne A »)' err)"
    if grep -q 'n’a pas pu être lu' err; then fail "$command: says that a file could not be read"; fi
done
has twins.html 'deux machines portent le même numéro'
if grep -q 'ce bilan est incomplet' twins.html; then fail 'the page says that files could not be read'; fi
same 'twins: merged as SQL has it' 21 "$(sqlite3 twins.db "SELECT sum(n) FROM tally WHERE counter = 'faq.opened' AND item = 'x'")"

# --- usage ---------------------------------------------------------------------------------------
# wrong ARGUMENT...: exit 2, one line on stderr, nothing on stdout
wrong() {
    run 2 "$@"
    same "lines of bilan $*" '1 0' "$(wc -l <err) $(wc -c <out)"
}
wrong
wrong dance pulls
wrong show
wrong show --dance pulls
wrong show -x pulls
wrong show --keep 3 pulls
wrong show --from 2026-02-30 pulls
wrong show --from hier pulls
wrong show --from 2026-11-02 --to 2026-11-01 pulls
wrong show --from
wrong export pulls
wrong export -o report.pdf pulls
wrong export -o report.csv
wrong export -o "$(printf 'two\nlines')" pulls
wrong merge -o report.csv pulls
wrong merge pulls
wrong prune old.db
wrong prune --keep 0 old.db
wrong prune --keep 3x old.db
wrong prune --keep 3
wrong prune --keep 3 old.db all.db
for command in '' show export merge prune; do
    # shellcheck disable=SC2086
    run 0 $command --help
    has out 'bilan merge'
    run 0 $command --version
    has out 'bilan '
done

# --- the repository's own titles -----------------------------------------------------------------
run 0 export -o titled.csv --content "$content" pulls
grep -q 'carnet – ' titled.csv || fail 'the repository has no title for its first slide'

echo "$((passed > failed ? passed - failed : 0)) passed, $failed failed"
[ "$failed" -eq 0 ]

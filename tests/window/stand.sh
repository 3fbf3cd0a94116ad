#!/bin/bash
# stand.sh: a stand from plug to report, in a real window: the staff's corner and PIN, a stand opened,
# twenty visitors, staff counters, a presentation, an export onto a stick, the plug pulled (SIGKILL),
# a restart into the same stand, its closing, a second export, and the coordinator's report. Every
# figure is held against what sqlite3 reads in the database.
#
#     tests/window/stand.sh [FOLDER]        leaves a picture of every step in FOLDER
. "$(dirname "$0")/lib.sh"
need sqlite3 zbarimg /usr/bin/convert "$BORNE" "$BILAN" "$HAND"
pictures=${1:-}
[ -z "$pictures" ] || mkdir -p "$pictures"
data=$work/data sticks=$work/sticks
mkdir -p "$data" "$sticks/CLE"
echo precious >"$sticks/CLE/devoirs.txt"
cat >"$work/borne.yaml" <<YAML
name: "Borne du hall"
site: "Hôpital d’essai"
region: "Bretagne"
report_to: "referent@example.org"
sticks: "$sticks"
stands:
  - {name: "Forum des aînés", structure: "CHU d’essai", kind: stand}
  - {name: "Atelier numérique", structure: "Médiathèque", kind: atelier}
YAML
printf '4829\n' | "$BORNE" pin --data "$data" >/dev/null 2>&1

step=0
shot() { # NAME
    step=$((step + 1))
    [ -z "$pictures" ] || /usr/bin/import -window root "$pictures/$(printf %02d $step)-$1.png"
}
touch_at() { # X Y WHAT: the glass must answer
    hand tap "$1" "$2"
    answered || not_ok "$3" "the glass did not answer: $answer"
    hand rest 400 # a person's pace: never a tremor's second tap
}

key_place() { echo "$((262 + ($1 < 9 ? $1 % 3 : 1) * 275)) $((952 + $1 / 3 * 157))"; } # KEY: x and y of its middle, about

# keys_of PICTURE: the digit on each of the pad's ten keys, cut out wherever it stands there, a line each
keys_of() {
    local i x y crops=()
    for i in {0..9}; do
        read -r x y <<<"$(key_place "$i")"
        crops+=('(' -clone 0 -crop "180x100+$((x - 90))+$((y - 50))" +repage -trim +repage ')')
    done
    /usr/bin/convert "$1" -alpha off -depth 8 "${crops[@]}" -delete 0 -format '%#\n' info: 2>/dev/null
}

# The pad's digits stand elsewhere each time. How each is painted is taken from a pad that borne play opens: what there is
# to touch on it is named in a message, key by key.
learn_digits() {
    local i
    local -a keys names
    cp -R "$data" "$work/pad"
    printf '%s\n' 'hold 20 20 3' 'screen pin' 'shot pad' 'tap "no such key"' >"$work/pad.visit"
    "$BORNE" play "$work/pad.visit" --content "$CONTENT" --size 1080x1920 --data "$work/pad" --shots "$work/shots" 2>"$work/pad.log"
    mapfile -t names < <(grep 'no such key' "$work/pad.log" | grep -oE '"[0-9]"' | tr -d '"')
    mapfile -t keys < <(keys_of "$work/shots/pad.png")
    [ ${#names[@]} = 10 ] && [ "$(printf '%s\n' "${keys[@]}" | sort -u | wc -l)" = 10 ] || {
        not_ok pad "borne play shows no ten digits: $(tail -1 "$work/pad.log")"
        finish
    }
    for i in {0..9}; do digit_of["${keys[i]}"]=${names[i]}; done
}
declare -A digit_of
key_of=()

read_pad() { # finds each digit's key, once all ten are on the glass
    local i key
    local -a keys
    key_of=()
    /usr/bin/import -window root "$work/pad.png"
    mapfile -t keys < <(keys_of "$work/pad.png")
    for i in {0..9}; do
        key=${digit_of["${keys[i]:-none}"]:-}
        [ -n "$key" ] || return 1
        key_of[key]=$(key_place $i)
    done
    [ ${#key_of[@]} = 10 ]
}

# enter_staff NAME: the corner, the PIN
enter_staff() {
    local digit place
    hand mark
    hand down 20 20
    hand changed 20000
    [[ $answer == answered* ]] || not_ok "$1: corner" "the pad did not come: $answer"
    hand up 20 20
    hand rest 300
    shot "$1-pad"
    if ! until_true $LIMIT read_pad; then
        not_ok "$1: pad" "its digits cannot be read: ${!key_of[*]}"
        [ -z "$pictures" ] || cp "$work/pad.png" "$pictures/pad.png"
        finish
    fi
    for digit in 4 8 2 9; do
        read -r -a place <<<"${key_of[digit]}"
        touch_at "${place[0]}" "${place[1]}" "$1: digit"
    done
    hand tap 812 1424
    hand mark
    hand changed 1500 # "un instant", then the menu
    hand rest 400
    shot "$1-menu"
}

sum() { # WHERE
    sqlite3 -readonly -cmd '.timeout 2000' "$data/counts.db" "SELECT coalesce(sum(n), 0) FROM tally WHERE $1"
}
stand_id() {
    sqlite3 -readonly -cmd '.timeout 2000' "$data/counts.db" \
        "SELECT id FROM stand WHERE name = 'Forum des aînés' ORDER BY opened_at DESC LIMIT 1"
}
counted() { [ "$(sum "$1")" = "$2" ]; } # WHERE N
count_is() { # NAME WHERE N
    if until_true $LIMIT counted "$2" "$3"; then ok "$1"; else not_ok "$1" "$(sum "$2"), not $3"; fi
}

visitor() {
    touch_at 540 1786 wake
    touch_at 540 1300 Découvrir
    touch_at 864 1859 "J’ai terminé"
}

# csv_total FILE LABEL ORIGIN: the sum of its total rows
csv_total() {
    awk -F';' -v label="$2" -v origin="$3" \
        '$8 == label && $7 == origin && $10 == "total" { n += $11 } END { print n + 0 }' <(tr -d '\r' <"$1")
}

# report_is NAME CSV: its totals are the database's
report_is() {
    local name=$1 csv=$2 stand wrong= line label counter origin found
    stand=$(stand_id)
    while read -r line; do
        IFS='|' read -r label counter origin <<<"$line"
        found=$(csv_total "$csv" "$label" "$origin")
        want=$(sqlite3 -readonly "$data/counts.db" \
            "SELECT coalesce(sum(CASE WHEN item = 'undone' THEN -n ELSE n END), 0) FROM tally
             WHERE stand_id = '$stand' AND counter = '$counter'")
        [ "$found" = "$want" ] || wrong="$wrong $counter is $found in the report, $want in the database;"
        [ "$counter" != visit.started ] || [ "$found" -gt 0 ] || wrong="$wrong no visit at all;"
    done <<'LINES'
Visites commencées|visit.started|borne
Visites avec au moins deux actions|visit.engaged|borne
Écrans ouverts|screen.opened|borne
Diapositives ouvertes à la main|slide.opened|borne
Personnes rencontrées|people.met|équipe
Comptes activés|accounts.activated|équipe
Dépliants donnés|flyers.given|équipe
Questions entendues|question.heard|équipe
LINES
    verdict "$name: the report says what the database says" "$wrong"
}

latest_export() { ls -d "$sticks"/CLE/borne-* 2>/dev/null | sort | tail -1; }
exported() { [ "$(ls -d "$sticks"/CLE/borne-* 2>/dev/null | grep -vc partiel)" = "$1" ]; }

export_is() { # NAME N: the Nth export on the stick is whole
    until_true $LIMIT exported "$2" || { not_ok "$1" "no export on the stick: $(ls "$sticks/CLE")"; return; }
    local folder
    folder=$(latest_export)
    [ "$(sqlite3 -readonly "$folder/counts.db" 'PRAGMA integrity_check')" = ok ] &&
        [ -s "$folder/bilan.html" ] && [ -s "$folder/bilan.csv" ] &&
        [ "$(<"$sticks/CLE/devoirs.txt")" = precious ]
    verdict "$1: whole, and nothing else touched" "$([ $? = 0 ] || ls -la "$folder")"
    report_is "$1" "$folder/bilan.csv"
}

learn_digits
display_open 1080x1920
hand_open
kiosk_start --config "$work/borne.yaml" --content "$CONTENT" --data "$data"
kiosk_ready 10 || not_ok start "no first slide"
shot plugged-in

enter_staff morning
touch_at 540 537 Stand
shot stand-list
touch_at 540 238 'Forum des aînés'
shot stand-draft
touch_at 540 548 'Ouvrir le stand'
shot stand-open
opened() { [ -n "$(stand_id)" ]; }
until_true $LIMIT opened
verdict 'the stand is open' "$(opened || echo 'no such row')"
touch_at 140 72 Menu
touch_at 158 72 Fermer
shot loop

for _ in {1..20}; do visitor; done
here="stand_id = '$(stand_id)' AND"
count_is 'twenty visits begun' "$here counter = 'visit.started'" 20
count_is 'twenty ended by "J’ai terminé"' "$here counter = 'visit.finished'" 20
shot after-twenty

enter_staff noon
touch_at 540 215 Compter
for _ in {1..7}; do touch_at 742 349 'one more met'; done
touch_at 264 349 'one too many'
touch_at 742 615 'an account'
touch_at 742 615 'another'
touch_at 742 1103 'a flyer'
shot tally
count_is 'seven met' "$here counter = 'people.met' AND item = ''" 7
count_is 'one taken back' "$here counter = 'people.met' AND item = 'undone'" 1
touch_at 140 72 Menu
touch_at 540 376 'Questions entendues'
shot questions
touch_at 540 502 Piratage
shot reply
touch_at 715 1859 'Revenir aux questions'
touch_at 540 1825 ameli
count_is 'two questions heard' "$here counter = 'question.heard'" 2
touch_at 140 72 Menu
touch_at 540 859 'Comptes en direct'
shot live
touch_at 140 72 Menu

# What is shown to a group is no visitor's. The loop comes back after it, and counts its slide.
before=$(sum "$here counter != 'slide.shown'")
touch_at 540 698 Présenter
shot present
touch_at 540 1746 Suite
touch_at 540 1746 Suite
shot present-next
touch_at 783 1847 Finir

enter_staff export
# The corner and the PIN took longer than a fold: whatever was to be counted is.
after=$(sum "$here counter != 'slide.shown'")
verdict 'a presentation counts nothing' \
    "$([ "$after" = "$before" ] || echo "$before before it but for slides shown, $after after")"
touch_at 540 1020 'Clé USB'
shot stick
touch_at 540 275 'Copier le bilan sur la clé'
export_is 'first export' 1
hand rest 1200
shot exported

# The plug is pulled, without a word, with two visitors after the export.
touch_at 140 72 Menu
touch_at 158 72 Fermer
visitor
visitor
id=$(stand_id)
forget "$kiosk"
kiosk_start --config "$work/borne.yaml" --content "$CONTENT" --data "$data"
kiosk_ready 10 || not_ok restart "no first slide"
visitor
count_is 'nothing is lost, and the stand is the same' "$here counter = 'visit.started'" 23
verdict 'no second stand' "$([ "$(sqlite3 -readonly "$data/counts.db" 'SELECT count(*) FROM stand')" = 2 ] || echo more)"
verdict 'the same stand' "$([ "$id" = "$(stand_id)" ] || echo another)"

enter_staff evening
touch_at 540 1181 'Code QR des totaux'
shot totals
code_read() { # the whole frame is there once a phone reads it
    /usr/bin/import -window root "$work/totals.png"
    zbarimg -q --raw -Sdisable -Sqrcode.enable "$work/totals.png" >"$work/totals.txt" 2>/dev/null
    grep -q '^mailto:referent@example.org?' "$work/totals.txt"
}
verdict 'a phone reads the code of the totals' \
    "$(until_true $LIMIT code_read || echo "it reads « $(<"$work/totals.txt") »")"
"$BILAN" export -o "$work/totals.csv" "$work/totals.txt" 2>"$work/totals.log" || not_ok 'totals read' "$(<"$work/totals.log")"
report_is 'the text of the code' "$work/totals.csv"
touch_at 140 72 Menu
touch_at 540 537 Stand
shot stand-to-close
touch_at 783 994 'Fermer le stand'
shot stand-close
touch_at 787 1264 'Fermer le stand, oui'
closed() { [ "$(sqlite3 -readonly "$data/counts.db" "SELECT closed_at > 0 FROM stand WHERE id = '$id'")" = 1 ]; }
until_true $LIMIT closed
verdict 'the stand is closed' "$(closed || echo 'still open')"
shot stand-closed
touch_at 140 72 Menu
touch_at 540 1020 'Clé USB'
touch_at 540 275 'Copier le bilan sur la clé'
export_is 'last export' 2
hand rest 1200
shot last-export
kiosk_stop
verdict 'a clean end' "$([ "$status" = 0 ] || echo "status $status")"

# The coordinator: the stick's files in a folder, one report.
for form in csv html xlsx json; do
    "$BILAN" export -o "$work/bilan.$form" --stand 'Forum des aînés' "$sticks/CLE" 2>"$work/bilan.log" ||
        not_ok "bilan $form" "$(<"$work/bilan.log")"
done
report_is 'two pulls of one kiosk' "$work/bilan.csv"
[ -z "$pictures" ] || cp "$work"/bilan.* "$pictures/"
finish

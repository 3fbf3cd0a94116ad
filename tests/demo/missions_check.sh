#!/bin/bash
# missions_check.sh BORNE: a copy of the content with one broken mission: `borne check` names its file
# and line and fails, `borne play` no longer offers it and still walks the others.
set -u
borne=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "missions_check: $1"; cat "$work"/*.log; exit 1; }

cp -R "$here/slides" "$work/slides"
broken="$work/slides/fr/app/missions/01-activer.yaml"
kept="$work/slides/fr/app/missions/02-tour.yaml"
title=$(sed -n 's/^title: "\(.*\)"$/\1/p' "$broken")
other=$(sed -n 's/^title: "\(.*\)"$/\1/p' "$kept")
first=$(sed -n '0,/^ *tap: /s/^ *tap: "\(.*\)"$/\1/p' "$kept")

"$borne" check --content "$work/slides" 2> "$work/before.log" || fail "the content had faults before"

# The first step's label, changed; a fault is told on the line where its step begins.
line=$(grep -n -m 1 '^  - on:' "$broken" | cut -d: -f1)
sed -i '0,/^ *tap: /s/^\( *tap: \).*/\1"Un bouton qui n’est pas là"/' "$broken"
"$borne" check --content "$work/slides" 2> "$work/check.log" && fail "check passed"
grep -qF "$broken:$line: rien à toucher ne s’appelle « Un bouton qui n’est pas là »" "$work/check.log" ||
    fail "$broken:$line is not named"

cat > "$work/visit.visit" <<VISIT
tap "Touchez l'écran pour commencer"
tap "Essayer l'application"
not "$title"
tap "$other"
screen walkthrough
tap "$first"
count mission.step tour/2 1
tap "J'ai terminé"
screen loop
VISIT
"$borne" play "$work/visit.visit" --content "$work/slides" > "$work/play.log" 2>&1 || fail "play"
echo "one broken mission is named with its line, and the rest plays"

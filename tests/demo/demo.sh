#!/bin/bash
# demo.sh BORNE BILAN OUT: a scripted first visit in a real window under Xvfb, for a machine without a
# display. Leaves in OUT a picture of every step, the counts and a report. Each step touches the glass
# and goes on when the count it must make is in the database.
set -u
borne=$1 bilan=$2 out=$3
rm -rf "$out" && mkdir -p "$out" || exit 1

pause() { read -rt 0.05 <> <(:) || :; } # a bounded wait that needs no sleep
exec 3> "$out/xvfb.display"
Xvfb -displayfd 3 -screen 0 1080x1920x24 -nolisten tcp 2> /dev/null &
xvfb=$!
exec 3>&-
trap 'kill $kiosk $xvfb 2>/dev/null' EXIT
kiosk=
for _ in {1..200}; do [ -s "$out/xvfb.display" ] && break; pause; done
DISPLAY=:$(cat "$out/xvfb.display") && export DISPLAY
rm -f "$out/xvfb.display"

"$borne" --data "$out/data" 2> "$out/log.txt" &
kiosk=$!
for _ in {1..200}; do grep -qx ready "$out/log.txt" && break; pause; done
grep -qx ready "$out/log.txt" || { echo "the kiosk did not start:"; cat "$out/log.txt"; exit 1; }

step=0
shot() { /usr/bin/import -window root "$out/$(printf %02d "$step")-$1.png"; }
count() { sqlite3 -readonly "$out/data/counts.db" "select coalesce(sum(n),0) from tally where counter='$1' and item='$2'" 2> /dev/null; }
{
    echo "# A first visit"
    echo
    echo "A real window of 1080 x 1920 under Xvfb, touched like a screen; $("$borne" --version)."
    echo
    echo "| Step | Touched | Counted |"
    echo "|---|---|---|"
} > "$out/report.md"
shot loop

# name, what is touched, x, y, counter, item, total it must reach
while read -r name x y counter item total touched; do
    step=$((step + 1))
    [ "$item" = - ] && item=
    xdotool mousemove "$x" "$y" click 1
    for _ in {1..100}; do [ "$(count "$counter" "$item")" = "$total" ] && break; pause; done
    found=$(count "$counter" "$item")
    echo "| [$name]($(printf %02d "$step")-$name.png) | $touched | \`$counter $item\` = $found |" >> "$out/report.md"
    if [ "$found" != "$total" ]; then
        echo "step $step ($name): $counter $item is $found, not $total"
        exit 1
    fi
    shot "$name"
done <<'STEPS'
home 540 1786 screen.opened home 1 Touchez l’écran pour commencer
slides 540 1270 slide.opened carnet 1 Découvrir
next 799 1738 slide.opened papiers 1 Suivant
back 157 72 screen.opened home 2 Accueil
try 540 430 screen.opened walkthrough 1 Essayer l’application
mission 540 880 mission.started allergie 1 Je signale mon allergie et je la partage
allergies 540 320 mission.step allergie/2 1 Allergies, sur le téléphone
shown 757 1645 mission.step allergie/3 1 Montre-moi
leave 757 1745 mission.left allergie/3 1 Quitter
again 157 72 screen.opened home 3 Accueil
code 540 850 link.shown site 1 Télécharger
android 787 1637 link.shown android 1 Téléphone Android
text 149 1859 comfort.used text 1 Texte
contrast 474 1859 comfort.used contrast 1 Contraste
end 864 1859 slide.shown papiers 1 J’ai terminé
STEPS

kill "$kiosk" && wait "$kiosk"
kiosk=
"$bilan" show "$out/data" | tee "$out/counts.txt"
"$bilan" export -o "$out/counts.csv" "$out/data" || exit 1
{
    echo
    echo "What the coordinator reads ([counts.csv](counts.csv)):"
    echo
    echo '```'
    cat "$out/counts.txt"
    echo '```'
} >> "$out/report.md"
echo "pictures, counts and report.md are in $out"

#!/bin/bash
# additions.sh: follows README's table "to add … touch" on a copy of the sources: one counter, one
# screen, one widget, one act and one section are added in the files that it names and no others,
# the copy is built with every warning an error, and each is seen to work. Then each addition is
# made again without one of its rows, and that must not compile.
set -u
unset MAKEFLAGS MFLAGS MAKELEVEL # of the make that runs the tests
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
passed=0 failed=0
# ok WHAT STATUS: $? is to be taken before WHAT is put together.
ok() { if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $1"; fi; }

cd "$root" || exit 1
git ls-files -co --exclude-standard -- Makefile README.md src tests/unit tests/*.mk tests/window/window.mk tests/bench/bench.mk tests/once/once.mk slides assets |
    tar -cf - -T - 2> /dev/null | tar -xf - -C "$copy"
[ ! -d build/obj ] || { mkdir -p "$copy/build" && cp -a build/obj "$copy/build/"; } # what is not touched is not built again
cd "$copy" && git init -q . && git add -A && git -c user.name=t -c user.email=t@localhost commit -qm t || exit 1
touched() { git diff --name-only -- src; git ls-files -o --exclude-standard -- src; }
# files TITLE: those that README's row names, NAME standing for the new one's.
files() { grep -F "| $1 |" README.md | grep -oE '`src/[^`]*`' | tr -d '`' | sed "s/NAME/${2:-NAME}/"; }
build() { make -j2 WERROR=1 build/borne build/bilan > build.log 2>&1; }
insert() { sed -i "0,/$2/s//$3\n&/" "$1"; } # FILE PATTERN LINE: LINE before the first match

add_counter() {
    insert src/base/counter.h '^    COUNTER_QUESTION_HEARD,' '    COUNTER_TEA_SERVED,'
    insert src/base/counter.c '^    \[COUNTER_QUESTION_HEARD\]' '    [COUNTER_TEA_SERVED] = {"tea.served", "Thés servis", "thes", ORIGIN_STAFF, ITEM_NONE, GROUP_STAFF, PLACE_CARD},'
}
add_screen() {
    insert src/app/screen.h '^    X(ABOUT, about' '    X(TEA, tea, "Le thé") \\'
    insert src/app/home.c '^    {"home.slides"' '    {"home.ask", "home.notice", ICON_INFO, LOOK_QUIET, SCREEN_TEA},'
    cat > src/app/tea.c << 'C'
#include "app/chrome.h"

static void tea_draw(const struct app *app, const struct pen *pen)
{
    struct rect rest = {0, 0, pen->list->glass.w, pen->list->glass.h};
    chrome_comfort(app, pen, &rest);
    chrome_header(app, pen, &rest, app_word(app, "home.ask"));
}

const struct screen screen_tea = {.draw = tea_draw};
C
}
add_widget() {
    insert src/content/demo.h '^    DEMO_FIELD,' '    DEMO_GAUGE,'
    insert src/content/demo/widgets.c '^    \[DEMO_FIELD\] = ' '    [DEMO_GAUGE] = {"gauge", FORM_TEXT, NULL, add_plain},'
    insert src/app/walk/phone_parts.c '^    case DEMO_TITLE:' '    case DEMO_GAUGE:'
}
add_act() {
    insert src/content/demo.h '^    DEMO_REFUSE,' '    DEMO_SING,'
    insert src/content/demo/acts.c '^    \[DEMO_REFUSE\]' '    [DEMO_SING] = {"sing", ACT_SAY},'
    insert src/content/demo/do.c '^    case DEMO_SAY:' '    case DEMO_SING:'
}
add_section() {
    insert src/report/html.c '^    {"mots",' '    {"the", "Le thé", "Thé", NULL, add_tea},'
    insert src/report/html.c '^static const struct section {' 'static void add_tea(struct page *page)\n{\n    str_add(page->out, "<p>Du thé.<\/p>\\n");\n}\n'
}

# kind TITLE FUNCTION NAME: made in the files of the README's row, all of them and no others.
kind() {
    $2
    [ "$(touched | sort)" = "$(files "$1" "$3" | sort)" ]
    local status=$?
    ok "$1: README names the files that are touched: $(touched | tr '\n' ' ')" $status
    git add -A && git -c user.name=t -c user.email=t@localhost commit -qm "$1"
}
kind 'a counter' add_counter -
kind 'a screen' add_screen tea
kind 'a widget of the demo app' add_widget -
kind 'an act of the demo app' add_act -
kind "a section of the report's page" add_section -
build
status=$?
ok "all of them build at the first try: $(grep -m3 -E 'error|warning' build.log)" $status

# --- each works ---
sed -i '0,/  body:/s//  body:\n    - gauge: "Une jauge"/' slides/fr/app/accueil.yaml
sed -i '0,/do: *{ *say:/s//do: {sing:/' "$(grep -lE 'do: *\{ *say:' slides/fr/app/*.yaml | head -1)"
build/borne check --content slides > check.log 2>&1
status=$?
ok "borne check reads the widget and the act: $(head -2 check.log)" $status
printf '4829\n' | build/borne pin --data data > /dev/null 2>&1
cat > add.visit << 'V'
tap "Touchez l’écran pour commencer"
tap "Que voulez-vous faire ?"
screen tea
tap "Accueil"
screen home
tap "J’ai terminé"
hold 20 20 3
tap "4"
tap "8"
tap "2"
tap "9"
tap "Valider"
tap "Compter"
tap "La suite"
tap "+1 Thés servis"
count tea.served 1
tap "Menu"
tap "Code QR des totaux"
screen totals
V
build/borne play add.visit --content slides --data data > play.log 2>&1
status=$?
ok "the screen opens and the counter counts: $(tail -1 play.log)" $status
build/bilan export -o report.html data && build/bilan export -o report.csv data
ok 'the report is made' $?
grep -q 'Thés servis' report.html && grep -q 'Thés servis' report.csv
ok 'the report tells the counter' $?
grep -q 'Le thé' report.csv
ok 'the report tells the screen by its title' $?
grep -q 'Du thé' report.html
ok 'the page has the section' $?

# --- and none of their rows can be forgotten ---
# hole WHAT FILE LINE: without the line the build must fail.
hole() {
    sed -i "\|$3|d" "$2"
    ! build
    ok "$1 without its row in $2 compiles" $?
    git checkout -q -- src
}
# named TEST WORDS FILE LINE: without that line, in the middle of its table, the unit test says so.
named() {
    sed -i "/$4/d" "$3"
    make -j2 "build/test/unit/$1" > build.log 2>&1 && "build/test/unit/$1" > unit.log 2>&1
    grep -q "$2" unit.log
    ok "unit/$1 names the row missing in $3" $?
    git checkout -q -- src
}
named counter_test 'after "workshops.people", has no row' src/base/counter.c COUNTER_TEA_SERVED
named demo_read_test 'after "notice", has no row' src/content/demo/widgets.c DEMO_GAUGE
named demo_read_test 'after "say", has no row' src/content/demo/acts.c DEMO_SING
hole 'a screen' src/app/tea.c 'screen_tea'
hole 'a widget' src/app/walk/phone_parts.c 'DEMO_GAUGE'
hole 'an act' src/content/demo/do.c 'DEMO_SING'
hole 'a section' src/report/html.c '"the", '
sed -i 's/"tea.served", "Thés servis", "thes", /"tea.served", "Thés servis", /' src/base/counter.c
! build
ok 'a counter with a column too few compiles' $?

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

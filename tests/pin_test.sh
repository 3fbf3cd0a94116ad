#!/bin/bash
# borne pin from end to end: from a pipe and from a terminal (script, of util-linux). What the file
# holds and when a PIN is right is pin_test's.
#
#     tests/pin_test.sh [BORNE]          default: build/borne
set -euo pipefail
cd "$(dirname "$0")/.."
borne=${1:-build/borne}
case $borne in /*) ;; *) borne=$PWD/$borne ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$PWD
cd "$work"
passed=0 failed=0

# ok WHAT COMMAND...: one check
ok() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "pin_test: $what: $(cat out err 2>/dev/null)" >&2
    fi
}

# pin STATUS DATA: stdin is what is typed; leaves out and err
pin() {
    local status=0
    "$borne" pin --data "$2" >out 2>err || status=$?
    ok "exit $status, not $1" [ "$status" = "$1" ]
}

has() { grep -q -- "$2" "$1"; }
has_not() { ! grep -q -- "$2" "$1"; }

# --- from a pipe ---------------------------------------------------------------------------------
pin 0 made/by/us <<<4829 # folders and all
ok 'mode of the file' [ "$(stat -c %a made/by/us/staff.pin)" = 600 ]
ok 'the file holds a hash' has made/by/us/staff.pin '^code \$argon2id\$v=19\$m=65536,'
ok 'the file holds no PIN' has_not made/by/us/staff.pin 4829
ok 'stdout is the file of a stick' [ "$(grep -c '^#' out)" = 3 ]
ok 'with a place for the code' has out '^code: "VOTRE NOUVEAU CODE"$'
ok 'with the phrase' has out '^secours: "[a-z0-9]\{4\}\(-[a-z0-9]\{4\}\)\{4\}"$'
ok 'nothing else on stdout' [ "$(wc -l <out)" = 5 ]
ok 'the file is named' has err 'made/by/us/staff.pin'
ok 'no PIN is shown' has_not err 4829
phrase=$(grep '^secours ' made/by/us/staff.pin)
first=$(cat made/by/us/staff.pin)

printf '7351\r\n7351\r\n' >two
pin 0 made/by/us <two
ok 'another PIN' [ "$(cat made/by/us/staff.pin)" != "$first" ]
ok 'the phrase stays' [ "$(grep '^secours ' made/by/us/staff.pin)" = "$phrase" ]
ok 'and is not shown' [ ! -s out ]
ok 'and that is said' has err 'phrase de secours reste'

second=$(cat made/by/us/staff.pin)
for bad in 123 1234 7777 482913579 48a9 ''; do
    pin 1 made/by/us <<<"$bad"
    ok "one line for a bad PIN ($bad)" [ "$(wc -l <err)" = 1 ]
    ok 'nothing on stdout' [ ! -s out ]
done
pin 1 made/by/us </dev/null
printf '4829\n4828\n' >two
pin 1 made/by/us <two
ok 'two that differ' has err 'pas les mêmes'
pin 1 "made/$(printf '%0300d' 0)" <<<4829
echo x >plain
pin 1 plain/data <<<4829
ok 'a folder that cannot be' has err 'plain'
ok 'what was refused changed nothing' [ "$(cat made/by/us/staff.pin)" = "$second" ]

# A PIN that was damaged is mended, with a new phrase.
echo 'borne-pin 1' >made/by/us/staff.pin
pin 0 made/by/us <<<4829
ok 'the damage is said' has err 'endommagé'
ok 'a new phrase' has out '^secours: '
ok 'whole again' has made/by/us/staff.pin '^essais 0000$'

# --- from a terminal -----------------------------------------------------------------------------
# typed NAME LINE...: types each line after its prompt, as a person would; leaves NAME.screen, NAME.rc
typed() {
    local name=$1 line
    shift
    script -qefc "'$borne' pin --data term; echo rc=\$? >'$name.rc'" "$name.screen" <keys >seen 2>&1 &
    exec 8>keys 9<seen
    for line in "$@"; do
        read -r -t 60 -d : -u 9 || true # up to the end of the prompt
        printf '%s' "$line" >&8
    done
    cat <&9 >out
    exec 8>&- 9<&-
    wait $! || true
    cp "$name.screen" err
}

mkfifo keys seen
if script -qefc true pty.screen </dev/null >/dev/null 2>&1; then
    typed good $'4829\r' $'4829\r'
    ok 'typed twice' has good.rc 'rc=0'
    ok 'asked twice' has good.screen 'Encore une fois'
    ok 'never shown' has_not good.screen 4829
    ok 'set' has term/staff.pin '^code \$argon2id'
    ok 'the phrase is shown once' has good.screen 'secours: "'
    before=$(cat term/staff.pin)
    typed differ $'7351\r' $'7352\r'
    ok 'typed differently' has differ.rc 'rc=1'
    typed simple $'1234\r'
    ok 'too simple: asked once' has_not simple.screen 'Encore une fois'
    ok 'too simple' has simple.rc 'rc=1'
    typed given_up $'73\003'
    ok 'Ctrl-C' has given_up.rc 'rc=1'
    typed ended $'\004'
    ok 'Ctrl-D' has ended.rc 'rc=1'
    ok 'nothing changed' [ "$(cat term/staff.pin)" = "$before" ]
else
    echo 'skipped: a terminal (no script, or no pseudo-terminals here)'
    skipped=1
fi

# --- while none is set, the kiosk's log says so at its start, once ---------------------------------
# started SETTING: the kiosk on a glass that nobody sees, until it is ready; leaves its log in err
started() {
    printf 'data: %s/new\n%s\n' "$work" "$1" >borne.yaml
    mkfifo -m 600 log
    SDL_VIDEODRIVER=dummy timeout 60 "$borne" --config borne.yaml --content "$content" 2>log </dev/null &
    local kiosk=$! line=
    exec 7<log
    : >err
    while [ "$line" != ready ] && read -r -u 7 line; do echo "$line" >>err; done
    kill "$kiosk" 2>/dev/null || true
    cat <&7 >>err
    wait "$kiosk" || true
    exec 7<&-
    rm log
}
said() { [ "$(grep -c 'aucun code d’équipe' err || true)" = "$1" ]; }
content=$source/slides
started ''
ok 'a kiosk without a PIN says so once' said 1
ok 'and who may set it' has err 'borne-equipe.yaml'
started 'first_pin: console'
ok 'the console alone' said 1
ok 'no stick' has_not err 'borne-equipe.yaml'
"$borne" pin --data new <<<4829 >out 2>&1
started ''
ok 'with one it says nothing' said 0

echo "$passed passed, $failed failed${skipped:+, $skipped skipped}"
[ "$failed" = 0 ]

# lib.sh: what the tests of the store share: a driver (driver.c) that counts into a folder, and what is to be
# seen there. Sourced; $DRIVER, $BORNE and $BILAN are the programs.
set -u
BORNE=${BORNE:-build/borne} BILAN=${BILAN:-build/bilan} DRIVER=${DRIVER:-build/test/store/driver}
passed=0 failed=0 skipped=0
work=$(mktemp -d) || exit 1
export TMPDIR=$work
driver=0
clean_up() {
    end_driver KILL
    chmod -R u+rwX "$work" 2> /dev/null
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

ok() { passed=$((passed + 1)); echo "ok $1"; }
not_ok() { failed=$((failed + 1)); echo "not ok $1: $2"; sed 's/^/    /' "$work/log" 2> /dev/null | tail -20; }
skip() { skipped=$((skipped + 1)); echo "skipped $1: $2"; }
finish() {
    echo
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
    exit
}

# is NAME FOUND WANTED
is() { [ "$2" = "$3" ] && ok "$1" || not_ok "$1" "« $2 », not « $3 »"; }
holds() { [[ $2 == *"$3"* ]] && ok "$1" || not_ok "$1" "« $2 » does not hold « $3 »"; }

# start FOLDER [COMMAND...]: a driver there, run by COMMAND; $answer is "ready" or why not
start() {
    local folder=$1
    shift
    rm -f "$work/in" "$work/out"
    mkfifo "$work/in" "$work/out"
    "$@" "$DRIVER" "$folder" < "$work/in" > "$work/out" 2>> "$work/log" &
    driver=$!
    exec 7> "$work/in" 8< "$work/out"
    answer=
    read -r -t 60 answer <&8
}

# tell LINE: its answer is in $answer
tell() {
    answer=gone
    echo "$1" >&7 2> /dev/null
    read -r -t 60 answer <&8 || answer=gone
}

# end_driver [SIGNAL]: closes the store, or kills
end_driver() {
    [ "$driver" != 0 ] || return 0
    if [ $# -gt 0 ]; then
        kill "-$1" "$driver" 2> /dev/null
    else
        tell end
    fi
    exec 7>&- 8<&-
    wait "$driver" 2> /dev/null
    ended=$?
    driver=0
}

# sql FILE SQL
sql() { sqlite3 "$1" "$2" 2>&1; }
total() { sql "$1/counts.db" 'SELECT coalesce(sum(n), 0) FROM tally'; }
asides() { ls "$1" | grep -c '\.aside\.'; }

# until_true SECONDS COMMAND...: tried again and again
until_true() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $until ] || return 1
    done
}

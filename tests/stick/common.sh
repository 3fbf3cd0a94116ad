# common.sh: what the tests of the export share. Sourced by them, never run; they set borne and data.
# shellcheck shell=bash disable=SC2034,SC2154

passed=0 failed=0 skipped=0
work=$(mktemp -d)
mounts=()
clean_up() {
    for m in "${mounts[@]}"; do umount -l "$m" 2> /dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT
unset BORNE_CONFIG
mkdir "$work/tmp"
export TMPDIR=$work/tmp

ok() { passed=$((passed + 1)); }
not_ok() { failed=$((failed + 1)); echo "not ok: $*"; }
skip() { skipped=$((skipped + 1)); echo "skipped: $*"; }

finish() {
    if [ "$skipped" = 0 ]; then
        echo "$passed passed, $failed failed"
    else
        echo "$passed passed, $failed failed, $skipped skipped"
    fi
    [ "$failed" = 0 ]
}

# make_data FOLDER ROWS: counts.db of a kiosk "k" with its standing stand and, on top, SQL from stdin.
make_data() {
    mkdir -p "$1"
    rm -f "$1"/counts.db*
    { cat << 'SQL'
PRAGMA journal_mode = WAL;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE kiosk(id TEXT PRIMARY KEY, name TEXT, site TEXT, region TEXT, timezone TEXT);
CREATE TABLE stand(id TEXT PRIMARY KEY, kiosk_id TEXT, name TEXT, structure TEXT, kind TEXT,
                   opened_at INTEGER, closed_at INTEGER);
CREATE TABLE tally(stand_id TEXT, hour INTEGER, origin TEXT, counter TEXT, item TEXT,
                   n INTEGER, PRIMARY KEY (stand_id, hour, origin, counter, item));
INSERT INTO kiosk VALUES ('k', 'Borne du hall', 'CHU', 'Bretagne', 'Europe/Paris');
INSERT INTO stand VALUES ('k', 'k', 'Borne du hall', 'CHU', 'affichage', 1790000000, NULL);
SQL
        cat
        cat << SQL
WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x + 1 < $2)
INSERT INTO tally SELECT stand.id, 1792843200 + 3600 * (x / 9), 'kiosk', 'slide.shown',
                         'diapo' || (x % 9), 5 + x * 31 % 101 FROM i, stand;
COMMIT;
SQL
    } | sqlite3 "$1/counts.db" > /dev/null
}

mounting=
if [ "$(id -u)" = 0 ] && mkdir "$work/try" && mount -t tmpfs -o size=300k tmpfs "$work/try" 2> /dev/null; then
    umount "$work/try"
    mounting=yes
fi

# stick_mount FOLDER OPTION...: mounts there, to be unmounted at the end.
stick_mount() {
    local at=$1
    shift
    mkdir -p "$at"
    mount "$@" "$at" && mounts+=("$at")
}

finals() { find "$1" -mindepth 1 -maxdepth 1 -name 'borne-2*' ! -name '*.partiel' -printf '%f\n' | sort; }

# --- an export in the background, which may be broken off ---

tracing=
if command -v strace > /dev/null && strace -D -o /dev/null true 2> /dev/null; then tracing=yes; fi

# begin STICK [CALL SIGNAL WHEN]: starts one as $pid, which at the WHEN-th of those system calls gets
# that signal. -D makes the export our child and strace a grandchild.
begin() {
    local around=()
    : > "$work/trace"
    if [ $# -gt 1 ]; then
        export ASAN_OPTIONS=detect_leaks=0 # cannot be looked for under strace
        around=(strace -D -qq -f -o "$work/trace" -e "trace=$2" -e "inject=$2:signal=$3:when=$4")
    fi
    exec 3>&2 2> /dev/null # bash tells of every child that is killed
    "${around[@]}" "$borne" export "$1" --data "$data" > "$work/out" 2> "$work/err" &
    pid=$!
}
runs() { kill -0 "$pid" 2> /dev/null; }
until_stopped() { while runs && [[ $(< "$work/trace") != *'stopped by SIGSTOP'* ]]; do :; done; }
end() { # leaves its status
    kill -CONT "$pid" 2> /dev/null || true
    status=0
    wait "$pid" || status=$?
    exec 2>&3 3>&-
    unset ASAN_OPTIONS
}

#!/bin/bash
# once.sh [--long] BORNE BILAN HELPERS [SCENE]: every allocation and every system call failing once, over a visit, an
# export, an update and the reports. HELPERS is the folder of `calls` and `memory.so`.
#
# Whatever fails, the program ends by itself with 0, 1, 2 or 3 and says why where it is not 0; nothing that was counted
# before is lost; what it writes is whole or absent, and right where it says nothing; what it reads stays as it was.
# The short form draws a few failures of each kind by lot: SEED=N draws others. --long takes them all.
#
#     once.sh --one SCENE 'FAILURE' BORNE BILAN HELPERS    one of them again, as it was printed
set -u
here=$(cd "$(dirname "$0")" && pwd)
long='' one='' failure=''
case ${1:-} in
--long) long=1 && shift ;;
--one) one=$2 failure=$3 && shift 3 ;;
esac
borne=$(realpath "$1") bilan=$(realpath "$2") helpers=$(realpath "$3") only=${4:-}
slides=$(realpath "$here/../../slides") visit=$here/../visits/first-visit.visit
scenes=(show csv html xlsx json merge prune play export update)
export TZ=UTC LC_ALL=C.UTF-8 SDL_VIDEODRIVER=dummy
sanitized=''
if grep -q __asan_init "$borne"; then
    sanitized=1
    export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0:exitcode=99:allocator_may_return_null=1
    export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
fi

# --- what each scene is: run in the folder of one failure, $PWD ---

command_of() { # SCENE: into `command`
    case $1 in
    show) command=("$bilan" show --content "$slides" sources) ;; # with the titles of the whole content, the others with those of a small one
    csv | html | xlsx | json) command=("$bilan" export --content "$templates/few" -o "out/bilan.$1" sources) ;;
    merge) command=("$bilan" merge -o out/all.db sources) ;;
    prune) command=("$bilan" prune --keep 1 data/counts.db) ;;
    play) command=("$borne" play "$templates/short.visit" --data data) ;;
    export) command=("$borne" export out --data data) ;;
    update) command=("$borne" update "$templates/stick" --data data) ;;
    esac
}

prepare() { # a folder for one failure
    mkdir -p "$1/out" "$1/tmp" && cp -a "$templates/data" "$1" && cp -a "$templates/sources" "$1"
}

sums() { # DATABASE...: what is counted in all of them
    local database
    for database; do
        sqlite3 -readonly "$database" 'SELECT counter, item, n FROM tally' 2> /dev/null
    done | awk -F'|' '{ n[$1 "|" $2] += $3 } END { for (key in n) print key "|" n[key] }' | sort
}
lost() { # BEFORE NOW: what is in the first and not, or less, in the second
    awk -F'|' 'NR == FNR { now[$1 "|" $2] = $3; next } $3 > now[$1 "|" $2] { print $0 " is now " now[$1 "|" $2] + 0 }' "$2" "$1"
}
plain() { # FILE: what does not differ from one good run to another
    case $1 in
    *.xlsx) unzip -p "$1" 'xl/*' 2>&1 | sed -E 's/Établi le [^<]*//; s/du [0-9]{2}[^<]*//g' ;;
    *.db) sqlite3 -readonly "$1" 'PRAGMA integrity_check' .dump 2>&1 ;;
    *) sed -E 's/Fait par bilan [^<]*//' "$1" ;;
    esac
}
whole() { # FILE GOOD: the same but for the time
    cmp -s <(plain "$1") <(plain "$2")
}
resume() { # a clean start: the visit's counts are to be in counts.db after it
    TMPDIR=$PWD/tmp timeout 60 "$borne" play "$templates/rest.visit" --data data > resumed 2>&1 || bad "the next clean start fails: $(head -1 resumed)"
}

bad() { verdict+="    $*"$'\n'; }

says_more() { ! cmp -s err "$templates/good/$scene/err"; } # than a good run

judge_report() { # FILE
    [ -e "$1" ] || { [ "$status" != 0 ] || bad "exit 0, and no $1"; return; }
    whole "$1" "$templates/good/$scene/$1" && return
    says_more || bad "$1 is not what it should be, and nothing is said of it"
    case $1 in
    *.xlsx) unzip -tq "$1" > /dev/null 2>&1 || bad "$1 is no whole archive" ;;
    *.html) [ "$(tail -c 8 "$1")" = '</html>' ] || bad "$1 is cut" ;;
    *.db) [ "$(sqlite3 -readonly "$1" 'PRAGMA integrity_check' 2>&1)" = ok ] || bad "$1 is damaged" ;;
    *.json) [ "$(tail -c 2 "$1")" = '}' ] || bad "$1 is cut" ;;
    esac
}
judge_counts() { # nothing that was there before is lost, nor, after a good end, what was added
    resume
    local now
    now=$(mktemp -p .)
    sums data/counts.db > "$now"
    [ -z "$(lost "$templates/good/$scene/before" "$now")" ] || { # set aside is not lost, if it can be read
        sums data/counts.db data/*.aside.db > "$now"
        bad "in counts.db no more, $([ -z "$(lost "$templates/good/$scene/before" "$now")" ] && echo 'but aside' || echo 'nor aside'): $(ls data | tr '\n' ' ')"
    }
    [ "$status" != 0 ] || [ -z "$(lost "$templates/good/$scene/after" "$now")" ] ||
        bad "exit 0, and not counted: $(lost "$templates/good/$scene/after" "$now" | tr '\n' ' ')"
    # Where slides could not be read, others were shown: what no good run counts is left aside.
    awk -F'|' 'NR == FNR { known[$1 "|" $2]; next } $1 "|" $2 in known' "$templates/good/$scene/after" "$now" > known
    [ -z "$(lost known "$templates/good/$scene/after")" ] || bad "counted too much: $(lost known "$templates/good/$scene/after" | tr '\n' ' ')"
}
judge() {
    local name
    case $scene in
    show) cmp -s out.txt "$templates/good/show/out.txt" || says_more || bad "it shows something else, and says nothing of it: $(diff "$templates/good/show/out.txt" out.txt | head -3)" ;;
    csv | html | xlsx | json) judge_report "out/bilan.$scene" ;;
    merge) judge_report out/all.db ;;
    prune) whole data/counts.db "$templates/good/prune/data/counts.db" ||
        { [ $status != 0 ] && whole data/counts.db "$templates/data/counts.db"; } || bad 'counts.db is neither as before nor as after' ;;
    play) judge_counts ;;
    export)
        judge_counts
        for name in out/borne-*; do
            [[ $name == *.partiel || ! -e $name ]] && continue
            [ "$(cd "$name" && echo *)" = 'bilan.csv bilan.html counts.db' ] || bad "$name holds $(cd "$name" && echo *)"
            [ "$(tail -c 8 "$name/bilan.html")" = '</html>' ] || bad "$name/bilan.html is cut"
            sums "$name/counts.db" > exported
            [ -z "$(lost "$templates/good/export/before" exported)" ] || bad "$name/counts.db lacks $(lost "$templates/good/export/before" exported | head -1)"
        done
        [ $status != 0 ] || compgen -G 'out/borne-*' > /dev/null || bad 'exit 0, and nothing on the stick' ;;
    update)
        if [ -e data/content ]; then
            diff -r data/content/ "$templates/stick/borne-contenu" > differs 2>&1 || bad "the content in use is not whole: $(head -1 differs)"
        else
            [ ! -L data/content ] || bad 'the link to the content leads nowhere'
            [ $status != 0 ] || bad 'exit 0, and no new content'
        fi ;;
    esac
    [[ $scene == @(play|update|prune|export) ]] || diff -r sources "$templates/sources" > /dev/null || bad 'a source was changed'
    [ "$(tr -d '\n' < "$templates/marks")" = "$(marks | tr -d '\n')" ] || bad 'the stick was changed'
}
marks() { find "$templates/stick" -printf '%p %s %T@ %m\n' | sort | sha256sum; }

# --- one failure ---

run_one() { # SCENE FAILURE: prints what is wrong
    local work scene=$1 how=$2 status=0 verdict='' command=()
    work=$(mktemp -d -p "$area") && prepare "$work" && cd "$work" || exit 1
    command_of "$scene"
    case $how in
    memory\ *) TMPDIR=$PWD/tmp ONCE_AT=${how#* } ONCE_TOLD=$PWD/told LD_PRELOAD=$helpers/memory.so \
        timeout 60 "${command[@]}" > out.txt 2> err < /dev/null || status=$?
        [ -e told ] || status=125 ;;
    *) TMPDIR=$PWD/tmp timeout 60 "$helpers/calls" --root "$PWD" --error "${how##* }" --fail "${how% *}" \
        "${command[@]}" > out.txt 2> err < /dev/null || status=$? ;;
    esac
    if [ $status = 125 ]; then
        echo missed >> "$area/missed"
    else
        case $status in 0 | 1 | 2 | 3) ;; *) bad "ended with $status" ;; esac
        grep -aqE 'Sanitizer|runtime error:|Assertion' err && bad "$(grep -aE 'Sanitizer|runtime error:|Assertion' err | head -1)"
        [ $status = 0 ] || grep -aq '[[:alpha:]] [[:alpha:]]' err out.txt || bad "exit $status without a sentence"
        [ -n "$verdict" ] || judge
    fi
    if [ -n "$verdict" ]; then
        printf 'not ok: %s\n  once.sh --one %s %q %s %s %s\n%s' "$scene, $how" "$scene" "$how" "${borne/$PWD\//}" "$bilan" "$helpers" "$verdict"
        head -c 600 err | sed 's/^/    | /'
        [ ! -e told ] || head -9 told | sed 's/^/    @ /'
        echo
    fi > "$work.said"
    cd / && rm -rf "$work"
    [ ! -s "$work.said" ] || cat "$work.said"
}

# --- all of them ---

make_templates() {
    local data=$templates/data other=$templates/other scene status command=()
    mkdir -p "$data" "$other" "$templates/sources" "$templates/stick" "$templates/good"
    grep -vE '^(count|shot)' "$visit" > "$templates/short.visit"
    : > "$templates/rest.visit"
    echo "content: \"$slides\"" > "$BORNE_CONFIG"
    for folder in "$data" "$other"; do
        "$borne" play "$templates/short.visit" --data "$folder" && "$borne" play "$templates/rest.visit" --data "$folder" || exit 1
        sqlite3 "$folder/counts.db" "INSERT INTO stand(id, kiosk_id, name, structure, kind, opened_at, closed_at) SELECT 'st-' || id, id, 'Forum', 'x', 'stand', 1795249000, NULL FROM kiosk;
            INSERT INTO tally SELECT 'st-' || id, 1795248000, 'staff', 'people.met', '', 42 FROM kiosk;
            INSERT INTO tally SELECT 'st-' || id, 1605859200, 'staff', 'people.met', '', 3 FROM kiosk" || exit 1
    done
    cp "$data/counts.db" "$templates/sources/un.db" && cp "$other/counts.db" "$templates/sources/deux.db"
    cp -R "$slides" "$templates/stick/borne-contenu"
    mkdir -p "$templates/few/fr/slides" && cp "$slides"/{content,links}.yaml "$templates/few" &&
        cp "$slides/fr/words.yaml" "$templates/few/fr" && cp "$slides"/fr/slides/0*.md "$templates/few/fr/slides" &&
        cp -R "$slides/pictures" "$templates/few" || exit 1
    marks > "$templates/marks"
    for scene in "${scenes[@]}"; do # as it is with no failure; and every call and allocation there is
        mkdir -p "$templates/good/$scene" && prepare "$templates/good/$scene" && cd "$templates/good/$scene" || exit 1
        command_of "$scene"
        sums data/counts.db > before
        TMPDIR=$PWD/tmp "$helpers/calls" --root "$PWD" --list "$area/$scene.calls" "${command[@]}" > out.txt 2> err
        status=$?
        [ $status != 126 ] || { echo "skip: the kernel here does not hand calls over: $(cat err)"; echo '0 passed, 0 failed, 1 skipped'; exit 0; }
        [ $status = 0 ] || { echo "not ok: $scene ends with $status and no failure"; cat err; exit 1; }
        [[ $scene != @(play|export) ]] || { resume && sums data/counts.db > after; }
        rm -rf "$templates/again" && prepare "$templates/again" && cd "$templates/again" &&
            TMPDIR=$PWD/tmp ONCE_LIST=$area/$scene.paths LD_PRELOAD=$helpers/memory.so "${command[@]}" > /dev/null 2>&1
    done
    cd / && rm -rf "$templates/again"
}

errors_of() { # CALL NAME NUMBER: what may come of it, one a line, each behind the call
    case $1 in
    openat | open) echo EIO EMFILE EINTR ;;
    mkdir* | rename* | symlink* | fallocate) echo EIO ENOSPC ;;
    write* | pwrite64 | fsync | fdatasync | ftruncate) echo EIO ENOSPC EINTR ;;
    mmap) if [ "$2" = - ]; then echo ENOMEM; else echo ENOMEM EIO; fi ;;
    flock) echo EINTR ENOLCK ;;
    clone*) echo EAGAIN ;;
    memfd_create) echo EMFILE ;;
    read | pread64) echo EIO EINTR ;;
    *) echo EIO ;;
    esac
}
# The many files of a content are read by one way: the first of each folder and kind, and the first of a call's repeats.
# Memory asked of the kernel: under the sanitizers that is theirs.
failures_of() { # SCENE: all of them, "KIND<tab>FAILURE"
    local call name number error
    awk -v sanitized="$sanitized" '{
        key = $2
        if (sub(/\/(slides|borne-contenu|contents|fonts|zoneinfo)\/.*/, "", key)) { kind = $2; sub(/.*\./, "", kind); key = key "/" kind; if (seen[$1 " " key " " $3]++) next }
        if ($1 == "getdents64" && $3 > 4) next
        if (!(sanitized && $1 == "mmap" && $2 == "-")) print
    }' "$area/$1.calls" | while read -r call name number; do
        for error in $(errors_of "$call" "$name"); do printf '%s\t%s\n' "$call $name" "$call $name $number $error"; done
    done
    awk '{ print $3 "\tmemory " $1 " " $2 }' "$area/$1.paths"
}
drawn() { # N: lines of stdin, by lot, the kinds in turn
    shuf --random-source=<(yes "$seed") | awk -F'\t' '{ print n[$1]++ "\t" $2 }' | sort -s -n -k 1,1 | cut -f 2 | if [ "$long" ]; then cat; else head -n "$1"; fi
}

area=$(mktemp -d -p /dev/shm 2> /dev/null || mktemp -d) || exit 1
templates=$area/templates seed=${SEED:-1}
export BORNE_CONFIG=$templates/borne.yaml # the content is not always beside the programs
trap 'rm -rf "$area"' EXIT
trap 'exit 130' INT TERM
if [ -n "$one" ]; then
    scenes=("$one")
    make_templates
    run_one "$one" "$failure"
    [ ! -e "$area/missed" ] || echo 'it did not come this time'
    exit
fi
[ -z "$only" ] || scenes=("$only")
make_templates
for scene in "${scenes[@]}"; do
    failures_of "$scene" > "$area/all"
    grep -v "$(printf '\tmemory ')" "$area/all" | drawn 14 | sed "s/^/$scene\t/"
    grep "$(printf '\tmemory ')" "$area/all" | drawn 10 | sed "s/^/$scene\t/"
done > "$area/drawn"
export -f run_one prepare command_of judge judge_report judge_counts bad sums lost plain whole resume marks says_more
export area templates slides borne bilan helpers sanitized
tr '\n' '\0' < "$area/drawn" | xargs -0 -P "$(nproc)" -n 1 bash -c 'run_one "${0%%	*}" "${0#*	}"' | tee "$area/said"
total=$(wc -l < "$area/drawn") wrong=$(grep -ac '^not ok' "$area/said") missed=$(cat "$area/missed" 2> /dev/null | wc -l)
echo "seed $seed: $total failures, $missed of which never came"
echo "$((total - missed - wrong)) passed, $wrong failed"
[ "$wrong" = 0 ]

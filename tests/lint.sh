#!/bin/bash
# lint.sh: the house rules that the compiler does not hold. Prints each breach; closes with
# `N passed, N failed`. --quick leaves out clang-tidy and cppcheck, which take minutes.
set -u
quick=; [ "${1:-}" = --quick ] && quick=1
passed=0 failed=0
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
rule() { # NAME COMMAND...: the command prints breaches; none is good
    local name=$1; shift
    "$@" > "$out" 2>&1
    if [ -s "$out" ]; then
        failed=$((failed + 1)); echo "not ok $name"; head -40 "$out" | sed 's/^/    /'
    else
        passed=$((passed + 1)); echo "ok $name"
    fi
}
sources=$(git ls-files -co --exclude-standard 'src/*.[ch]' 'tests/*.[ch]' | while read -r f; do [ -f "$f" ] && echo "$f"; done)
ours=$(echo "$sources" | grep ^src/)
# What the gates read is built by `make`, which `make lint` runs first.
export OBJECTS=${OBJECTS:-build/obj} PROGRAMS=${PROGRAMS:-build/borne build/bilan}
flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion
 -Wno-sign-conversion -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wformat=2 -Wvla -Werror -Isrc
 -include src/base/ban.h -DBORNE_VERSION=\"0\" $(pkg-config --cflags fribidi sdl2 SDL2_ttf SDL2_image)"

format() { clang-format --dry-run -Werror $sources 2>&1 | grep -E 'error:' | cut -d: -f1 | sort | uniq -c; }

compiled_by() { for f in $(echo "$ours" | grep '\.c$'); do $1 $flags -O2 -fsyntax-only "$f"; done; }

headers_alone() { for f in $(echo "$ours" | grep '\.h$'); do echo "#include \"${f#src/}\"" | gcc $flags -fsyntax-only -x c -; done; }

# folder: what it may include of ours; and which packaged headers (house.md, the table).
may_include() {
    case $1 in
    base) echo 'base' ;; ui) echo 'base|ui' ;; content) echo 'base|content' ;;
    app) echo 'base|ui|content|app' ;; store) echo 'base|store' ;; report) echo 'base|report' ;;
    platform) echo 'base|ui|platform|app/event.h' ;; sources) echo 'base|store|sources' ;;
    stick) echo 'base|content|stick' ;; kiosk) echo '[a-z_]+|report_text.h' ;;
    esac
}
may_use() {
    case $1 in
    ui) echo 'fribidi|qrencode' ;; content) echo 'yaml|md4c' ;; store) echo 'sqlite3|sodium' ;;
    sources) echo 'sqlite3' ;; report) echo 'xlsxwriter' ;; platform) echo 'SDL.*|systemd/.*|X11/.*' ;; kiosk) echo 'SDL.*|systemd/.*' ;; *) echo 'none' ;;
    esac
}
layers() {
    local libc='assert|ftw|grp|pwd|termios|ctype|malloc|semaphore|strings|wchar|dirent|errno|fcntl|float|getopt|inttypes|limits|locale|math|poll|pthread|setjmp|spawn|signal|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|time|unistd|sys/[a-z]+|linux/[a-z]+'
    local folder
    for folder in $(cd src && ls -d */ | tr -d /); do
        [ -n "$(may_include "$folder")" ] || { echo "src/$folder is not in the table of tests/lint.sh: say what it may include"; continue; }
        grep -nE '^ *# *include "' $(ls src/$folder/*.[ch] src/$folder/*/*.[ch] 2> /dev/null) | grep -vE "include \"($(may_include $folder))(/|\")"
        grep -nE '^ *# *include <' $(ls src/$folder/*.[ch] src/$folder/*/*.[ch] 2> /dev/null) | grep -vE "include <(($libc)|$(may_use $folder))\.h>|include <SDL2/"
        [[ $folder == @(platform|kiosk) ]] || grep -nE 'include <SDL' $(ls src/$folder/*.[ch] src/$folder/*/*.[ch] 2> /dev/null)
    done
}

sizes() {
    for f in $ours; do [ "$(wc -l < "$f")" -le 600 ] || echo "$f: $(wc -l < "$f") lines, over 600"; done
    awk 'FNR == 1 { open = 0 }
        /^[a-z].*\)$/ || /^[a-z].*[^;]$/ { if (!open) name = $0 }
        /^\{/ { open = FNR }
        /^\}/ { if (open && FNR - open > 60) print FILENAME ":" open ": " FNR - open " lines, over 60: " name; open = 0 }' \
        $(echo "$ours" | grep '\.c$')
}

words_known() {
    grep -rhoE '"[a-z-]+\.[a-z.0-9-]+"' src/app | sort -u | while read -r key; do
        grep -qF "$key" src/content/words.c || echo "$key is used in src/app but not in the table of src/content/words.c"
    done
}

sleepy() { grep -d skip -nE '\b(sleep|usleep|nanosleep|SDL_Delay)\b *[(0-9]' $(git ls-files tests | grep -vE '\.(md|txt|supp)$|^tests/(kill|bench)/|^tests/lint.sh') /dev/null; }

measured() { # what app/ draws with has a name in src/ui/look.h
    grep -rnE 'pen_(mm|size)\([a-z&]+, *[0-9]|_mm *= *[0-9]|\.?leading *=|[^a-z]230[^0-9]' src/app --include=*.[ch]
}

private() { grep -rnE 'mallo[c]\(|callo[c]\(|reallo[c]\(' src/ui src/app src/content src/report --include=*.c; }

checks='-*,bugprone-*,clang-analyzer-*,performance-*,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,-bugprone-reserved-identifier,-bugprone-implicit-widening-of-multiplication-result,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-bugprone-assignment-in-if-condition,-bugprone-sizeof-expression,-clang-analyzer-valist.Uninitialized,-performance-no-int-to-ptr'
tidy() { # a few files a process, on every core
    echo "$ours" | grep '\.c$' | shuf --random-source=/dev/zero |
        xargs -P "$(nproc)" -n 12 sh -c 'flags=$1 checks=$2; shift 2; exec clang-tidy --quiet -checks="$checks" "$@" -- $flags' \
            sh "${flags//-Werror/}" "$checks" 2> /dev/null | grep -E '(warning|error):' | sort
}

check_cpp() { cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=normalCheckLevelMaxBranches -D_GNU_SOURCE -Isrc src 2>&1; }

rule 'clang-format' format
rule 'gcc, strict warnings' compiled_by gcc
rule 'clang, strict warnings' compiled_by clang
rule 'every header compiles alone' headers_alone
rule 'the include table of the layers' layers
rule 'files to 600 lines, functions to 60' sizes
rule 'every phrase is in the table' words_known
rule 'no test sleeps' sleepy
rule 'no memory but through base' private
rule 'no millimetre in app/' measured
rule 'one name, one file' tests/gates.sh basenames
rule 'headers to 20 prototypes' tests/gates.sh prototypes
rule 'no circle of calls in a folder' tests/gates.sh circles
rule 'no export without a user' tests/gates.sh exports
rule 'every file is in the tour' tests/gates.sh tour
rule 'the programs are hardened' tests/gates.sh hardening
rule 'the gates see what they are for' tests/gates_test.sh
[ "$quick" ] || rule 'clang-tidy' tidy
[ "$quick" ] || rule 'cppcheck' check_cpp
echo
echo "$passed passed, $failed failed"
[ $failed = 0 ]

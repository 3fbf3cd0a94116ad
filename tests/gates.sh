#!/bin/bash
# gates.sh GATE: prints each breach of one rule of the house in the tree of the current folder, one a line, with what
# mends it; prints nothing where all is well. The gates that are about calls read the objects of `make` (in $OBJECTS),
# so that tables of functions count as calls too.
set -u
objects=${OBJECTS:-build/obj}
PROGRAMS=${PROGRAMS:-build/borne build/bilan}

sources() { find src -name '*.c' | sort; }

# "FILE U|D SYMBOL" for every name that a file of the programs uses from another or gives to others
symbols() {
    local file object built=()
    for file in $(sources); do
        object=$objects/${file#src/}
        object=${object%.c}.o
        if [ ! -f "$object" ] || [ "$file" -nt "$object" ]; then
            echo "$file: its object in $objects is missing or older; run make"
        else
            built+=("$object")
        fi
    done
    nm -A -g --format=posix "${built[@]}" |
        sed "s|^$objects/|src/|; s|\.o: |.c |" | awk '{ print $1, $3 ~ /[Uwv]/ ? "U" : "D", $2 }'
}

# Within a top folder of src (its subfolders count with it) calls go one way. A file that no other calls, or that calls
# no other, is on no circle; once all those are taken off, one shortest circle of what is left is told for each folder.
circles() {
    symbols | awk '
        NF != 3 { print; next }
        $2 == "D" { home[$3] = $1 }
        $2 == "U" { uses[++n] = $1 " " $3 }
        function folder(file) { return match(file, /^src\/[^\/]+\//) ? substr(file, 5, RLENGTH - 5) : "" }
        function way(from, file, i, head, tail, queue, came, said) { # the shortest from a file back to it
            queue[tail = 1] = from
            for (head = 1; head <= tail; head++)
                for (i = 1; i <= arcs; i++)
                    if (on[a[i]] && on[b[i]] && a[i] == queue[head] && !(b[i] in came)) {
                        came[b[i]] = i
                        if (b[i] == from) head = tail + 1
                        queue[++tail] = b[i]
                    }
            if (!(from in came)) return ""
            file = from
            do {
                i = came[file]
                said = a[i] " -(" what[i] ")-> " said
                hops[from]++
                file = a[i]
            } while (file != from)
            return said from
        }
        END {
            for (i = 1; i <= n; i++) {
                split(uses[i], use, " ")
                to = home[use[2]]
                if (to == "" || to == use[1] || folder(to) != folder(use[1])) continue
                if ((use[1], to) in seen) continue
                seen[use[1], to] = 1
                a[++arcs] = use[1]; b[arcs] = to; what[arcs] = use[2]
                on[use[1]] = on[to] = 1
            }
            do {
                changed = 0
                for (file in on) out[file] = in_[file] = 0
                for (i = 1; i <= arcs; i++) if (on[a[i]] && on[b[i]]) { out[a[i]]++; in_[b[i]]++ }
                for (file in on) if (on[file] && (!out[file] || !in_[file])) { on[file] = 0; changed = 1 }
            } while (changed)
            for (file in on) if (on[file]) {
                where = folder(file)
                many[where]++
                said = way(file)
                if (said != "" && (!(where in best) || hops[file] < best[where] || hops[file] == best[where] && said < told[where])) {
                    best[where] = hops[file]
                    told[where] = said
                }
            }
            for (where in told)
                print "src" (where == "" ? "" : "/" where) ": " many[where] " files on circles of calls; move a function down or pass it in: " told[where]
        }' | sort
}

# What the linker sees and no other object of the programs asks for; a test that needs it goes through what is used, by
# a file in memory (tests/unit/files.h), or has a log_line() of its own. One is left: of the mounts of this machine no
# test can say which are sticks, so they come from made-up tables under made-up roots. The list may only become shorter:
# a name in it that is used, or gone, is a breach too.
by_tests_alone='stick_list_mounts'
exports() {
    symbols | awk -v known="$(echo $by_tests_alone)" '
        NF != 3 { print; next }
        $2 == "D" && $3 != "main" { home[$3] = $1 }
        $2 == "U" { used[$3] = 1 }
        END { n = split(known, names, " ")
              for (i = 1; i <= n; i++) {
                  listed[names[i]] = 1
                  if (used[names[i]] || !(names[i] in home)) print "tests/gates.sh: " names[i] " is used, or gone: take it off the list"
              }
              for (name in home) if (!used[name] && !listed[name]) print home[name] ": no other file of the programs uses " name ": make it static, or delete it" }' | sort
}

# One name, one file: foo.c and foo.h of one folder are one.
basenames() {
    find src -name '*.[ch]' | sed 's/\.[ch]$//' | sort -u | awk -F/ '
        { where[$NF] = where[$NF] (where[$NF] == "" ? "" : ", ") $0 ".[ch]"; n[$NF]++ }
        END { for (name in n) if (n[name] > 1) print where[name] ": one name for " n[name] " files: rename one" }' | sort
}

# A header to 20 prototypes: statements of the file that end in `);`.
prototypes() {
    find src -name '*.h' | sort | while read -r header; do
        gcc -fpreprocessed -dD -E -P -x c "$header" 2> /dev/null | awk -v header="$header" '
            /^ *#/ { next }
            { text = text " " $0 }
            END {
                for (i = 1; i <= length(text); i++) {
                    c = substr(text, i, 1)
                    if (c == "{") depth++
                    else if (c == "}") { if (--depth == 0 && statement ~ /\)/) statement = "" }
                    else if (depth) continue
                    else if (c == ";") {
                        if (statement ~ /^ *[a-z].*\) *$/) n++
                        statement = ""
                    } else statement = statement c
                }
                if (n > 20) print header ": " n " prototypes, over 20: split it as its .c files are"
            }'
    done
}

# A reader comes to every .c from the tour of the README (by its name or its header's) or from a header of its folder.
tour() {
    local file tour stem
    tour=$(awk '/^## / { within = /A tour of the source/ } within' README.md)
    [ -n "$tour" ] || echo 'README.md: no section "A tour of the source"'
    for file in $(sources); do
        stem=$(basename "$file" .c)
        grep -qE "(^|[^A-Za-z0-9_])$stem\.[ch]([^A-Za-z0-9_]|$)" <<< "$tour" ||
            grep -qsE "(^|[^A-Za-z0-9_])$stem\.c([^A-Za-z0-9_]|$)" "$(dirname "$file")"/*.h ||
            echo "$file is named neither in the README's tour nor in a header of its folder: say there what it is for"
    done
}

# What Debian's hardening=+all promises, read in the programs of `make` ($PROGRAMS) as they are. On x86-64 the landing
# marks are read in each of our objects: a program has the note only where the C library's start files have it too.
hardening() {
    local program said object
    for program in $PROGRAMS; do
        said=$(readelf -hldW "$program" 2>&1 && readelf -sW --dyn-syms "$program") || { echo "$program: no program to read; run make"; continue; }
        lacks() { grep -qE "$1" <<< "$said" || echo "$program: $2"; }
        lacks 'Type: +DYN' 'not position-independent: compile with -fPIE, link with -pie'
        lacks 'GNU_RELRO' 'no RELRO: link with -z relro'
        lacks 'FLAGS.*BIND_NOW' 'bound as it runs, so RELRO is half: link with -z now'
        lacks 'GNU_STACK.* RW +0x' 'its stack can be executed: find the object without .note.GNU-stack'
        lacks '__stack_chk_fail' 'no stack protector: compile with -fstack-protector-strong'
        lacks '__[a-z]+_chk(@|$| )' 'no checked call of the C library: compile with -O and -D_FORTIFY_SOURCE'
    done
    [ "$(uname -m)" = x86_64 ] || return 0
    for object in $(sources | sed "s|^src/|$objects/|; s|c$|o|"); do
        readelf -nW "$object" 2>&1 | grep -q 'feature: IBT, SHSTK' || echo "$object: no landing marks: compile with -fcf-protection"
    done
}

case ${1:-} in
circles | exports | basenames | prototypes | tour | hardening) "$1" ;;
*) echo 'gates.sh circles|exports|basenames|prototypes|tour|hardening' >&2; exit 2 ;;
esac

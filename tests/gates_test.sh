#!/bin/bash
# gates_test.sh: breaks a copy of the tree in each way that tests/gates.sh is there for, and prints what it did not see,
# or saw where nothing is wrong. Takes $OBJECTS, as tests/gates.sh does.
set -u
cd "$(dirname "$0")/.." || exit 1
objects=$(realpath "${OBJECTS:-build/obj}")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -a src README.md "$work" && cp -a "$objects" "$work/objects" && cp tests/gates.sh "$work" || exit 1
cd "$work" || exit 1
mkdir -p src/proof/deep objects/proof/deep

file() { # NAME TEXT: into the folder of the proof, compiled if it is code
    printf '%s\n' "$2" > "src/proof/$1"
    [[ $1 != *.c ]] || ${CC:-cc} -std=c11 -c -o "objects/proof/${1%.c}.o" "src/proof/$1"
}
gate() { OBJECTS=objects ./gates.sh "$1" 2>&1 | grep 'proof'; }
sees() { gate "$1" | grep -qE "$2" || echo "$1 does not see $3: $(gate "$1")"; }
passes() { [ -z "$(gate "$1")" ] || echo "$1 complains of $2: $(gate "$1")"; }

# Calls one way, down into a folder below; then a table in the lower one that holds a function of the upper.
file proof_top.c 'void proof_low(void); void proof_high(void); void proof_high(void) { proof_low(); } int main(void) { return 0; }'
file deep/proof_low.c 'void proof_low(void); void proof_low(void) {}'
passes circles 'calls that go one way'
sees exports 'proof_top.c: .* proof_high' 'a function that nobody calls'
file deep/proof_low.c 'void proof_low(void); void proof_high(void); void (*const proof_table[])(void) = {proof_high};
    void proof_low(void) { proof_table[0](); }'
sees circles '^src/proof: 2 files .*proof_low.*proof_high|^src/proof: 2 files .*proof_high.*proof_low' 'a circle through a table'
sees exports 'deep/proof_low.c: .* proof_table' 'an object that nobody uses'
gate exports | grep -q 'uses proof_high' && echo 'exports complains of a function that a table holds'
touch -d '+1 hour' src/proof/proof_top.c
sees circles 'proof_top.c: its object .* run make' 'an object older than its source'

# One name in two folders; a .c with its .h is one.
file deep/proof_low.h 'void proof_low(void);'
passes basenames 'a file and its header'
file proof_low.h 'int proof_other(void);'
sees basenames 'src/proof/deep/proof_low.*src/proof/proof_low' 'one name in two folders'

# Twenty prototypes are well; what is called through a member, or written in the header, is none.
some='/* int no(void); */ struct verbs { int (*one)(void); int (*two)(void); }; static inline int three(void) { return four(); }'
for i in {1..19}; do some+=$'\n'"int proof_$i(void);"; done
some+=$'\n''void proof_long(const char *format,
    ...) __attribute__((format(printf, 1, 2)));'
file many.h "$some"
passes prototypes 'twenty'
file many.h "$some"$'\n''int proof_one_more(void);'
sees prototypes 'many.h: 21 ' 'twenty-one'

# The tour, or a header of the folder.
sees tour 'src/proof/proof_top.c ' 'a file that is named nowhere'
file proof.h '/* proof_top.c: what is proved. */'
gate tour | grep -q proof_top && echo 'tour complains of a file that a header of its folder names'
sees tour 'src/proof/deep/proof_low.c ' 'a file named in a header of another folder'
sed -i '/^## A tour of the source/a `proof_low.h` and more.' README.md
passes tour 'a file whose header the tour names'

# A program and its object, each time without one of the marks.
mkdir marks marks/src marks/objects && cd marks || exit 1
cat > src/proof.c << 'END'
#include <string.h>
int main(int argc, char **argv) { char name[16]; strcpy(name, argv[0]); return strlen(name) + (size_t)argc; }
END
cf='' && [ "$(uname -m)" = x86_64 ] && cf=-fcf-protection
build() { # FLAGS that come last
    ${CC:-cc} -O2 -fPIE -fstack-protector-strong $cf -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 "$@" -c -o objects/proof.o src/proof.c &&
        ${CC:-cc} -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack "$@" -o proof objects/proof.o
}
hard() { OBJECTS=objects PROGRAMS=proof ../gates.sh hardening 2>&1; }
build && [ -z "$(hard)" ] || echo "hardening complains of a hard program: $(hard)"
lacking() { # WORDS FLAGS
    local words=$1
    shift
    build "$@" && hard | grep -q "$words" && [ "$(hard | wc -l)" = 1 ] || echo "hardening does not see, alone, $words ($*): $(hard)"
}
lacking 'not position-independent' -fno-pie -no-pie
lacking 'no RELRO' -Wl,-z,norelro
lacking 'bound as it runs' -Wl,-z,lazy
lacking 'its stack can be executed' -Wl,-z,execstack
lacking 'no stack protector' -fno-stack-protector
lacking 'no checked call' -U_FORTIFY_SOURCE
[ -z "$cf" ] || lacking 'no landing marks' -fcf-protection=none
rm proof
hard | grep -q 'proof: no program to read' || echo "hardening takes a program that is not there for a hard one"
exit 0

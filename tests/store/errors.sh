#!/bin/bash
# errors.sh: each call that the store makes on its files fails once, or for ever, with an error of the disk. That is
# never a verdict on a file: nothing is set aside, nothing that was counted is lost, and it goes on once the disk does.
. "$(dirname "$0")/lib.sh"

# What is there before: 42 at a stand that is open.
before=$work/before
start "$before"
tell 'open Forum'; tell answer
tell 'add 42 a'; tell flush
end_driver KILL # the -wal stays
data=$work/data
export ASAN_OPTIONS=detect_leaks=0 # which no traced program can
strace -o "$work/probe" -e trace=none true 2> /dev/null || { skip errors 'strace may not trace here'; finish; }

# injected CALLS ERROR WHEN FILE: it opens under that error, counts, and is opened again without
injected() {
    local calls=$1 error=$2 when=$3 name="$1 $2 when=$3 on $4" trouble=
    rm -rf "$data"
    cp -a "$before" "$data"
    : > "$work/log"
    start "$data" strace -f -qq -o /dev/null -P "$data/$4" -e trace="$calls" -e inject="$calls:error=$error:when=$when"
    [ "$answer" = ready ] || trouble="it does not start: $answer"
    tell 'add 5 b'
    [[ $answer =~ ^[0-9]+$ ]] || trouble="a touch is not answered: $answer"
    tell flush
    tell 'add 3 c'; tell flush; tell flush
    end_driver
    [ "$ended" = 0 ] || trouble="it ended with $ended"
    # What was in memory alone when it ended is lost with it, and only that.
    local lost=0
    grep -q 'derniers sont perdus' "$work/log" && lost=8
    start "$data"
    tell settle; tell 'total -'
    [ "$answer" -le 50 ] && [ "$answer" -ge $((50 - lost)) ] 2> /dev/null || trouble="$answer counted, not 50"
    tell 'open'; tell answer
    end_driver
    [ "$(asides "$data")" = 0 ] || trouble="set aside: $(ls "$data")"
    [ "$(sql "$data/counts.db" "SELECT sum(n) >= 42 FROM tally JOIN stand ON id = stand_id WHERE name = 'Forum'")" = 1 ] ||
        trouble="the open stand is gone"
    if [ "$trouble" ]; then not_ok "$name" "$trouble"; else good=$((good + 1)); fi
}

sweep() { # CALLS ERROR FILE WHEN...
    local calls=$1 error=$2 file=$3 when good=0
    shift 3
    for when; do injected "$calls" "$error" "$when" "$file"; done
    [ "$good" = $# ] && ok "$calls on $file: $error, $# times"
}

sweep pread64,read EIO counts.db 1 2 3 4 5 6 7 1+ 3+ 2+2 3+3
sweep pread64,read EIO counts.db-wal 1 2 3 4 1+ 2+2
sweep openat EACCES counts.db 1 2 1+
sweep openat ENOMEM counts.db-wal 1 1+
sweep stat,newfstatat,lstat EIO counts.db 1 2 3 5 8
sweep fstat,newfstatat EIO counts.journal 1 2 3 1+
sweep pread64,read EIO counts.journal 1 2 1+
sweep pwrite64 EIO counts.db-wal 1 2 1+
sweep fsync,fdatasync EIO counts.db-wal 1 1+
sweep msync EIO counts.journal 1 1+
sweep mmap ENOMEM counts.journal 1 1+
sweep fcntl EIO counts.db 1 3 5 1+
finish

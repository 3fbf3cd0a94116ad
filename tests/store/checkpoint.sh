#!/bin/bash
# checkpoint.sh: counts.db alone, copied without its -wal after a kill, holds all but the last moments; and bilan says
# when a database has come so.
. "$(dirname "$0")/lib.sh"

alone() { cp "$1/counts.db" "$work/alone.db"; sql "$work/alone.db" 'SELECT coalesce(sum(n), 0) FROM tally'; }
holds_alone() { [ "$(alone "$1")" = "$2" ]; }

data=$work/quiet
start "$data"
tell 'add 25 a'; tell flush
until_true 20 holds_alone "$data" 25 && ok 'it is quiet: all is in the one file' || not_ok quiet "$(alone "$data")"
for ((i = 0; i < 30; i++)); do tell 'add 1 b'; tell flush; done
until_true 20 holds_alone "$data" 55 && ok 'and again' || not_ok again "$(alone "$data")"
end_driver KILL
is 'so after a kill' "$(alone "$data")" 55
said=$("$BILAN" show "$work/alone.db" 2>&1)
holds 'bilan says that it came without its -wal' "$said" 'sans son « -wal »'
said=$("$BILAN" show "$data/counts.db" 2>&1)
[[ $said == *'sans son'* ]] && not_ok 'with it bilan says nothing' "$said" || ok 'with it bilan says nothing'

data=$work/stand
start "$data"
tell 'open Forum'; tell answer
tell 'add 9 a'
tell close; tell answer
end_driver KILL # at once
is 'a stand that ends is in the one file' "$(alone "$data")" 9
is 'and closed' "$(sql "$work/alone.db" "SELECT closed_at > 0 FROM stand WHERE name = 'Forum'")" 1

data=$work/stopped
start "$data"; tell 'add 3 a'; end_driver
is 'a kiosk that stops leaves one file' "$(ls "$data" | tr '\n' ' ')" 'counts.db counts.journal '
said=$("$BILAN" show "$data/counts.db" 2>&1)
[[ $said == *'sans son'* ]] && not_ok 'of which bilan says nothing' "$said" || ok 'of which bilan says nothing'
start "$data"; tell 'add 4 a'; tell settle; end_driver
is 'and the next start goes on in it' "$(total "$data")" 7
finish

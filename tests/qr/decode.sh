#!/bin/bash
# decode.sh: every code of links.yaml, read from the screen by two decoders: both ways up, in both
# themes; then as a phone at one metre sees it (../shared/tools/cam.sh, where it is there).
. "$(dirname "$0")/../window/lib.sh"
need zbarimg ZXingReader /usr/bin/convert "$BORNE"
began=$(now_ms)

# ids, addresses and titles, from the same files as the kiosk's
value() { # the text after the first ": ", without quotes or comment
    sed -E "s/^[^:]*: *//; s/^\"(.*)\" *(#.*)?\$/\\1/; t; s/ +#.*//; s/^'(.*)'\$/\\1/" <<<"$1"
}
ids=() addresses=() titles=()
while IFS= read -r line; do
    case $line in
    '  - id:'*) ids+=("$(value "${line#*- }")") ;;
    '    address:'*) addresses+=("$(value "${line#"${line%%[! ]*}"}")") ;;
    esac
done <"$CONTENT/links.yaml"
word() { sed -nE "s/^\"$1\": *\"(.*)\".*/\\1/p" "$CONTENT/fr/words.yaml" | head -1; }
for id in "${ids[@]}"; do titles+=("$(word "link.$id.title")"); done
[ ${#ids[@]} -gt 0 ] && [ ${#ids[@]} = ${#addresses[@]} ] || {
    not_ok links "links.yaml: ${#ids[@]} ids, ${#addresses[@]} addresses"
    finish
}

# take NAME SIZE CONFIG [LINES]: $work/NAME/ID.png for every code. On a small glass the list of codes
# has pages: where a title is not on the first, the visit is played again with one page more.
take() {
    local i j tries line more=() at=() visit=$work/$1.visit
    for tries in {1..30}; do
        printf 'tap "%s"\ntap "%s"\n%s\n' "$(word loop.touch)" "$(word home.link)" "${4:-}" >"$visit"
        for i in "${!ids[@]}"; do
            if [ "$i" != 0 ]; then
                printf 'tap "%s"\n' "$(word link.others)"
                for ((j = 0; j < ${more[i]:-0}; j++)); do printf 'tap "%s"\n' "$(word page.more)"; done
                printf 'tap "%s"\n' "${titles[i]}"
                at[$(grep -c '' "$visit")]=$i
            fi >>"$visit"
            echo "shot ${ids[i]}" >>"$visit"
        done
        "$BORNE" play "$visit" --content "$CONTENT" --config "$3" --size "$2" --shots "$work/$1" \
            --data "$work/$1.data" 2>"$work/$1.err" && return
        line=$(sed -nE "s|^$visit:([0-9]+): nothing to touch is named .*|\\1|p" "$work/$1.err")
        i=${at[${line:-0}]:-}
        [ -n "$i" ] && grep -q "$(word page.more)" "$work/$1.err" || break
        more[i]=$((${more[i]:-0} + 1))
        for j in "${!ids[@]}"; do # those after it are at least as far
            [ "$j" -le "$i" ] || more[j]=${more[i]}
        done
    done
    rm -rf "${work:?}/$1"
    return 1
}

zbar() { zbarimg -q --raw -Sdisable -Sqrcode.enable "$1" 2>/dev/null; }
# Of QR codes alone: a barcode that version 2.3 sees in letters is no address.
zxing() { ZXingReader -format QRCode "$1" 2>/dev/null | sed -nE 's/^Text: +"(.*)"$/\1/p'; }
# readers PICTURE ADDRESS: which of the two read exactly that, and nothing else
readers() {
    local names=
    [ "$(zbar "$1")" = "$2" ] && names=zbar
    [ "$(zxing "$1")" = "$2" ] && names="$names zxing"
    echo $names
}
both() { # NAME FOLDER ENDING: a case for a folder of pictures, each read by both
    local i got why=
    for i in "${!ids[@]}"; do
        got=$(readers "$2/${ids[i]}$3" "${addresses[i]}")
        [ "$got" = 'zbar zxing' ] || why="$why ${ids[i]} (read by ${got:-none})"
    done
    verdict "$1: ${#ids[@]} codes, both decoders" "$why"
}

echo 'screen_inches: 21.5' >"$work/usual.yaml"
echo 'screen_inches: 15.6' >"$work/small.yaml"
contrast="tap \"$(word comfort.contrast)\""
takers=()
for size in 1080x1920 1920x1080; do
    take calm-$size $size "$work/usual.yaml" & takers+=($!)
    take contrast-$size $size "$work/usual.yaml" "$contrast" & takers+=($!)
done
take small-1280x720 1280x720 "$work/small.yaml" & takers+=($!)
wait "${takers[@]}"
for name in {calm,contrast}-{1080x1920,1920x1080} small-1280x720; do
    if [ -d "$work/$name" ]; then
        both "$name" "$work/$name" .png
    else
        not_ok "$name: the codes on the screen" "$(tail -1 "$work/$name.err")"
    fi
done
cmp -s "$work/calm-1080x1920/${ids[0]}.png" "$work/contrast-1080x1920/${ids[0]}.png" &&
    not_ok contrast "the two themes look the same"

# --- through a phone's camera at one metre

cam=$root/../shared/tools/cam.sh
if [ ! -r "$cam" ]; then
    skip "a phone at one metre" "$cam is not there"
    finish
fi
# Its arguments: pitch mm, distance mm, long side px, tilt, blur, contrast, noise, JPEG quality.
jobs() { # FOLDER PITCH
    local id tilt
    for id in "${ids[@]}"; do
        for tilt in 15 30; do
            echo "$work/$1/$id.png $work/$1/$id-cam$tilt.png $2 1000 1920 $tilt 0.8 0.8 0.3 85"
        done
    done
}
{ [ ! -d "$work/calm-1080x1920" ] || jobs calm-1080x1920 0.248
  [ ! -d "$work/small-1280x720" ] || jobs small-1280x720 0.270; } |
    MAGICK_THREAD_LIMIT=1 xargs -P 2 -L 1 bash "$cam" 2>"$work/cam.log"
one() { # NAME FOLDER ENDING: each read by at least one
    local i got why=
    for i in "${!ids[@]}"; do
        got=$(readers "$2/${ids[i]}$3" "${addresses[i]}")
        [ -n "$got" ] || why="$why ${ids[i]}"
    done
    verdict "$1: ${#ids[@]} codes, at least one decoder" "${why:+not read:$why}"
}
both "a phone at 1 m, tilt 15, 21.5 inches" "$work/calm-1080x1920" -cam15.png
one "a phone at 1 m, tilt 30, 21.5 inches" "$work/calm-1080x1920" -cam30.png
both "a phone at 1 m, tilt 15, 15.6 inches 720p" "$work/small-1280x720" -cam15.png
one "a phone at 1 m, tilt 30, 15.6 inches 720p" "$work/small-1280x720" -cam30.png
echo "# $((($(now_ms) - began) / 1000)) s"
finish

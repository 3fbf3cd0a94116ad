# xorg.sh: an Xorg of our own with a screen that can be turned and a panel to touch it. Sourced after
# lib.sh.

# xorg_open MODE...: the first is the one it starts in; sets DISPLAY, and touch_socket. False where
# there is none; why is in $xorg_why
xorg_open() {
    local number mode w h lines=
    touch_socket=$work/touch.sock
    [ "$(id -u)" = 0 ] || { xorg_why="Xorg needs root here"; return 1; }
    command -v Xorg >/dev/null || { xorg_why="there is no Xorg (xserver-xorg-core)"; return 1; }
    for mode; do
        w=${mode%x*} h=${mode#*x}
        lines="$lines  ModeLine \"$mode\" 180 $w $((w + 20)) $((w + 40)) $((w + 120)) $h $((h + 10)) $((h + 20)) $((h + 80))"$'\n'
    done
    cat >"$work/xorg.conf" <<END
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "true"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 128000
EndSection
Section "Monitor"
  Identifier "glass"
  HorizSync 5-1000
  VertRefresh 5-200
$lines
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "glass"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes $(printf '"%s" ' "$@")
    Virtual 3840 1920
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "fingers"
  Driver "inputtest"
  Option "SocketPath" "$touch_socket"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "InputDevice"
  Identifier "keys"
  Driver "inputtest"
  Option "SocketPath" "$work/keys.sock"
  Option "DeviceType" "Keyboard"
EndSection
Section "InputDevice"
  Identifier "pointer"
  Driver "inputtest"
  Option "SocketPath" "$work/pointer.sock"
  Option "DeviceType" "PointerAbsolute"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "keys" "CoreKeyboard"
  InputDevice "pointer" "CorePointer"
  InputDevice "fingers" "SendCoreEvents"
EndSection
END
    exec {xorg}< <(exec Xorg -displayfd 1 -config "$work/xorg.conf" -logfile "$work/xorg.log" \
        -noreset -nolisten tcp -novtswitch -sharevts vt7 -ac 2>"$work/xorg.err")
    pids+=("$!")
    if ! read -r -t 20 -u "$xorg" number || ! until_true 5 test -S "$touch_socket"; then
        xorg_why="Xorg does not start: $(grep -h '(EE)' "$work/xorg.log" "$work/xorg.err" 2>/dev/null | tail -1)"
        return 1
    fi
    export DISPLAY=:$number
}

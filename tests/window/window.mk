# window.mk: the two helpers of the window tests. Included by tests.mk; $(B) is the build folder.
WINDOW_HELPERS := $(B)/hand $(B)/touchpad

$(B)/hand: tests/window/hand.c tests/window/glass.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -o $@ $< -lXtst -lXext -lX11
$(B)/touchpad: tests/window/touchpad.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -o $@ $<

# In the order of what they cost; each takes $BORNE and $BILAN and finds the helpers beside them.
WINDOW_TESTS := window/start.sh window/bad.sh window/resize.sh window/front.sh window/wayland.sh window/moments.sh window/screen.sh \
	window/touch.sh window/hands.sh window/keys.sh window/kill.sh window/stand.sh qr/decode.sh

# The same kills, eight times as many: four minutes.
test-kills: all $(WINDOW_HELPERS)
	BORNE=$(B)/borne BILAN=$(B)/bilan tests/window/kill.sh --rounds 200
.PHONY: test-kills

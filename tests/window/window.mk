# window.mk: the two helpers of the window tests. Included by tests.mk; $(B) is the build folder.
WINDOW_HELPERS := $(B)/hand $(B)/touchpad

$(B)/hand: tests/window/hand.c tests/window/glass.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -o $@ $< -lXtst -lXext -lX11
$(B)/touchpad: tests/window/touchpad.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -o $@ $<

# once.mk: every allocation and every system call failing once. Included by tests.mk; $(B) is the build folder.

# What has one of them fail: a program of its own, and what is loaded before the one tried. Never sanitized.
ONCE := $(B)/once/calls $(B)/once/memory.so
ONCE_CC = $(CC) -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra

$(B)/once/calls: tests/once/calls.c
	@mkdir -p $(@D)
	@echo "CC $<"; $(ONCE_CC) -o $@ $<
$(B)/once/memory.so: tests/once/memory.c
	@mkdir -p $(@D)
	@echo "CC $<"; $(ONCE_CC) -fPIC -shared -o $@ $<

# All failures, not a few by lot: half an hour. Without the sanitizers, whose own memory would fail too.
test-once: all $(ONCE)
	tests/once/once.sh --long $(B)/borne $(B)/bilan $(B)/once
.PHONY: test-once

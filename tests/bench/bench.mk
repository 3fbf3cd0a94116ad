# bench.mk: `make bench` measures borne beside the shortest SDL2 program and beside Chromium.

$(B)/bench/watch: tests/bench/watch.c tests/bench/screen.c tests/bench/tree.c tests/bench/screen.h \
		tests/bench/tree.h tests/bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_) $(HARD_CF) $(CPPFLAGS) $(CFLAGS) $(HARD_LD) $(LDFLAGS) -o $@ $(filter %.c,$^) $(shell pkg-config --cflags --libs x11 xtst)

$(B)/bench/short: tests/bench/short.c tests/bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_) $(HARD_CF) $(CPPFLAGS) $(CFLAGS) $(HARD_LD) $(LDFLAGS) -o $@ $< $(shell pkg-config --cflags --libs sdl2 SDL2_ttf SDL2_image)

bench: bench-deps
	@$(MAKE) --no-print-directory bench-run

bench-run: $(B)/borne $(B)/bench/watch $(B)/bench/short
	tests/bench/run --build $(B) $(BENCH)

# bilan beside the sqlite3 shell: 1 000 kiosks of a year, about 4 GB in TMPDIR while it runs.
bench-merge: bench-deps
	@$(MAKE) --no-print-directory $(B)/bilan
	BILAN=$(B)/bilan tests/bench/merge.sh $(BENCH)

.PHONY: bench bench-run bench-merge

# tests.mk: everything that proves the house. Included by the Makefile.

# --- the machine ---

BUILD_DEPS := gcc libc6-dev make pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libx11-dev libxrandr-dev libqrencode-dev \
	libsqlite3-dev libsodium-dev libxlsxwriter-dev libfribidi-dev libyaml-dev libmd4c-dev libsystemd-dev tzdata \
	fonts-sil-andika fonts-noto-core fonts-material-design-icons-iconfont
RUN_DEPS   := $(BUILD_DEPS) xvfb xauth xdotool imagemagick sqlite3
TEST_DEPS  := $(RUN_DEPS) libcmocka-dev zbar-tools zxing-cpp-tools strace faketime xserver-xorg-core \
	xserver-xorg-video-dummy libxext-dev libxtst-dev procps x11-xserver-utils openbox weston \
	libreoffice-calc-nogui unzip chromium poppler-utils dosfstools e2fsprogs bsdutils
LINT_DEPS  := $(TEST_DEPS) clang clang-format clang-tidy cppcheck libclang-rt-dev
BENCH_DEPS := $(RUN_DEPS) chromium python3 time libxext-dev libxtst-dev

# need PACKAGES: installs those that are missing, with sudo where one is not root.
need = missing=""; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' \
	|| missing="$$missing $$p"; done; [ -z "$$missing" ] || { echo "installing$$missing"; \
	as=; [ "$$(id -u)" = 0 ] || as=sudo; $$as apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null; }

deps:
	@$(call need,$(BUILD_DEPS))
run-deps:
	@$(call need,$(RUN_DEPS))
test-deps:
	@$(call need,$(TEST_DEPS))
lint-deps:
	@$(call need,$(LINT_DEPS))
bench-deps:
	@$(call need,$(BENCH_DEPS))

.PHONY: deps run-deps test-deps lint-deps bench-deps

define HELP
make              build/borne and build/bilan, nothing installed
make run          sets the machine up, builds, starts the kiosk
make test         every test, with the sanitizers; T=NAME: those whose name holds NAME
make test-quick   unit, flow, fuzz replay and visits, without the sanitizers; T=NAME too
make goldens      the text goldens anew, after a change that is meant
make lint         the rules of the house
make test-long    many kills, every failure; make bench, make bench-merge: the measures
make install      PREFIX=/usr/local, DESTDIR
endef
export HELP
help:
	@echo "$$HELP"
.PHONY: help

# --- run ---

run: run-deps
	@$(MAKE) --no-print-directory all
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(B)/borne; else \
	echo "No display here: playing the scripted first visit in a window under Xvfb instead."; \
	tests/demo/demo.sh $(B)/borne $(B)/bilan build/demo; fi

# --- test: everything but the long soak, with AddressSanitizer and UBSan ---

TEST     := $(B)/test
UNIT     := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*_test.c))
UNIT_SDL := script_test paint_test fade_test input_test output_test strokes_test
FLOW     := $(patsubst tests/flow/%.c,%,$(wildcard tests/flow/*_test.c))
FLOW_LIB := $(filter-out %_test.c,$(wildcard tests/flow/*.c))
FUZZ     := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
TEST_CF   = $(CFLAGS_) $(HARD_CF) $(CPPFLAGS) $(CFLAGS) $(HARD_LD) $(LDFLAGS) $(CORE_CF) -DSOURCE_ROOT='"$(CURDIR)"' -Itests

# The flow tests are linked with the core and the session alone: no SDL, no SQLite, no libsodium;
# tests/flow/world.c stands for the store, the PIN, the sticks and the other program.
SESSION := $(addprefix src/kiosk/,session.c staff_effects.c staff_facts.c setup.c)
$(TEST)/flow/%: tests/flow/%.c $(FLOW_LIB) $(wildcard tests/flow/*.h) $(call objs,$(SESSION)) $(B)/libcore.a
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(TEST_CF) -o $@ $< $(FLOW_LIB) $(call objs,$(SESSION)) $(B)/libcore.a -lcmocka $(CORE_LIBS)

$(addprefix $(TEST)/unit/,$(UNIT_SDL)): $(TEST)/unit/%: tests/unit/%.c $(call objs,$(PLATFORM)) $(B)/libcore.a
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(TEST_CF) $(SDL_CF) -o $@ $^ -lcmocka $(SDL_LIBS) $(CORE_LIBS)

$(TEST)/unit/parcel_test: $(O)/stick/parcel.o
$(TEST)/unit/stick_test: $(O)/stick/stick.o $(O)/stick/stick_watch.o
$(TEST)/unit/child_test: $(O)/stick/child.o
$(TEST)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(call objs,$(STORE) $(REPORT)) $(B)/libcore.a
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(TEST_CF) -o $@ $(filter-out %.h,$^) -lcmocka $(STORE_LIBS) $(SHEET_LIBS) $(CORE_LIBS)

$(TEST)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(call objs,$(filter src/platform/script%,$(PLATFORM))) $(B)/libcore.a
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(TEST_CF) -o $@ $^ $(CORE_LIBS)

# A store that scripts drive, and ruin.
STORE_TESTS  := $(patsubst tests/%.sh,%,$(filter-out %/lib.sh %/backup.sh,$(wildcard tests/store/*.sh)))
STORE_DRIVER := $(TEST)/store/driver
$(STORE_DRIVER): tests/store/driver.c $(call objs,$(STORE)) $(B)/libcore.a
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) $(TEST_CF) -o $@ $^ $(STORE_LIBS) $(CORE_LIBS)

# The same without the sanitizers, which cannot have their memory refused; and what refuses it.
STORE_PLAIN  := $(B)/test/store/plain $(B)/test/store/refuse.so
$(TEST)/store/plain: tests/store/driver.c $(wildcard src/store/*.c) $(wildcard src/base/*.c)
	@mkdir -p $(@D)
	@echo "CC $@"; $(CC) -std=c11 -D_GNU_SOURCE -O1 -g -Isrc -include src/base/ban.h -pthread -o $@ $^ $(STORE_LIBS)
$(TEST)/store/refuse.so: tests/store/refuse.c
	@mkdir -p $(@D)
	@echo "CC $<"; $(CC) -std=c11 -D_GNU_SOURCE -O1 -Wall -fPIC -shared -o $@ $< -ldl

include tests/window/window.mk
include tests/bench/bench.mk
include tests/once/once.mk

VISITS   := $(wildcard tests/visits/*.visit)
PROGRAMS := BORNE=$(B)/borne BILAN=$(B)/bilan DRIVER=$(STORE_DRIVER) PLAIN=$(TEST)/store/plain REFUSE=$(TEST)/store/refuse.so BUILD=$(B)
# Leaks inside libraries that SDL loads and closes again are not ours (see tests/lsan.supp).
SAN_ENV  := LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 UBSAN_OPTIONS=print_stacktrace=1

# T=NAME: only the tests whose name contains NAME are built and run.
chosen   = $(foreach t,$(2),$(if $(T),$(if $(findstring $(T),$(1)/$(t)),$(t)),$(t)))
UNIT_RUN = $(call chosen,unit,$(UNIT))
FLOW_RUN = $(call chosen,flow,$(FLOW))
FUZZ_RUN = $(call chosen,fuzz,$(FUZZ))

test-binaries: all $(addprefix $(TEST)/unit/,$(UNIT_RUN)) $(addprefix $(TEST)/flow/,$(FLOW_RUN)) \
	$(addprefix $(TEST)/fuzz/,$(FUZZ_RUN)) $(STORE_DRIVER) $(STORE_PLAIN) $(WINDOW_HELPERS) $(ONCE)

QUICK = $(foreach t,$(UNIT_RUN),unit/$(t)=$(TEST)/unit/$(t)) \
	$(foreach t,$(FLOW_RUN),flow/$(t)=$(TEST)/flow/$(t)) \
	$(foreach t,$(FUZZ_RUN),"fuzz/$(t)=$(TEST)/fuzz/$(t) tests/fuzz/corpus/$(t)") \
	$(foreach v,$(VISITS),"visit/$(notdir $(v))=$(B)/borne play $(v) --audit && $(B)/borne play $(v) --audit --size 1920x1080")

# NAME!=COMMAND: what measures times has the machine for itself (see tests/run.sh).
WHOLE = "check=$(B)/borne check" \
	"bilan=tests/bilan_test.sh $(B)/bilan" \
	"settings=tests/check_test.sh $(B)/borne" \
	"pin=tests/pin_test.sh $(B)/borne" \
	"store/backup=tests/store/backup.sh $(B)/borne" \
	"stick/export=tests/stick/export.sh $(B)/borne $(B)/bilan" \
	"stick/interrupt=tests/stick/interrupt.sh $(B)/borne 60" \
	"stick/update=tests/stick/update.sh $(B)/borne" \
	"once=tests/once/once.sh $(B)/borne $(B)/bilan $(B)/once" \
	"report/sheets=tests/report/sheets.sh $(B)/bilan" \
	"report/page=tests/report/page.sh $(B)/bilan" \
	$(foreach t,$(WINDOW_TESTS),"$(t)$(if $(filter $(t),$(WINDOW_ALONE)),!)=tests/$(t)") \
	$(foreach t,$(STORE_TESTS),"$(t)=tests/$(t).sh") \
	"missions-check=tests/demo/missions_check.sh $(B)/borne" \
	"additions=tests/additions.sh" \
	"demo=tests/demo/demo.sh $(B)/borne $(B)/bilan $(B)/demo"

quick-run: test-binaries
	@$(PROGRAMS) ONLY='$(T)' tests/run.sh $(QUICK)

test-run: test-binaries
	@$(SAN_ENV) $(PROGRAMS) ONLY='$(T)' tests/run.sh $(WHOLE) $(QUICK)

# On every core, unless -j says how many.
again = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

# Seconds, without the sanitizers: while one works. `make test` is what a landing must pass.
test-quick: test-deps
	@$(again) quick-run

# The text goldens anew, after a change that is meant.
goldens: test-deps
	@$(again) $(TEST)/flow/golden_test
	@GOLDEN_UPDATE=1 $(TEST)/flow/golden_test
	@git diff --stat tests/golden

test: test-deps
	@$(again) SANITIZE=1 test-run

.PHONY: run test goldens test-quick test-run quick-run test-binaries

# --- lint ---

lint: lint-deps
	@$(again) all
	@OBJECTS=$(O) PROGRAMS='$(B)/borne $(B)/bilan' tests/lint.sh

.PHONY: lint

# --- the long soak ---

test-long: test-deps
	@$(MAKE) --no-print-directory SANITIZE=1 test-binaries
	@$(MAKE) --no-print-directory test-kills
	@$(MAKE) --no-print-directory test-once
	@$(MAKE) --no-print-directory $(STORE_PLAIN)
	@PLAIN=build/test/store/plain REFUSE=build/test/store/refuse.so tests/store/refused.sh --long

.PHONY: test-long

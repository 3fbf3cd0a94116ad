# Borne. `make run` and `make test` set the machine up by themselves; `make help` lists the rest.
#
# The layers are proved here: build/libcore.a (base, ui, content, app) is checked to need no symbol
# of SDL or SQLite, and the flow tests link it without those libraries.

VERSION  := 1.0.0
CC       ?= cc
PREFIX   ?= /usr/local
B        := build$(if $(SANITIZE),/san)
O        := $(B)/obj

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion \
	-Wno-sign-conversion -Werror=missing-field-initializers -Werror=switch -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wformat=2 -Wvla
CFLAGS   ?= -O2 -g
CFLAGS_  := -std=c11 -D_GNU_SOURCE $(WARN) $(if $(WERROR),-Werror) -Isrc -include src/base/ban.h \
	-pthread -fno-common
ifdef SANITIZE
CFLAGS_  += -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LDSAN    := -fsanitize=address,undefined
endif

# What Debian's hardening=+all asks, where the compiler has it for this machine; CPPFLAGS, CFLAGS and
# LDFLAGS of the environment come after it and have the last word. The sanitizers look at the calls
# that FORTIFY would replace; without -O, glibc warns of it; the environment may have set its own.
takes    = $(shell echo | $(CC) -Werror $(1) -S -o /dev/null -x c - 2>/dev/null && echo '$(1)')
FORTIFY := $(if $(SANITIZE)$(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,$(shell \
	printf '\043ifdef __OPTIMIZE__\n-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=\n\043if __has_builtin(__builtin_dynamic_object_size)\n3\n\043else\n2\n\043endif\n\043endif\n' \
	| $(CC) $(CFLAGS) -E -P -x c - 2>/dev/null | tr -d '\n'))
HARD_CF := $(FORTIFY) -fPIE -fstack-protector-strong -Werror=format-security \
	$(call takes,-fstack-clash-protection) $(call takes,-fcf-protection) $(call takes,-mbranch-protection=standard)
HARD_LD := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
COMPILE  = $(CC) $(CFLAGS_) $(HARD_CF) $(CPPFLAGS) $(CFLAGS)
LINK     = $(CC) $(LDSAN) $(HARD_LD) $(CFLAGS) $(LDFLAGS) -pthread

# What each layer may use. Evaluated when needed: on a bare machine pkg-config comes with `deps`.
CORE_PKG  := fribidi yaml-0.1 md4c libqrencode
SDL_PKG   := sdl2 SDL2_ttf SDL2_image libsystemd
CORE_CF    = $(shell pkg-config --cflags $(CORE_PKG))
SDL_CF     = $(shell pkg-config --cflags $(SDL_PKG))
CORE_LIBS  = $(shell pkg-config --libs $(CORE_PKG)) -lm
SDL_LIBS   = $(shell pkg-config --libs $(SDL_PKG))
STORE_LIBS = $(shell pkg-config --libs sqlite3 libsodium)
SHEET_LIBS = $(shell pkg-config --libs xlsxwriter)

src      = $(sort $(wildcard src/$(1)/*.c))
objs     = $(patsubst src/%.c,$(O)/%.o,$(1))
CORE     := $(call src,base) $(call src,ui) $(call src,content) $(call src,content/demo) $(call src,app) $(call src,app/walk) $(call src,app/staff)
PLATFORM := $(call src,platform)
STORE    := $(call src,store) $(call src,sources)
REPORT   := $(call src,report)
# The workbook is only in bilan: the kiosk does not load what it never uses.
SHEET    := $(wildcard src/report/xlsx*.c src/report/sheet*.c)
KIOSK    := $(call src,kiosk) $(call src,stick)
MAINS    := $(addprefix src/,borne.c options.c counting.c report_text.c content_titles.c) $(KIOSK)
COUNTING := $(addprefix src/,bilan.c bilan_memory.c options.c counting.c report_text.c content_titles.c workbook.c)

all: $(B)/borne $(B)/bilan $(B)/libcore.a

$(B)/libcore.a: $(call objs,$(CORE))
	@rm -f $@
	@echo "AR $@"; ar rcs $@ $^
	@! nm -u $@ | grep -E '\b(SDL_|TTF_|IMG_|sqlite3_)' || { rm -f $@; echo "the core may not use those"; exit 1; }

$(B)/borne: $(call objs,$(MAINS) $(PLATFORM) $(STORE) $(filter-out $(SHEET),$(REPORT))) $(B)/libcore.a
	@echo "LD $@"; $(LINK) -o $@ $^ $(SDL_LIBS) $(STORE_LIBS) $(CORE_LIBS)

$(B)/bilan: $(call objs,$(COUNTING) $(STORE) $(REPORT)) $(B)/libcore.a
	@echo "LD $@"; $(LINK) -o $@ $^ $(STORE_LIBS) $(SHEET_LIBS) $(CORE_LIBS)

$(O)/platform/%.o $(O)/kiosk/%.o: LAYER_CF = $(SDL_CF)
$(O)/ui/%.o $(O)/content/%.o: LAYER_CF = $(CORE_CF)
$(O)/borne.o $(O)/bilan.o $(O)/kiosk/session.o $(O)/kiosk/staff_facts.o $(O)/kiosk/cmd_export.o: LAYER_CF += -DBORNE_VERSION='"$(VERSION)"'

$(O)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	@echo "CC $<"; $(COMPILE) $(LAYER_CF) -MMD -MP -c -o $@ $<

-include $(shell find $(O) -name '*.d' 2>/dev/null)

include tests/tests.mk

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/borne
	install -m 755 $(B)/borne $(B)/bilan $(DESTDIR)$(PREFIX)/bin
	install -m 644 assets/borne.yaml $(DESTDIR)$(PREFIX)/share/borne
	cp -R slides $(DESTDIR)$(PREFIX)/share/borne/

clean:
	rm -rf build

.PHONY: all install clean

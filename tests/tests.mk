# tests.mk: everything that proves the house. Included by the Makefile.

# --- the machine ---

BUILD_DEPS := gcc libc6-dev make pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libqrencode-dev \
	libsqlite3-dev libfribidi-dev libyaml-dev libmd4c-dev libsystemd-dev tzdata \
	fonts-sil-andika fonts-noto-core fonts-material-design-icons-iconfont
RUN_DEPS   := $(BUILD_DEPS) xvfb xauth xdotool imagemagick sqlite3
TEST_DEPS  := $(RUN_DEPS) libcmocka-dev zbar-tools zxing-cpp-tools strace faketime xserver-xorg-core \
	xserver-xorg-video-dummy libx11-dev libxext-dev libxtst-dev procps
LINT_DEPS  := $(TEST_DEPS) clang clang-format clang-tidy cppcheck libclang-rt-14-dev
BENCH_DEPS := $(RUN_DEPS) chromium libx11-dev libxext-dev libxtst-dev

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

# --- run ---

run: run-deps
	@$(MAKE) --no-print-directory all
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(B)/borne; else \
	echo "No display here: playing the scripted first visit in a window under Xvfb instead."; \
	tests/demo/demo.sh $(B)/borne $(B)/bilan build/demo; fi

.PHONY: run

# wslens: what a user and a contributor type. `make help` lists it.

BUILD ?= .build
SANITIZERS ?= thread address
# What is tested is built once, optimised: the unit tests run several times as fast, and the other tests use the same program.
TESTED = $(BUILD)/tested
# What the tests of the program need first; nothing where the unit tests have built it.
BUILT = build
PREFIX ?= $(HOME)/.local
SWIFT_CODE = Package.swift Sources Plugins Tests Benchmarks/Package.swift Benchmarks/EchoLoad Benchmarks/Micro

.PHONY: help run build install test unit lessons mutations end-to-end autobahn fixtures lint format coverage sanitize fuzz soak bench bench-compression bench-captures bench-servers bench-live man clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build what a user runs, and run it (ARGS="serve --json" for another command)
	@$(BUILD)/release/wslens $(ARGS)

build: ## Build the release, after installing what is missing
	@Scripts/install-packages build
	@echo "wslens: building the release; the first build fetches and compiles SwiftNIO and takes a few minutes"
	@swift build -c release --scratch-path $(BUILD) --product wslens

install: build ## Put the program into ~/.local/bin (PREFIX=/usr/local for /usr/local/bin)
	@mkdir -p "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(BUILD)/release/wslens "$(DESTDIR)$(PREFIX)/bin/wslens"
	@echo "wslens: installed as $(DESTDIR)$(PREFIX)/bin/wslens"
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) echo "wslens: start it with: wslens" ;; \
		*) echo "wslens: $(PREFIX)/bin is not in PATH, so add it there, or start: $(DESTDIR)$(PREFIX)/bin/wslens" ;; esac

test: ## Everything that CI checks
	@Scripts/install-packages build test
	@$(MAKE) --no-print-directory lint unit
	@$(MAKE) --no-print-directory lessons end-to-end BUILD=$(TESTED) BUILT=

unit: ## The unit tests, optimised (`swift test` builds faster and runs slower: for a few of them)
	swift test -c release -Xswiftc -enable-testing --scratch-path $(TESTED)

lessons: $(BUILT) ## The lessons, as their authors have them checked: 200 draws of each exercise
	@$(BUILD)/release/wslens lessons check lessons --misconceptions

mutations: ## Mistakes in the grading of answers, one by one: do tests catch them? (ARGS="build find" for some)
	@Tests/Mutations/run $(ARGS)

end-to-end: $(BUILT) ## Real browsers and other clients against the built program (PYTEST="-k chromium" for some)
	@WSLENS_BINARY=$(BUILD)/release/wslens Scripts/end-to-end --numprocesses 2 $(PYTEST)

autobahn: build ## All 517 Autobahn cases with each way to compress and to print: an hour (PYTEST="-k shared" for some)
	@Scripts/end-to-end -m slow $(PYTEST)

fixtures: build ## After any change in fixtures/: generated recordings, expected events and the index are written anew
	@WSLENS_BINARY=$(BUILD)/release/wslens Scripts/make-fixtures

lint: ## The map of imports, the format of the code, and the Python (ruff, mypy)
	@Scripts/check-imports
	@swift format lint --strict --recursive --parallel $(SWIFT_CODE)
	@Scripts/python-environment
	@.venv/bin/ruff check --quiet
	@.venv/bin/mypy --no-error-summary

format: ## Format the code in place
	swift format --in-place --recursive --parallel $(SWIFT_CODE)

coverage: ## How many lines of each target the unit tests run (a build of its own: some minutes)
	swift test --scratch-path $(BUILD)/coverage --enable-code-coverage
	@Scripts/coverage "$$(swift test --scratch-path $(BUILD)/coverage --show-codecov-path)"

sanitize: ## The unit tests with the thread and address sanitizers: two slow builds (SANITIZERS=thread for one)
	@set -e; export TSAN_OPTIONS="suppressions=$(CURDIR)/Scripts/thread-sanitizer.supp"; \
	export ASAN_OPTIONS=detect_leaks=0; for sanitizer in $(SANITIZERS); do \
		swift test --scratch-path $(BUILD)/$$sanitizer --sanitize $$sanitizer $(ARGS); done

fuzz: ## The two inflaters against each other on new data, for ten minutes (FUZZ_SECONDS=60)
	FUZZ_SECONDS=$${FUZZ_SECONDS:-600} swift test --scratch-path $(BUILD) --filter InflaterEqualityTests.fuzz

soak: ## Thousands of connections that misbehave and vanish, for some minutes: is anything left of them? (SOAK_ROUNDS=3)
	@# With one arena for all threads resident memory says what is in use, not in which order threads have freed what they had.
	MALLOC_ARENA_MAX=1 SOAK_ROUNDS=$${SOAK_ROUNDS:-12} swift test --scratch-path $(BUILD) --disable-swift-testing --filter SoakTests

bench-compression: build ## What compression costs in memory: 10,000 connections, idle and after use (ARGS="--connections 2000")
	@Benchmarks/compression $(ARGS)

bench: ## The core's hot paths, one by one (see Benchmarks/README.md; ARGS="--filter UTF-8.*" for some)
	swift package --package-path Benchmarks benchmark --target Micro --no-progress --grouping metric $(ARGS)

bench-captures: build ## wslens against tshark on a capture of a million frames (ARGS="--frames 100000")
	@Benchmarks/captures $(ARGS)

bench-servers: build ## The echo server against Node's ws (ARGS="--only small")
	@Benchmarks/servers $(ARGS)

bench-live: build ## wslens live under heavy traffic: memory and keys (ARGS="--only pings", ARGS=--cpu for event loops)
	@Benchmarks/live $(ARGS)

man: build ## The man page and shell completions, into $(BUILD)/share
	@mkdir -p $(BUILD)/share
	swift package --scratch-path $(BUILD) generate-manual
	@cp $(BUILD)/plugins/GenerateManual/outputs/wslens/wslens.1 $(BUILD)/share/
	@for shell in bash zsh fish; do $(BUILD)/release/wslens --generate-completion-script $$shell > $(BUILD)/share/wslens.$$shell; done
	@echo "wslens: see $(BUILD)/share: wslens.1, wslens.bash, wslens.zsh, wslens.fish"

clean: ## Remove what was built
	rm -rf $(BUILD) .venv .mypy_cache .ruff_cache Benchmarks/.build

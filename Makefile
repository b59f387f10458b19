# `make demo` and `make test` are the two commands; each installs what it needs first and can be run twice.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# Debian packages: what the build links against, and what only the tests use.
BUILD_PACKAGES := libsodium-dev libgmp-dev libsqlite3-dev pkg-config
TEST_PACKAGES := $(BUILD_PACKAGES) valgrind python3 python3-venv libsodium23

# Real parameter tables and accounts, where the folder is there; tests that want them say so when it is not.
SOLVENCY_DATA ?= $(wildcard $(abspath ../shared/data))
export SOLVENCY_DATA

SWIFT_SOURCES := Package.swift Plugins Sources Tests

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: setup setup-test
setup:
	@Tools/setup.sh $(BUILD_PACKAGES)
setup-test:
	@Tools/setup.sh $(TEST_PACKAGES)

.PHONY: build
build: setup ## the release build: .build/release/solvency
	swift build -c release --product solvency
	swift build -c release --product solvency-demo

.PHONY: demo
demo: build ## builds, then shows what the toolkit does, in words
	@Tools/demo.sh .build/release

.PHONY: test
test: setup-test lint unit models wasm constant-time kernel-bounds release-seams ## everything that CI runs (under 15 minutes on 2 cores)
	@echo "make test: all parts passed"

.PHONY: lint
lint: setup ## formatting and documentation rules
	swift format lint --strict --recursive $(wildcard $(SWIFT_SOURCES))

.PHONY: unit
unit: setup-test ## unit and end-to-end tests
	swift build --build-tests
	swift test --skip-build

.PHONY: models
models: setup-test ## the Python models, that they still produce the vectors, and the CDDL schemas
	Tools/run-models.sh
	Tools/check-cddl.sh

.PHONY: wasm
wasm: setup-test ## the verifier's modules as WebAssembly, with their vectors
	Tools/wasm-build.sh

.PHONY: constant-time
constant-time: setup-test ## secrets poisoned under valgrind and MemorySanitizer
	Tools/check-constant-time.sh
	Tools/check-constant-time-swift.sh
	Tools/check-constant-time-ifma.sh

.PHONY: kernel-bounds
kernel-bounds: setup-test ## the kernel with every limb bound checked while it computes
	Tools/check-kernel-bounds.sh

.PHONY: release-seams
release-seams: setup-test ## that a release build has no place where a test leaves a check out
	Tools/check-release-seams.sh

.PHONY: bench
bench: setup ## times everything beside libsodium; writes .build/bench.json
	swift build -c release --product solvency-bench
	.build/release/solvency-bench

# Numbers of accounts, 1 to 9999999 each.
SIZES ?= 10000 100000 1000000

.PHONY: bench-margin
bench-margin: setup ## a margin proof of 200 positions, 20 assets and 64 scenarios: time of prove and verify as processes, file size
	swift build -c release --product solvency
	Tools/bench-margin.py .build/release

.PHONY: bench-scale
bench-scale: setup-test ## epochs of 10^4, 10^5 and 10^6 accounts: time, memory, verification; SIZES="10000 ..." for others
	swift build -c release --product solvency
	swift build -c release --product solvency-bench
	Tools/bench-scale.py .build/release $(SIZES)

.PHONY: test-crash
test-crash: setup-test ## kills a build of 10^4 accounts at 20 random moments (make test does it with fewer accounts)
	swift build --build-tests
	SOLVENCY_CRASH_ACCOUNTS=10000 swift test --skip-build --filter CrashTests

.PHONY: fuzz
fuzz: setup-test ## every decoder and parser, then the kernel against libsodium: ten minutes each
	Tools/fuzz-decoders.sh
	Tools/fuzz.sh $${FUZZ_SECONDS:-600}

.PHONY: clean
clean: ## removes what was built
	rm -rf .build

# ROMASHKA: what a newcomer types. The work itself is done by `xtask`; this file only makes sure that cargo can build it.
.PHONY: help run dev test bench release check setup

# rustup's own place, for shells that have not been told about it yet.
export PATH := $(HOME)/.cargo/bin:$(PATH)

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

help:
	@echo "make run      install what is missing, build, start on SQLite in ./data"
	@echo "make dev      the same, rebuilding on every change"
	@echo "make test     everything that CI checks; the last line counts"
	@echo "make bench    the benchmarks of docs/benchmarks.md"
	@echo "make release  one binary: target/release/romashka"
	@echo "make check    the house rules alone"
	@echo "make setup    only install what is missing"
	@echo "More commands: cargo xtask help"

run dev test bench release check setup: toolchain
	@cargo run --bin xtask -- $@ $(ARGS)

# A linker for cargo, and the toolchain that rust-toolchain.toml pins; xtask installs the rest.
.PHONY: toolchain
toolchain:
	@command -v cargo >/dev/null || { \
	  echo "cargo is missing: install rustup (https://rustup.rs), open a new shell, and run make again."; exit 1; }
	@command -v cc >/dev/null || { \
	  echo "A C compiler is missing; installing build-essential."; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y --no-install-recommends build-essential; } || { \
	  echo "Could not install it: run 'apt-get install build-essential' as root, then make again."; exit 1; }
	@cargo --version >/dev/null 2>&1 || { \
	  toolchain=$$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml); \
	  echo "Installing Rust $$toolchain."; \
	  rustup toolchain install "$$toolchain" --profile minimal -c rustfmt -c clippy -t wasm32-unknown-unknown; }

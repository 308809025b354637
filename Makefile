# `make run` is the main job, `make test` every test of this machine's platform, `make platforms` those of others. Each first
# installs what the machine lacks (.ci/setup).

CARGO ?= cargo
# Words for the main job: make run ARGS="--path DIR --query 'goroutine AND stack'"
# or for the benchmarks: make bench ARGS="-n 3 A.add"
ARGS ?=
TARGET = $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)

.PHONY: run test platforms peers bench

# With the bindings of SQLite and zlib that are kept in the source tree: these need no libclang.
run peers: export CGOCALL_BINDINGS ?= committed
run:
	@.ci/setup run
	@$(CARGO) run --release --package cgocall-examples --bin codesearch -- $(ARGS)

# Unit, integration, documentation and compile-fail tests; bindings again, by those that are kept in the source tree; a
# minute of random input for the attributes; the runtime's suite and four examples again in the build that migrates at every
# park and widens race windows; and the suite again as it is shipped, with the models that loom checks.
test:
	@.ci/setup test
	$(CARGO) test --workspace
	CGOCALL_BINDINGS=committed $(CARGO) test --package cgocall-bindgen-fixtures --test kit
	CGOCALL_FUZZ_SECONDS=60 $(CARGO) test --package cgocall-macros --lib fuzz -- --nocapture
	CGOCALL_CHAOS=1 $(CARGO) test --package cgocall --features chaos --tests
	CGOCALL_CHAOS=1 $(CARGO) test --package cgocall-example-lua --package cgocall-example-libuv \
		--package cgocall-example-sqlite --package cgocall-example-zlib --features cgocall/chaos --tests
	$(CARGO) test --package cgocall --release --tests

# The runtime on aarch64 (under an emulator) and with musl, and the whole with the oldest compiler that it promises.
platforms:
	@.ci/setup platforms
	.ci/platforms

# This project's side of the benchmarks, as one executable: target/peers.
peers:
	@.ci/setup peers
	$(CARGO) build --release --package cgocall-examples --bin peers --features peers
	@mkdir -p target
	cp -f $(TARGET)/release/peers target/peers

# All sides of the benchmarks, in turn.
bench: peers
	@.ci/setup bench
	python3 examples/peers/run.py build
	PEERS_EXTRA=$(CURDIR)/target/peers python3 examples/peers/run.py $(ARGS)

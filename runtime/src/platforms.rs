//! Where a program runs, how it may be built, and what sanitizers are told.
//!
//! This module has no code. Tests are in `tests/`; [`porting`](super::porting) says what a further processor or system needs.
//!
//! # Platforms
//!
//! | | x86-64 | aarch64 |
//! |---|---|---|
//! | Linux, glibc | the whole suite, on the machine | the suite of the runtime, and all examples, under `qemu-aarch64` |
//! | Linux, musl, static | the suite of the runtime, on the machine | not tested |
//!
//! Other targets get one error, from the build script, which says what is missing. Rust 1.88 is the oldest compiler; the
//! packages compile with it, and their tests with the newest.
//!
//! On aarch64: memcheck is not told of goroutines' stacks, nor are sanitizers. Under the emulator some tests do with less: it
//! has no system call filters (the kernel without `membarrier` is played by `CGOCALL_MEMBARRIER=off`), changes the group of one
//! thread only, and loses memory with each thread that ends; what is tested of the attributes and of `cgocall-bindgen` is tested
//! on the machine. Nothing was measured on a processor of that kind.
//! Linkers make no unwinding tables there for their own jumps to shared libraries (`memcpy@plt`): where a profiler's tick meets one
//! of these four instructions, its walk ends.
//!
//! Programs for aarch64 often run in containers under that emulator on x86-64. It does not keep a sequentially consistent store
//! before a later load of that kind (`stlr`, `ldar`), as a processor must: in qemu 7.2 up to 19% of 300,000 rounds of two threads
//! that each store and then load what the other stores showed it. The scheduler's rules against forgotten work stand on fences,
//! which it does keep; a timer may be some milliseconds late.
//!
//! With musl those tests are left out that need `makecontext`, a second `pthread_create`, or valgrind, which a static
//! program does not have; and no unwinder finds its way out of a signal's frame there, so that a profiler's walk ends in
//! it.
//!
//! # Builds
//!
//! A program that calls, is called back, parks, nests and panics is built and run in each of these ways
//! (`tests/builds.rs`), on aarch64, too, but for the sanitizers.
//!
//! | way | remark |
//! |---|---|
//! | debug, release, `codegen-units = 1`, `opt-level = "z"`, `debug-assertions` in release, `strip` | |
//! | `lto = "thin"`, `lto = "fat"` | of Rust code. Do not let a C compiler's link-time optimisation inline an allocator or other code with thread-local state into goroutines that migrate |
//! | `panic = "abort"` | a panic ends the process in the callback already; `on_panic` has no say |
//! | `-C force-frame-pointers`, `-C target-cpu=native`, `-C relocation-model=static` | with frame pointers, `perf --call-graph fp` walks through C and back |
//! | `-C target-feature=+crt-static` with glibc | |
//! | `cdylib`, linked or loaded by a C program; `staticlib` | once there are goroutines the library stays loaded |
//! | a `dylib` of Rust's that has the runtime in it, and a program over it | with `-C prefer-dynamic`, as Rust wants it |
//! | `-Z sanitizer=address`, `-Z sanitizer=thread` | x86-64; see below |
//!
//! A program has one runtime: cargo refuses two versions. Two libraries for C that were built apart have one each, and
//! each its own threads and goroutines: values may pass between them as between any two libraries, but a goroutine of one
//! that is called by the other is in C to it.
//!
//! # Sanitizers
//!
//! ```sh
//! export RUSTC_BOOTSTRAP=1 # or a nightly compiler
//! RUSTFLAGS=-Zsanitizer=address cargo run --target x86_64-unknown-linux-gnu
//! RUSTFLAGS=-Zsanitizer=thread cargo run -Zbuild-std --target x86_64-unknown-linux-gnu
//! ```
//!
//! The build script sees them, and the runtime then tells them which stack runs: no false report comes from a switch of
//! goroutines, a call, a callback, or a panic. They need Rust 1.91 or later.
//!
//! - **address**: what a parked goroutine alone holds is no leak. Each goroutine that has run has fake frames of its own,
//!   to find the use of a frame that is gone: a mapping, of which a process may have 65,530 unless its administrator says
//!   otherwise. A program with tens of thousands of goroutines at one time does without:
//!   `ASAN_OPTIONS=detect_stack_use_after_return=0`.
//! - **thread**: a goroutine is a fiber. What ran on a thread before is taken to happen before what runs there next, so a
//!   race is found if its two sides run on two threads. The accounting protocol is the one without `membarrier`, of which
//!   the sanitizer knows nothing. `-Zbuild-std` needs `rustup component add rust-src`; without, the standard library's
//!   locks look like races.
//! - valgrind's memcheck needs nothing: stacks are registered with it (x86-64). Its `helgrind` and `drd` report errors in
//!   correct programs of any runtime with fibers.

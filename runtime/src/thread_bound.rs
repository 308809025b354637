//! Values that belong to a thread: what the promise of a migrating program is about.
//!
//! This module has no code. It lists what [`Builder::migrating`](crate::Builder::migrating) asks you to keep away from
//! parks.
//!
//! # The two modes
//!
//! A goroutine that parks may wake on another thread, and safe Rust lets it hold values that belong to a thread across
//! that park. That would be undefined behaviour out of safe code, so it is not the default:
//!
//! - **Thread-bound**, the default: a goroutine first runs anywhere, and from then on only on that thread. Whatever
//!   Rust allows is sound. The price: a goroutine that is ready may have to wait for its thread, which another goroutine
//!   has taken into C. `stats().bound_waits` counts that, `dump` shows it, and a hint is printed once.
//! - **Migrating**, by promise, once per program: `#[cgocall::main(unsafe(migrating))]` or `Builder::migrating`.
//!   Goroutines move freely, work is stolen at every park, and a thread in C holds nobody back.
//!
//! In both modes a C call is no point of migration: before and after it the goroutine is on the same thread, so `errno`,
//! C's thread-local state and libraries that are bound to a thread are safe across it.
//!
//! # What a park is
//!
//! Whatever waits in this crate: [`park`](crate::park), [`sleep`](crate::sleep), [`yield_now`](crate::yield_now), the
//! `join` of a [`JoinHandle`](crate::JoinHandle), the end of a [`scope`](fn@crate::scope), [`block_on`](crate::block_on)
//! and everything in [`sync`](crate::sync); and a call of an import with a `limit`, or of a block with `serialize`, that
//! has to wait for its place, before it goes into C. Nothing else: `std`'s own locks, channels and I/O block the thread.
//!
//! # What may not be held across one, in a migrating program
//!
//! | value | why |
//! |---|---|
//! | a reference out of `LocalKey::with`, that is: a park inside the closure | it points into the old thread's storage |
//! | `rand::rng()` and other handles to thread-local generators | the same, inside a value |
//! | `std::sync::MutexGuard`, `RwLock*Guard` | `!Send`: on some systems only the locking thread may unlock; and the park blocks others for long |
//! | `stdout().lock()`, `stderr().lock()` | a lock that knows its thread |
//! | `parking_lot` guards (without its feature `send_guard`), `ReentrantMutex` guards | the same |
//! | an entered `tokio::runtime::Handle`, `tracing`'s `Entered` span | a stack kept by thread; enter it for each poll instead |
//! | a value of C that belongs to a thread (an OpenGL context, a Lua state with thread checks) | import the library with `thread = "name"` ([`cgo_import`](macro@crate::cgo_import)); or use [`lock_os_thread`](crate::lock_os_thread), or [`Spawner::pinned`](crate::Spawner::pinned) |
//! | `Rc`, `RefCell`, raw pointers that only this goroutine reaches | **may** be held: they move as a whole with the goroutine |
//!
//! A closure that runs while its own goroutine unwinds is safe: a goroutine that parks while panicking stays on its
//! thread, since the panic count is the thread's.
//!
//! # What helps
//!
//! - [`NoPark`](crate::NoPark) beside a thread-bound value turns a park into a panic that names the place.
//! - The chaos mode (feature `chaos`, `CGOCALL_CHAOS=1`) makes every park migrate: run the tests under it.
//! - [`goroutine_local!`](crate::goroutine_local) instead of `thread_local!`.
//! - `Spawner::pinned(true)` for one goroutine that cannot keep the promise.
//!
//! One caveat remains: compilers may keep the address of a thread-local variable across a call, and none of them knows of
//! goroutines. Code that uses a `thread_local!` both before and after a park, within one function and without holding
//! anything, is fine by the promise, but a compiler could read the old thread's variable. `io::Error::last_os_error` is such a
//! use, of errno; `#[cgo(errno)]` is not. `NoPark` and the chaos mode do not find that. This crate's own thread-local word is
//! read by volatile assembly.

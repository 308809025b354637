//! What the example programs share: C libraries, declared with `#[cgo_import]` and given a safe Rust face.
//!
//! Each binding is a page of declarations and a page of Rust. There is no thread pool, no closure around a call and no
//! `async` in them: a goroutine calls the C function, and the policy beside its declaration says what the scheduler
//! should expect of it.

pub mod sqlite;
pub mod zlib;

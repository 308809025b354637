//! Calls that belong to a thread are made there, whoever makes them, and what they do comes back.

#![allow(clashing_extern_declarations, reason = "a C function is imported once for each way a panic may go")]

#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../child/mod.rs"]
mod child;
#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../cgo/closure.rs"]
mod closure;
#[path = "../cgo/fatal.rs"]
mod fatal;
#[path = "../support/mod.rs"]
mod support;

mod callbacks;
mod callers;
mod calls;
mod ends;
mod ffi;
mod panics;
mod seen;

use std::time::Duration;

/// Waits, on a goroutine or off one, for what is about to be true.
fn soon(what: impl Fn() -> bool) {
    while !what() {
        cgocall::sleep(Duration::from_micros(200));
    }
}

fn dumped() -> String {
    let mut text = Vec::new();
    cgocall::dump(&mut text).expect("a Vec takes all");
    String::from_utf8(text).expect("text")
}

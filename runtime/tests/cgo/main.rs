//! What a program can rely on between C and goroutines: the behaviours that `cgocall::behaviours` lists, each as a test.

#![allow(
    clashing_extern_declarations,
    reason = "some C functions are imported once for each way a panic may go"
)]

#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../child/mod.rs"]
mod child;

mod callbacks;
mod closure;
mod fatal;
mod faults;
mod frames;
mod panics;
mod scheduling;

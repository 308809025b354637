//! What a program can rely on between C and goroutines: the behaviours that `cgocall::behaviours` lists, each as a test.

#![allow(
    clashing_extern_declarations,
    reason = "some C functions are imported once for each way a panic may go"
)]

#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../child/mod.rs"]
mod child;
#[path = "../support/mod.rs"]
mod support;

mod callbacks;
mod closure;
mod contention;
mod fatal;
mod faults;
mod frames;
mod interruptions;
mod panics;
mod process_ends;
mod profiling;
mod scheduling;
mod signals;
mod stopped_world;
mod thread_cap;
mod thread_ends;
#[cfg(target_env = "gnu")] // musl has no `makecontext`, by which C has stacks of its own here
mod thread_stacks;
mod threads;
mod values;

//! Behaviours of the boundary, one module a subject. `cgocall::behaviours` lists them.

#[path = "../child/mod.rs"]
#[allow(dead_code, reason = "shared with files that use other parts")]
mod child;
#[path = "../support/mod.rs"]
mod support;

mod contention;
mod interruptions;
mod process_ends;
mod profiling;
mod signals;
mod stopped_world;
mod thread_cap;
mod thread_ends;
mod thread_stacks;
mod threads;
mod values;

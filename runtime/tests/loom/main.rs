//! The scheduler's protocols under a model checker: loom runs each model in every order that the memory model allows.
//!
//! What is checked is the code that runs. The files below take their atomics from `crate::shim`; here they are compiled
//! once more, with loom's. What surrounds them (the scheduler's lock, threads that sleep, the idle list) is modelled,
//! and each model names what it stands for.
//!
//! Where the number of orders is too great, a model bounds the preemptions of each run; [`check`] is given the bound.

#![cfg(target_os = "linux")]

mod shim;

#[path = "../../src/boundary/accounting.rs"]
mod accounting;
#[path = "../../src/sched/inbox.rs"]
mod inbox;
#[path = "../../src/task/ending.rs"]
mod joining;
#[path = "../../src/sched/runq.rs"]
mod runq;
#[path = "../../src/boundary/handle/slot.rs"]
mod slot;
#[path = "../../src/task/token.rs"]
mod token;
#[path = "../../src/sched/wake.rs"]
mod wake;

mod ending;
mod handing;
mod mail;
mod one_owner;
mod parking;
mod processor;
mod stealing;
mod stopping;
mod waking;

/// Runs `model` in every order, or in all with at most `preemptions` preemptions. A debug build, which would take many
/// minutes, is content with one: `make test` runs the models in a release build, too.
fn check(preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = if cfg!(debug_assertions) { Some(1) } else { preemptions };
    builder.check(model);
}

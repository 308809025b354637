//! Goroutines as their users see them.

pub(crate) mod block_on;
mod bound;
pub(crate) mod builder;
pub(crate) mod current;
pub(crate) mod ending;
pub(crate) mod join;
pub(crate) mod local;
pub(crate) mod locked;
pub(crate) mod no_park;
pub(crate) mod park;
pub(crate) mod scope;
pub(crate) mod spawn;
pub(crate) mod token;
pub(crate) mod wait;
pub(crate) mod waiter;
pub(crate) mod waiting;
pub(crate) mod world;

pub(crate) use block_on::{block_on, block_on_until};

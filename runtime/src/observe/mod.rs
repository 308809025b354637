//! Looking at the runtime from outside.

pub(crate) mod dump;
pub(crate) mod hint;
pub(crate) mod sigquit;
pub(crate) mod stats;
pub(crate) mod trace;

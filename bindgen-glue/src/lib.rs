//! The `build.rs` side of `cgocall`: from C headers to declarations that goroutines can call.

mod arguments;
mod bindings;
mod builder;
mod clang;
mod comments;
mod committed;
mod compiler;
mod declare;
mod directives;
mod environment;
mod error;
#[cfg(feature = "exports")]
mod exports;
mod generate;
mod headers;
mod layout;
mod mistake;
mod near_miss;
mod outcome;
mod packages;
mod pattern;
mod policy;
mod problem;
mod prototype;
mod rewrite;
mod shims;
mod usage;

pub use bindings::{Bindings, Origin};
pub use builder::Builder;
pub use error::Error;
#[cfg(feature = "exports")]
pub use exports::{Exports, Header};
pub use outcome::Outcome;

pub use {bindgen, cc};

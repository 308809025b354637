//! The `build.rs` side of `cgocall`: from C headers to declarations that goroutines can call.

mod bindings;
mod builder;
mod clang;
mod declare;
mod directives;
mod environment;
mod error;
mod generate;
mod headers;
mod libraries;
mod outcome;
mod pattern;
mod policy;
mod problem;
mod prototype;
mod rewrite;
mod shims;

pub use bindings::Bindings;
pub use builder::Builder;
pub use error::Error;
pub use outcome::Outcome;

pub use {bindgen, cc};

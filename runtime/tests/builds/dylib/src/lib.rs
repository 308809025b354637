//! A shared library of Rust's, with the runtime in it.

pub use cgocall;

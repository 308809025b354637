//! The `build.rs` side of `cgocall`.

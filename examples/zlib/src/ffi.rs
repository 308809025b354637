//! The C declarations. `build.rs` makes them from zlib's header, and says under which policies.

// Builds zlib and links it; not one of its declarations is used.
use libz_sys as _;

cgocall::include_bindings!("zlib");

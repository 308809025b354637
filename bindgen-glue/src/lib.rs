//! The `build.rs` side of `cgocall`: from C headers to functions that goroutines call, and from Rust functions to a C
//! header.
//!
//! ```toml
//! [dependencies]
//! cgocall = "0.1"
//!
//! [build-dependencies]
//! cgocall-bindgen = "0.1"
//! ```
//!
//! A build script says where the C library is, what of it is bound, and what is known about its functions:
//!
//! ```no_run
//! // fn main() of build.rs
//! cgocall_bindgen::Builder::new("sqlite3")
//!     .header("sqlite3.h")
//!     .pkg_config("sqlite3")
//!     .allowlist("(sqlite3|SQLITE)_.*")
//!     .blocking("sqlite3_(exec|open|close).*")
//!     .leaf("sqlite3_column_.*")
//!     .committed("src/sqlite3.rs")
//!     .generate()
//!     .unwrap_or_exit();
//! ```
//!
//! The crate includes what was generated, best in a module of its own:
//!
//! ```ignore
//! mod ffi {
//!     cgocall::include_bindings!("sqlite3");
//! }
//! ```
//!
//! The [`walkthrough`] goes from a header that nobody has seen to a working concurrent program.
//!
//! # What becomes of what is in C
//!
//! | in C | in Rust |
//! |---|---|
//! | a function | an import of `#[cgo_import]`, with the options that the build script gives it |
//! | with `...` | `variadic` |
//! | with a `va_list`; `setjmp`, `vfork` and others that return twice | a plain declaration, whose documentation says why |
//! | with a `long double` or a vector | nothing: Rust cannot pass it. A note at the end of the file names it |
//! | a `static` function, `inline` or not | an import like the others; C that is compiled beside it gives it a symbol |
//! | a macro with arguments | a function, if [`Builder::function_macro`] gives its prototype |
//! | a macro that is a number or a string | a constant; a number that fits an `int` is an `i32`, a string a `&CStr` |
//! | a structure, a union, an enumeration, another name of a type | the same, with its layout asserted |
//! | a variable | a `static` |
//! | a documentation comment | documentation in Markdown, of which nothing is compiled as a test |
//!
//! # Where libclang is missing
//!
//! Headers are read by libclang. A package that shall build without it keeps its bindings in the source tree: see
//! [`Builder::committed`].
//!
//! # When something is wrong
//!
//! Everything that a build script says is checked: a pattern that names nothing is an error with the name that was
//! probably meant, and so is a rule that has no effect. [`Outcome::unwrap_or_exit`] prints what is wrong, where, and
//! what to do about it, and ends the build script.
//!
//! # For another machine
//!
//! Cross-compilation needs no setting: the headers are read for cargo's target, in the folders where the C compiler for
//! that target looks.
//!
//! # Environment
//!
//! | variable | meaning |
//! |---|---|
//! | `CGOCALL_BINDINGS=write` | keep what is generated in the source tree, where [`Builder::committed`] says |
//! | `CGOCALL_BINDINGS=committed` | use what is kept there, even where libclang is to be found |
//! | `LIBCLANG_PATH` | the folder of libclang |
//! | `BINDGEN_EXTRA_CLANG_ARGS`, or with `_<target>` behind it | more arguments for clang |
//! | `PKG_CONFIG_PATH`, `CC` and others | as always for pkg-config and the crate `cc` |

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
mod link;
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
pub mod walkthrough;

pub use bindings::{Bindings, Origin};
pub use builder::Builder;
pub use error::Error;
#[cfg(feature = "exports")]
pub use exports::{Exports, Header};
pub use outcome::Outcome;

// What the methods `bindgen` and `cc` of the builder hand out.
pub use {bindgen, cc};

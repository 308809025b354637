//! zlib for goroutines, bound by its own header, with memory that Rust gives it.
//!
//! ```
//! use cgocall_example_zlib::{Compressor, Memory, decompress};
//!
//! cgocall::run(|| {
//!     let memory = Memory::new(4, 272 << 10); // for four streams: a fifth would wait
//!     let mut packed = Vec::new();
//!     let mut stream = Compressor::new(&memory)?;
//!     for _ in 0..1000 {
//!         stream.push(b"again and ", &mut packed)?;
//!     }
//!     stream.finish(&mut packed)?;
//!     assert!(packed.len() < 100);
//!     assert!(decompress(&packed, 10_000)?.starts_with(b"again and again"));
//!     # Ok::<(), cgocall_example_zlib::Error>(())
//! })
//! # .unwrap();
//! ```
//!
//! `build.rs` names the functions, two of which are macros in the header, and says under which policies they are called;
//! `cgocall-bindgen` makes the declarations of it. They are kept in `src/bindings.rs`, for machines without libclang, and
//! `src/bindings.c` has the C compiler check that they fit the header.
//!
//! [`compress`] and [`decompress`] take a whole buffer. A [`Compressor`] and a [`Decompressor`] go piece by piece, and what
//! they need of memory is a callback: zlib asks Rust for it ([`Memory`]), and waits in the middle of its work if there is none.

mod buffer;
mod error;
mod ffi;
mod memory;
mod piecewise;
mod stream;

pub use buffer::{compress, crc32, decompress};
pub use error::Error;
pub use memory::Memory;
pub use piecewise::{Compressor, Decompressor};

/// The compression level of this crate: zlib's fastest but two, a good trade for text.
const LEVEL: std::ffi::c_int = 3;

//! The attributes of `cgocall`. Depend on that crate, which re-exports them.

mod abi;
mod attrs;
mod c_fn;
mod check;
mod diagnostics;
mod entry;
mod export;
mod import;
mod names;
mod options;
mod path;
mod signature;
#[cfg(test)]
mod snapshots;
mod suggest;
mod types;

use entry::Entry;
use proc_macro::TokenStream;

/// Imports the C functions of an `extern` block, to be called from goroutines.
///
/// Each function becomes a Rust function of the same name, visibility, safety, documentation and signature. Called on
/// a goroutine, it runs C on the thread's own big stack, and a call that blocks holds up no other goroutine. Called
/// anywhere else it is the direct C call. Statics are passed through.
///
/// ```ignore
/// #[cgo_import]
/// unsafe extern "C" {
///     fn sqlite3_step(stmt: *mut sqlite3_stmt) -> c_int;
///     #[cgo(blocking)]
///     fn poll(fds: *mut pollfd, n: nfds_t, timeout: c_int) -> c_int;
///     #[cgo(errno)]
///     fn close(fd: c_int) -> io::Result<c_int>;
///     #[cgo(inline)]
///     safe fn abs(x: c_int) -> c_int;
/// }
/// ```
///
/// # Options
///
/// On a function, in `#[cgo(..)]`, or on the block, in `#[cgo_import(..)]`, for all functions that say nothing else:
///
/// | option | meaning |
/// |---|---|
#[doc = options::import_rows!()]
///
/// A function has one policy. Without any, C may do what it likes: wait, and call back.
///
/// `inline` functions run on the goroutine's own stack, which is small: the frames of C must together be smaller than
/// the guard below it.
///
/// On the block only:
///
/// | option | meaning |
/// |---|---|
#[doc = options::block_rows!()]
///
/// # `errno`
///
/// The declaration is written with what Rust gets, and C returns the `T` in it:
///
/// | option | written | failure |
/// |---|---|---|
/// | `errno` | `-> io::Result<T>` | `-1` for signed integers, null for pointers |
/// | `errno(fail = EXPR)` | `-> io::Result<T>` | the value of `EXPR` |
/// | `errno(always)` | `-> (T, Errno)` | none: errno is set to 0 before the call and given after it |
///
/// # Safety
///
/// As with a plain `extern` block, a declaration must be what C defines. A wrapped function must also keep what its
/// policy says: one that is `leaf` or `nocallback` and calls back aborts the process, and names both functions.
#[proc_macro_attribute]
pub fn cgo_import(arguments: TokenStream, item: TokenStream) -> TokenStream {
    import::expand(arguments.into(), item.into()).into()
}

/// Gives options to one function inside a block that is marked [`macro@cgo_import`].
///
/// It is read by that attribute. Standing anywhere else it is an error, which is all that it does by itself.
#[proc_macro_attribute]
pub fn cgo(_: TokenStream, item: TokenStream) -> TokenStream {
    import::outside_a_block(item.into()).into()
}

/// | option | meaning |
/// |---|---|
#[doc = options::export_rows!()]
#[doc = options::block_rows!()]
#[proc_macro_attribute]
pub fn cgo_export(arguments: TokenStream, item: TokenStream) -> TokenStream {
    export::expand(arguments.into(), item.into()).into()
}

/// The same as [`macro@cgo_export`].
#[proc_macro_attribute]
pub fn export_callback(arguments: TokenStream, item: TokenStream) -> TokenStream {
    export::expand(arguments.into(), item.into()).into()
}

/// Runs `main` as a goroutine, after starting the runtime if nothing has yet.
///
/// A result is reported as that of a plain `main` is.
///
/// ```ignore
/// #[cgocall::main]
/// fn main() -> io::Result<()> {
///     let handle = cgocall::spawn(|| 6 * 7);
///     println!("{}", handle.join().unwrap());
///     Ok(())
/// }
/// ```
///
/// # Options
///
/// | option | meaning |
/// |---|---|
#[doc = options::block_rows!()]
#[doc = options::promise_rows!()]
///
/// # Safety
///
/// `#[cgocall::main(unsafe(migrating))]` is the promise that no code on a goroutine keeps a value that belongs to its
/// thread across a park: goroutines then move freely between threads.
#[proc_macro_attribute]
pub fn main(arguments: TokenStream, item: TokenStream) -> TokenStream {
    entry::expand(Entry::Main, arguments.into(), item.into()).into()
}

/// A `#[test]` that runs as a goroutine.
///
/// `#[should_panic]`, `#[ignore]` and a result work as in any test.
///
/// # Options
///
/// | option | meaning |
/// |---|---|
#[doc = options::block_rows!()]
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    entry::expand(Entry::Test, arguments.into(), item.into()).into()
}

/// The C function pointer of an imported function, to be handed to C.
///
/// A function of a [`macro@cgo_import`] block is a Rust function. `c_fn!(ffi::free)` is the C function itself, with
/// the safety and ABI of its declaration: `unsafe extern "C" fn(*mut c_void)`. The path must lead through the module
/// of the block, or a glob import of it.
#[proc_macro]
pub fn c_fn(path: TokenStream) -> TokenStream {
    c_fn::expand(path.into()).into()
}

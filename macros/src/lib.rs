//! The attributes of `cgocall`. Depend on that crate, which re-exports them.

mod abi;
mod attrs;
mod c_fn;
#[cfg(test)]
mod cases;
mod check;
mod diagnostics;
mod entry;
mod export;
#[cfg(test)]
mod fuzz;
mod import;
mod names;
mod options;
mod path;
mod signature;
#[cfg(test)]
mod snapshots;
mod source;
#[cfg(test)]
mod spans;
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
/// On a function, in `#[cgo(..)]`, or on the block, in `#[cgo_import(..)]`. What a block says holds for its functions that
/// say nothing else:
///
/// | option | written in | meaning |
/// |---|---|---|
#[doc = options::option_rows!(Import)]
///
/// A function has one policy. Without any, C may do what it likes: wait, and call back.
///
/// `#[cfg_attr(CONDITION, cgo(..))]` gives options under a condition. There may be six such attributes on one function,
/// those with `cfg` or `link_name` in them counted.
///
/// `inline` functions run on the goroutine's own stack, which is small: the frames of C must together be smaller than
/// the guard below it.
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
/// # `variadic`
///
/// In the place of `...` the function takes one tuple of up to 16 values, `()` for none:
///
/// ```
/// use cgocall::cgo_import;
/// use std::ffi::{c_char, c_int, c_uint};
/// use std::io;
///
/// const WRITE_AND_CREATE: c_int = 0o101;
///
/// #[cgo_import]
/// unsafe extern "C" {
///     #[cgo(variadic, errno)]
///     fn open(path: *const c_char, flags: c_int, ...) -> io::Result<c_int>;
/// }
///
/// cgocall::run(|| {
///     // SAFETY: a path, and a mode, which the flags ask for.
///     let opened = unsafe { open(c"/no/such/folder/file".as_ptr(), WRITE_AND_CREATE, (0o644 as c_uint,)) };
///     assert_eq!(opened.unwrap_err().kind(), io::ErrorKind::NotFound);
/// });
/// ```
///
/// | what C may be passed | is written |
/// |---|---|
/// | integers of 32 and 64 bits, `f64`, raw pointers | as it is |
/// | pointers to C functions, also in an `Option` | `name as unsafe extern "C" fn(_) -> _` |
/// | the address of a value, of text | `&raw const value` or `&raw mut value`, `c"text".as_ptr()` |
/// | what C promotes: `i8`, `u8`, `i16`, `u16`, `bool`, `f32`; and `char` | `c_int::from(value)`, `f64::from(value)`; `u32::from(value)` |
/// | structs by value | not: C is passed their address |
///
/// What it expects, only the function knows: it is for the caller to pass that, and no less. Blocks do not take the option,
/// since a function has to say it beside its `...`.
///
/// # `fn_type`
///
/// The type of a pointer to the C function, as `c_fn!` gives it, gets a name: the function's own, for types and functions may
/// share one, or another where C has a type of that name.
///
/// ```
/// use cgocall::{c_fn, cgo_export, cgo_import};
/// use std::ffi::{c_char, c_int};
///
/// #[cgo_import(fn_type)]
/// unsafe extern "C" {
///     safe fn abs(x: c_int) -> c_int;
///     #[cgo(fn_type = StatFn)]
///     fn stat(path: *const c_char, found: *mut stat) -> c_int;
/// }
///
/// #[repr(C)]
/// struct stat {
///     _private: [u64; 18],
/// }
///
/// #[cgo_export(implements = abs)]
/// extern "C" fn positive(x: c_int) -> c_int {
///     x.max(-x)
/// }
///
/// let both: [abs; 2] = [c_fn!(abs), positive];
/// assert_eq!(both.map(|f| f(-3)), [3, 3]);
/// ```
///
/// # Threads
///
/// Some libraries belong to the thread on which they were opened, those of windows and graphics for instance.
///
/// | option | calls are made on |
/// |---|---|
/// | `thread = "gl"` | the dedicated thread of that name: the same for all blocks, from the first call to the end of the process |
/// | `thread = main` | the main thread, while it is in `cgocall::run`, or in a `main` with `#[cgocall::main]` |
/// | `thread = any` | the caller's thread: for a function that leaves the thread of its block |
///
/// ```ignore
/// #[cgo_import(thread = "gl")]
/// unsafe extern "C" {
///     fn glClear(mask: GLbitfield);
///     #[cgo(thread = any, leaf)]
///     safe fn glfwGetTime() -> f64;
/// }
/// ```
///
/// Whoever calls, the call is carried to the thread, and made there by the function's policy when those that came before
/// it are over. The caller waits: a goroutine parks, any other code blocks its thread. So arguments may borrow from
/// the caller. They and the result need not be `Send`: they are used on another thread, but never on two at one
/// time. errno comes back, and so do panics of callbacks. Such a call costs two changes of threads, some microseconds.
///
/// Callbacks run on a goroutine that belongs to the thread, always the same. What they call of the same thread is
/// called in place. They may wait, but until C has returned the thread makes no other call. So a callback must not wait
/// for a goroutine that calls its thread: neither would go on. `dump` shows it, by `parked: thread "gl": glClear`.
///
/// The first such call starts the runtime, even on a plain thread: `Builder::init` comes before it. `c_fn!` gives the C
/// function itself, which knows of no thread.
///
/// # `limit` and `serialize`
///
/// | written | calls in C at one time |
/// |---|---|
/// | `#[cgo_import(limit = N)]` | N at most, of all functions of the block together |
/// | `#[cgo_import(serialize)]` | one: the C library need not be thread-safe |
/// | `#[cgo(limit = N)]` | N at most, of this function; it is not counted in its block |
/// | `#[cgo(limit = none)]` | any number, whatever the block says: for a function that interrupts the others, say |
///
/// N is a number from 1 on, or a constant of type `usize`. `raw` declarations and pointers by [`c_fn!`](macro@c_fn) are
/// not bound.
///
/// ```ignore
/// #[cgo_import(serialize)]
/// unsafe extern "C" {
///     fn parser_run(text: *const c_char) -> c_int;
///     fn parser_error() -> *const c_char;
///     #[cgo(limit = none)]
///     safe fn parser_stop();
/// }
/// ```
///
/// Further goroutines wait, parked, and come in the order in which they came. The wait is a park like any other, right
/// before the call: in a migrating program the goroutine may go on on another thread, and where it may not park it
/// panics. Where there is no goroutine to park (a plain thread, `on_system_stack`), the thread waits in the same line. In a
/// thread-bound program the turn of a goroutine may come while another has taken its thread into C: the place is used
/// when that is back.
///
/// A place belongs to the goroutine, or the thread, until its call ends, in whichever way; that of a call with
/// `thread = ..` to that thread. In callbacks of that call it calls the same function or block again without waiting,
/// and without being counted twice, on whichever threads that is. Another goroutine that a callback starts has to wait: a
/// callback that joins one which calls the same block waits for ever. And callbacks that call into each other's blocks, or
/// threads, wait for each other as the holders of two locks do.
///
/// # Safety
///
/// As with a plain `extern` block, a declaration must be what C defines. A wrapped function must also keep what its
/// policy says: one that is `leaf` or `nocallback` and calls back aborts the process, and names both functions.
///
/// A `safe fn` is one that no arguments can harm. So it takes references where C follows pointers; raw pointers it takes
/// only where C follows none, which `#[cgo(trusted)]` says.
///
/// # Documentation
///
/// A wrapper keeps its documentation, which then ends with the name of the C function and the options it is called by.
/// One without documentation stays so, for `#![deny(missing_docs)]` to find. Source links lead to the declaration.
///
/// # Panics
///
/// A call that has to wait for a place, by its `limit`, panics where its goroutine may not park. So does a call with
/// `thread = ..`. With `thread = main` it panics, too, if the main thread is not in `run`, or leaves it before the call has
/// begun. The standard test harness keeps the main thread for itself; a test target with `harness = false` has it.
///
/// A panic of a callback arrives here if the callback lets it unwind through C. A function of a block that is written
/// `extern "C-unwind"` passes it on to its caller. One that is written `extern "C"` aborts the process, and names the
/// import: no destructor on the way is ever skipped. `raw` declarations are the compiler's.
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

/// Exports a function to C, which may call it from any thread.
///
/// The function keeps its name, visibility, documentation and signature: it is the function pointer to hand to C, and
/// can be called from Rust as before. Called by C inside an imported function, its body runs on the stack of the
/// goroutine that made the call, and may do what any code of a goroutine may: block, sleep, lock, send and receive,
/// while other goroutines run. A thread that the runtime has never seen is attached by its first call, and stays
/// attached until it exits.
///
/// ```
/// use cgocall::{cgo_export, cgo_import};
/// use std::ffi::{c_int, c_void};
///
/// type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;
///
/// #[cgo_import]
/// unsafe extern "C" {
///     fn qsort(base: *mut c_void, count: usize, size: usize, compare: Compare);
/// }
///
/// #[cgo_export(implements = Compare)]
/// unsafe extern "C" fn descending(a: *const c_void, b: *const c_void) -> c_int {
///     // SAFETY: qsort passes pointers to two of the numbers.
///     let (a, b) = unsafe { (*a.cast::<c_int>(), *b.cast::<c_int>()) };
///     b.cmp(&a) as c_int
/// }
///
/// cgocall::run(|| {
///     let mut numbers: [c_int; 4] = [2, 4, 1, 3];
///     // SAFETY: these are four numbers, and `descending` compares two.
///     unsafe { qsort(numbers.as_mut_ptr().cast(), 4, size_of::<c_int>(), descending) };
///     assert_eq!(numbers, [4, 3, 2, 1]);
/// });
/// ```
///
/// C finds a function by name only if it says so: `#[unsafe(no_mangle)]` or `#[unsafe(export_name = "..")]` is written
/// beside the attribute, which adds neither.
///
/// # Options
///
/// | option | meaning |
/// |---|---|
#[doc = options::option_rows!(Export)]
///
/// # Panics
///
/// | written | a panic that would leave the body |
/// |---|---|
/// | `on_panic = abort`, or nothing | aborts the process, and names the export |
/// | `on_panic = return(EXPR)` | C receives `EXPR` and goes on; the panic resumes when the enclosing C call returns |
/// | `on_panic = return` | the same, for a function that returns nothing |
/// | `extern "C-unwind"`, without `on_panic` | unwinds through the frames of C |
///
/// `EXPR` may use those parameters that have a plain name and are `Copy`. It is evaluated only after a panic; a panic in
/// it aborts. With no enclosing call, as on a thread of C's own, the panic ends there: the panic hook has reported it.
///
/// ```
/// use cgocall::cgo_export;
/// use std::ffi::c_int;
///
/// const FAILED: c_int = -1;
///
/// #[cgo_export(on_panic = return(FAILED))]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn digit(number: c_int, index: c_int) -> c_int {
///     let digits = number.to_string();
///     c_int::from(digits.as_bytes()[index as usize] - b'0') // out of bounds: C receives -1
/// }
///
/// assert_eq!((digit(42, 0), digit(42, 7)), (4, -1));
/// ```
///
/// An import that was written `C` and not `C-unwind` ends the process when a panic arrives there.
///
/// # Safety
///
/// The function is as safe to call as it says. One that C may call with arguments that are not what their types
/// promise has to be `unsafe`: no caller in C reads the types. References are such arguments, for C may pass null: a safe
/// export takes `Option<&T>` instead.
///
/// C may leave the body by `longjmp`, past it and past other exports that the same C call has entered. The frames of
/// Rust that are skipped must hold no destructors.
///
/// # What is nested in it
///
/// The body becomes a function of its own inside the exported one. It sees what stands around the function, and can be
/// in a module, a function or an `impl` block, where it cannot say `Self`. Attributes that rewrite or tune code, such as
/// `#[inline]`, go with it.
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
#[doc = options::option_rows!(Main)]
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
#[doc = options::option_rows!(Test)]
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    entry::expand(Entry::Test, arguments.into(), item.into()).into()
}

/// The C function pointer of an imported function, to be handed to C.
///
/// A function of a [`macro@cgo_import`] block is a Rust function. `c_fn!(ffi::free)` is the C function itself, with
/// the safety and ABI of its declaration: `unsafe extern "C" fn(*mut c_void)`, to which `fn_type` gives a name. The path
/// must lead through the module of the block, or a glob import of it. A `variadic` one is written with its dots:
/// `c_fn!(ffi::printf, ...)`.
#[proc_macro]
pub fn c_fn(path: TokenStream) -> TokenStream {
    c_fn::expand(path.into()).into()
}

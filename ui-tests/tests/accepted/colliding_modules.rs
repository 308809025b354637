//! Modules, types and macros around a declaration, named as the paths that an expansion takes.

#![allow(dead_code, unused_macros, non_camel_case_types)]

mod core {}
mod std {}
mod cgocall {}
mod __cgo_raw {}
mod __cgo_thunk {}
mod __cgo_entry {}

struct Result;
struct Option;
struct Site;
struct Policy;
struct Export;
struct Default;
type c_int = i32;

macro_rules! concat {
    () => {};
}
macro_rules! thunk {
    () => {};
}
macro_rules! stack_bytes {
    () => {};
}
macro_rules! assert_eq {
    () => {};
}

#[::cgocall::cgo_import]
unsafe extern "C" {
    safe fn abs(x: c_int) -> c_int;
    #[cgo(inline)]
    safe fn labs(x: i64) -> i64;
    #[cgo(errno, blocking)]
    safe fn close(fd: c_int) -> ::std::io::Result<c_int>;
    #[cgo(errno(fail = -1), leaf)]
    safe fn dup(fd: c_int) -> ::std::io::Result<c_int>;
    #[cgo(errno(always), nocallback)]
    safe fn isatty(fd: c_int) -> (c_int, ::cgocall::Errno);
}

#[::cgocall::cgo_export(on_panic = return(0), implements = extern "C" fn(i32) -> i32)]
extern "C" fn doubled(x: c_int) -> c_int {
    x * 2
}

#[::cgocall::cgo_export]
extern "C" fn halved(x: c_int) -> c_int {
    x / 2
}

#[::cgocall::main(unsafe(migrating))]
fn main() {
    ::std::assert_eq!((abs(-1), labs(-2), doubled(2), halved(2)), (1, 2, 4, 1));
    ::std::assert!(close(-1).is_err() && dup(-1).is_err() && isatty(-1).0 == 0);
    ::std::assert_eq!(::cgocall::c_fn!(abs)(-3), 3);
}

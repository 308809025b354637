//! A program that knows the attributes by a facade only.

use facade::goroutines::{Errno, c_fn};
use std::ffi::c_int;

mod ffi {
    use super::{Errno, c_int};

    #[facade::import(crate = facade::goroutines)]
    unsafe extern "C" {
        pub safe fn abs(x: c_int) -> c_int;
        #[cgo(inline)]
        pub safe fn labs(x: i64) -> i64;
        #[cgo(errno(always), blocking)]
        pub safe fn isatty(fd: c_int) -> (c_int, Errno);
    }

    facade::fallible! {
        fn close(fd: c_int);
        fn dup(fd: c_int);
    }
}

facade::doubling!(doubled);

#[facade::export(crate = ::facade::goroutines)]
extern "C-unwind" fn halved(value: c_int) -> c_int {
    value / 2
}

#[facade::main(crate = ::facade::goroutines, unsafe(migrating))]
fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    assert_eq!((ffi::abs(-1), ffi::labs(-2), c_fn!(ffi::abs)(-3)), (1, 2, 3));
    assert_eq!(ffi::isatty(-1), (0, Errno(9)));
    assert!(ffi::close(-1).is_err() && ffi::dup(-1).is_err());
    assert_eq!((doubled(2), doubled(c_int::MAX), halved(4)), (4, 0, 2));
    assert!(facade::goroutines::try_current().is_some());
}

#[facade::test(crate = facade::goroutines)]
fn a_test_is_a_goroutine() {
    assert!(facade::goroutines::try_current().is_some());
}

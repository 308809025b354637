//! A block may stand in a method, a closure, a constant, a generic function or an async one.

use std::ffi::c_int;

struct Library<T>(T);

impl<T: Into<c_int>> Library<T> {
    fn magnitude(self) -> c_int {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            safe fn abs(x: c_int) -> c_int;
        }
        abs(self.0.into())
    }
}

trait Letters {
    fn upper(&self) -> c_int;

    fn lower(&self) -> c_int {
        #[cgocall::cgo_import(inline)]
        unsafe extern "C" {
            safe fn tolower(letter: c_int) -> c_int;
        }
        tolower(self.upper())
    }
}

impl Letters for u8 {
    fn upper(&self) -> c_int {
        #[cgocall::cgo_import(leaf)]
        unsafe extern "C" {
            safe fn toupper(letter: c_int) -> c_int;
        }
        toupper(c_int::from(*self))
    }
}

const MAGNITUDE: fn(i64) -> i64 = {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        safe fn labs(x: i64) -> i64;
    }
    labs
};

async fn later<T: Into<i64>>(value: T) -> i64 {
    #[cgocall::cgo_import(blocking)]
    unsafe extern "C" {
        safe fn llabs(x: i64) -> i64;
    }
    llabs(value.into())
}

fn main() {
    let difference = |a: i64, b: i64| {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            #[link_name = "labs"]
            safe fn magnitude(x: i64) -> i64;
        }
        magnitude(a - b)
    };
    assert_eq!((Library(-1_i16).magnitude(), b'a'.upper(), b'A'.lower()), (1, 65, 97));
    assert_eq!((MAGNITUDE(-2), cgocall::block_on(later(-3)), difference(1, 5)), (2, 3, 4));
}

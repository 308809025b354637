//! Values, errno and pointers across the boundary, where `call_values.rs` and `call_errno.rs` have not been yet.

use std::ffi::{CStr, c_char, c_double, c_int, c_long, c_short};

use cgocall::{Errno, cgo_import};

use crate::child;

/// C's `double complex` and `float complex`: passed as a structure of the two.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Complex<T> {
    re: T,
    im: T,
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Flags {
    a: bool,
    n: i64,
    b: bool,
    c: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Bytes([u8; 3]);

#[derive(Clone, Copy)]
#[repr(C)]
union Word {
    all: u64,
    real: f64,
    halves: [u32; 2],
}

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(always))]
    safe fn cgo_fail_silently(error: c_int) -> ((), Errno);
    #[cgo(errno(always))]
    safe fn cgo_small_values(a: i8, b: f32, c: c_short, d: c_int, error: c_int) -> (c_int, Errno);
    safe fn cgo_complex(z: Complex<f64>, by: f64) -> Complex<f64>;
    safe fn cgo_complex_float(z: Complex<f32>) -> Complex<f32>;
    safe fn cgo_flags(f: Flags) -> i64;
    safe fn cgo_rotate(b: Bytes) -> Bytes;
    safe fn cgo_swap_halves(w: Word) -> Word;
    fn cgo_points(f: unsafe extern "C" fn(c_int, f64) -> f64, n: c_int) -> f64;
    fn cgo_sum_through(pointers: *const *const c_long, n: c_int) -> c_long;
    fn cgo_environment_has(name: *const c_char, value: *const c_char) -> c_int;
    fn atol(text: *const c_char) -> c_long;
    fn strtol(text: *const c_char, end: *mut *mut c_char, base: c_int) -> c_long;
    fn cgo_print(to: *mut c_char, size: usize, digits: c_int, x: f64, text: *const c_char, n: c_int)
    -> c_int;
    safe fn ldexp(x: c_double, exponent: c_int) -> c_double;
}

#[test]
fn errno_of_a_function_that_returns_nothing() {
    cgocall::run(|| {
        assert_eq!(cgo_fail_silently(libc::EEXIST), ((), Errno(libc::EEXIST)));
        assert_eq!(cgo_fail_silently(0), ((), Errno(0)));
    });
}

#[test]
fn small_values_of_several_kinds_and_the_errno_of_their_call() {
    cgocall::run(|| {
        assert_eq!(cgo_small_values(-5, 1.5, -300, 70_000, libc::EDOM), (1, Errno(libc::EDOM)));
    });
}

#[test]
fn complex_numbers() {
    cgocall::run(|| {
        assert_eq!(cgo_complex(Complex { re: 1.5, im: -2.0 }, 2.0), Complex { re: 3.0, im: -3.0 });
        assert_eq!(cgo_complex_float(Complex { re: 1.0, im: 2.0 }), Complex { re: 1.0, im: -2.0 });
    });
}

#[test]
fn structures_with_holes_odd_sizes_and_unions() {
    cgocall::run(|| {
        assert_eq!(cgo_flags(Flags { a: true, n: 1 << 40, b: false, c: true }), 1 + 4 + (8 << 40));
        assert_eq!(cgo_rotate(Bytes([1, 2, 3])), Bytes([2, 3, 1]));
        let swapped = cgo_swap_halves(Word { halves: [7, 9] });
        let zero = cgo_swap_halves(Word { real: 0.0 });
        // SAFETY: any bits are an integer, and a number.
        assert_eq!(unsafe { (swapped.all, zero.real) }, (7 << 32 | 9, 0.0));
    });
}

/// A function of C's that came as a pointer goes back to C.
#[test]
fn a_function_of_c_as_an_argument() {
    unsafe extern "C" fn scaled(n: c_int, x: f64) -> f64 {
        ldexp(x, n)
    }
    cgocall::run(|| {
        // SAFETY: the function takes anything.
        assert_eq!(unsafe { cgo_points(scaled, 3) }, 4.0);
    });
}

#[test]
fn several_calls_in_one_expression() {
    cgocall::run(|| {
        // SAFETY: C strings, and a place for the end.
        let (sum, end) = unsafe {
            let mut end = std::ptr::null_mut();
            let sum = atol(c"20".as_ptr()) * atol(c"3".as_ptr()) + strtol(c"12x".as_ptr(), &mut end, 10);
            (sum, CStr::from_ptr(end))
        };
        assert_eq!((sum, end), (72, c"x"));
    });
}

/// The C library's formatting takes more stack than a goroutine has.
#[test]
fn formatting_that_needs_a_big_stack() {
    cgocall::run(|| {
        let mut text = vec![0; 200_000];
        // SAFETY: the buffer is as long as is said.
        let n = unsafe { cgo_print(text.as_mut_ptr(), text.len(), 100_000, 1.0 / 3.0, c"x".as_ptr(), 7) };
        assert_eq!(n, 100_002 + 4);
        // SAFETY: C has written a string.
        assert!(unsafe { CStr::from_ptr(text.as_ptr()) }.to_bytes().ends_with(b"|x|7"));
    });
}

#[test]
fn c_sees_the_environment_that_rust_sets() {
    child::alone("values::c_sees_the_environment_that_rust_sets", &[], || {
        cgocall::run(|| {
            // SAFETY: nobody else uses the environment in this process; and C strings.
            unsafe {
                std::env::set_var("CGOCALL_TEST_SET", "one");
                assert_eq!(cgo_environment_has(c"CGOCALL_TEST_SET".as_ptr(), c"one".as_ptr()), 1);
                std::env::set_var("CGOCALL_TEST_SET", "two");
                assert_eq!(cgo_environment_has(c"CGOCALL_TEST_SET".as_ptr(), c"two".as_ptr()), 1);
                std::env::remove_var("CGOCALL_TEST_SET");
                assert_eq!(cgo_environment_has(c"CGOCALL_TEST_SET".as_ptr(), std::ptr::null()), 1);
            }
        });
    });
}

/// Pointers to variables of the caller, at every depth of its stack.
#[test]
fn pointers_to_local_variables() {
    fn deeper(depth: c_long) -> c_long {
        let (a, b) = (depth, 2 * depth);
        let pointers = [&a, &b, &a].map(std::ptr::from_ref);
        // SAFETY: three pointers, each to a number.
        let sum = unsafe { cgo_sum_through(pointers.as_ptr(), 3) };
        assert_eq!(sum, 4 * depth);
        if depth == 0 { 0 } else { sum + deeper(depth - 1) }
    }
    cgocall::run(|| assert_eq!(deeper(60), 4 * 60 * 61 / 2));
}

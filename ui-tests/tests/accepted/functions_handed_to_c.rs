//! Exports and the pointers of `c_fn!` are what C takes for its own functions.

use cgocall::{c_fn, cgo_export, cgo_import, export_callback};
use std::ffi::{c_int, c_void};

type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;

#[cgo_import]
unsafe extern "C" {
    fn qsort(base: *mut c_void, count: usize, size: usize, compare: Option<Compare>);
    fn bsearch(
        key: *const c_void,
        base: *const c_void,
        count: usize,
        size: usize,
        compare: unsafe extern "C" fn(&c_int, &c_int) -> c_int,
    ) -> *const c_void;
    safe fn atexit(f: extern "C" fn()) -> c_int;
    safe fn abs(x: c_int) -> c_int;
}

#[cgo_export(implements = Compare)]
unsafe extern "C" fn ascending(a: *const c_void, b: *const c_void) -> c_int {
    let (a, b) = unsafe { (*a.cast::<c_int>(), *b.cast::<c_int>()) };
    a.cmp(&b) as c_int
}

#[export_callback(on_panic = return(0))]
unsafe extern "C" fn by_reference(a: &c_int, b: &c_int) -> c_int {
    a.cmp(b) as c_int
}

#[export_callback]
extern "C" fn at_exit() {}

fn main() {
    let mut numbers = [3, 1, 2];
    let base = numbers.as_mut_ptr().cast();
    unsafe { qsort(base, 3, 4, Some(ascending)) };
    assert_eq!(numbers, [1, 2, 3]);
    let found = unsafe { bsearch((&raw const numbers[1]).cast(), base, 3, 4, by_reference) };
    assert_eq!(found.cast(), &raw const numbers[1]);
    assert_eq!(atexit(at_exit), 0);
    let pointers: [extern "C" fn(c_int) -> c_int; 1] = [c_fn!(abs)];
    assert_eq!(pointers[0](-1), 1);
}

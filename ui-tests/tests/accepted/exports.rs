//! An exported function is the C function pointer to hand to C, and a function to call from Rust.

use cgocall::{cgo_export, cgo_import, export_callback};
use std::ffi::{c_int, c_void};

#[cgo_import]
unsafe extern "C" {
    fn qsort(base: *mut c_void, n: usize, size: usize, compare: unsafe extern "C" fn(*const c_void, *const c_void) -> c_int);
    #[link_name = "ui_seven"]
    safe fn seven(a: c_int) -> c_int;
    #[link_name = "ui_renamed"]
    safe fn renamed() -> c_int;
}

#[cgo_export]
unsafe extern "C" fn descending(a: *const c_void, b: *const c_void) -> c_int {
    let (a, b) = unsafe { (a.cast::<c_int>().read(), b.cast::<c_int>().read()) };
    if a == b {
        return 0;
    }
    b.cmp(&a) as c_int
}

#[export_callback]
#[unsafe(no_mangle)]
pub extern "C" fn ui_seven(mut a: c_int) -> c_int {
    while a % 7 != 0 {
        a += 1;
    }
    a
}

#[cgo_export]
#[unsafe(export_name = "ui_renamed")]
extern "C" fn by_another_name() -> c_int {
    3
}

fn main() {
    cgocall::run(|| {
        let mut numbers = [3, 1, 2, 2];
        unsafe { qsort(numbers.as_mut_ptr().cast(), 4, 4, descending) };
        assert_eq!(numbers, [3, 2, 2, 1]);
        assert_eq!((seven(8), renamed()), (14, 3));
    });
    assert_eq!((ui_seven(1), by_another_name()), (7, 3));
    assert_eq!(unsafe { descending((&raw const BIG).cast(), (&raw const SMALL).cast()) }, -1);
}

static BIG: c_int = 2;
static SMALL: c_int = 1;

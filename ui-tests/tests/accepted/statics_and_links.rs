//! Statics, `#[link]` and items after them pass through.

use cgocall::cgo_import;
use std::ffi::{c_char, c_double};

#[cgo_import]
#[link(name = "m")]
unsafe extern "C" {
    pub static environ: *const *const c_char;
    #[link_name = "timezone"]
    static mut SECONDS_WEST: i64;
    safe static daylight: i32;
    #[cgo(leaf)]
    safe fn fabs(x: c_double) -> c_double;
}

fn main() {
    assert!(!unsafe { environ }.is_null());
    unsafe { SECONDS_WEST = 1 };
    assert_eq!(daylight, 0);
    assert_eq!(fabs(-3.0), 3.0);
}

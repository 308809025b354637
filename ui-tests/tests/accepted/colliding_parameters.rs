//! Parameters named as what an expansion introduces, or as the paths that it takes.

#![allow(non_snake_case)]

use cgocall::{Errno, cgo_export, cgo_import};
use std::ffi::c_int;

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn of_six(
    __cgo_entry: c_int,
    __cgo_body: c_int,
    core: c_int,
    cgocall: c_int,
    Result: c_int,
    __cgo_arg0: c_int,
) -> c_int {
    __cgo_entry + __cgo_body + core + cgocall + Result + __cgo_arg0
}

#[cgo_export(on_panic = return(__cgo_payload + __cgo_value))]
extern "C" fn on_panic(__cgo_payload: c_int, __cgo_value: c_int) -> c_int {
    assert_eq!(__cgo_value, 0);
    __cgo_value
}

mod ffi {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        #[link_name = "of_six"]
        pub safe fn items(
            __cgo_raw: c_int,
            __cgo_thunk: c_int,
            __CGO_SITE: c_int,
            __cgo_entry: c_int,
            __cgo_arg0: c_int,
            _: c_int,
        ) -> c_int;
        #[link_name = "of_six"]
        #[cgo(inline, errno(always))]
        pub safe fn items_in_place(
            __cgo_raw: c_int,
            __cgo_thunk: c_int,
            __CGO_SITE: c_int,
            __cgo_entry: c_int,
            _: c_int,
            __cgo_arg4: c_int,
        ) -> (c_int, Errno);
        #[link_name = "of_six"]
        #[cgo(errno(fail = 0))]
        pub safe fn variables(
            __cgo_value: c_int,
            __cgo_guard: c_int,
            __cgo_fail: c_int,
            site: c_int,
            value: c_int,
            guard: c_int,
        ) -> std::io::Result<c_int>;
        #[link_name = "of_six"]
        pub safe fn paths(
            core: c_int,
            std: c_int,
            cgocall: c_int,
            Result: c_int,
            __private: c_int,
            r#unsafe: c_int,
        ) -> c_int;
    }
}

fn main() {
    assert_eq!(ffi::items(1, 2, 3, 4, 5, 6), 21);
    assert_eq!(ffi::items_in_place(1, 2, 3, 4, 5, 6), (21, Errno(0)));
    assert_eq!(ffi::variables(1, 2, 3, 4, 5, 6).ok(), Some(21));
    assert_eq!(ffi::paths(1, 2, 3, 4, 5, 6), 21);
    std::panic::set_hook(Box::new(|_| {}));
    assert_eq!((on_panic(1, 0), on_panic(1, 3)), (0, 4));
}

//! Functions named as what an expansion introduces, or as the paths that it takes.

#![allow(non_snake_case)]

use cgocall::{cgo_export, cgo_import};

#[cgo_import]
unsafe extern "C" {
    #[link_name = "abs"]
    safe fn __cgo_raw(x: i32) -> i32;
    #[link_name = "abs"]
    #[cgo(inline)]
    safe fn __cgo_raw_in_place(x: i32) -> i32;
    #[link_name = "abs"]
    safe fn __cgo_thunk(x: i32) -> i32;
    #[link_name = "abs"]
    safe fn __CGO_SITE(x: i32) -> i32;
    #[link_name = "abs"]
    safe fn core(x: i32) -> i32;
    #[link_name = "abs"]
    safe fn cgocall(x: i32) -> i32;
    #[link_name = "abs"]
    #[cgo(errno)]
    safe fn Result(x: i32) -> std::io::Result<i32>;
    #[link_name = "abs"]
    safe fn transmute(x: i32) -> i32;
}

#[cgo_export]
extern "C" fn __cgo_entry(x: i32) -> i32 {
    x
}

#[cgo_export(on_panic = return(-1))]
extern "C" fn __cgo_body(x: i32) -> i32 {
    x
}

#[cgo_export]
extern "C-unwind" fn __CGO_EXPORT(x: i32) -> i32 {
    x
}

fn main() {
    let all = [__cgo_raw(-1), __cgo_raw_in_place(-1), __cgo_thunk(-1), __CGO_SITE(-1)];
    assert_eq!(all, [1; 4]);
    assert_eq!([core(-1), cgocall(-1), Result(-1).unwrap_or(0), transmute(-1)], [1; 4]);
    assert_eq!(cgocall::c_fn!(__cgo_raw)(-1) + cgocall::c_fn!(cgocall)(-2), 3);
    assert_eq!([__cgo_entry(1), __cgo_body(1), __CGO_EXPORT(1)], [1; 3]);
}

unsafe extern "C" {}
#[inline(always)]
unsafe fn plain(x: c_int) -> c_int {
    unsafe extern "C-unwind" {
        #[link_name = "plain"]
        fn __cgo_raw(x: c_int) -> c_int;
    }
    unsafe { __cgo_raw(x) }
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_plain: unsafe extern "C" fn(c_int) -> c_int = {
    unsafe extern "C-unwind" {
        #[link_name = "plain"]
        fn __cgo_raw(x: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn(_) -> _) }
};

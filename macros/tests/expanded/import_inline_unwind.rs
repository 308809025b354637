unsafe extern "C-unwind" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
unsafe fn call(f: Visit) -> c_int {
    unsafe extern "C-unwind" {
        #[link_name = "call"]
        fn __cgo_raw(f: Visit) -> c_int;
    }
    let __cgo_value = unsafe { __cgo_raw(f) };
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_call: unsafe extern "C-unwind" fn(Visit) -> c_int = {
    unsafe extern "C-unwind" {
        fn call(f: Visit) -> c_int;
    }
    call
};

unsafe extern "C-unwind" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
unsafe fn pick<'a>(
    kept: &'a c_int,
    __cgo_arg1: &c_int,
    arguments: impl ::cgocall::variadic::Arguments,
) -> &'a c_int {
    unsafe extern "C-unwind" {
        #[link_name = "pick"]
        fn __cgo_raw<'a>(kept: &'a c_int, __cgo_arg1: &c_int, ...) -> &'a c_int;
    }
    let __cgo_value = unsafe {
        ::cgocall::__private::variadic_call!(__cgo_raw(kept, __cgo_arg1), arguments)
    };
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_pick: for<'a> unsafe extern "C-unwind" fn(
    &'a c_int,
    &c_int,
    ...
) -> &'a c_int = {
    unsafe extern "C-unwind" {
        fn pick<'a>(kept: &'a c_int, __cgo_arg1: &c_int, ...) -> &'a c_int;
    }
    pick
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn pick<'a>(
    kept: &'a c_int,
    __cgo_arg1: &c_int,
    arguments: impl ::cgocall::variadic::Arguments,
) -> &'a c_int {
    ::cgocall::__private::variadic!(
        __CGO_SITES(__cgo_fn_pick as * const (), "pick",
        ::cgocall::__private::Policy::Leaf), __cgo_thunk : fn (& 'static c_int, & c_int)
        -> & 'static c_int
    );
    let __cgo_callee: unsafe extern "C-unwind" fn(&'a c_int, &c_int, ...) -> &'a c_int = unsafe {
        ::core::mem::transmute(__cgo_thunk(&arguments))
    };
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITES[0]);
    let __cgo_value = unsafe {
        ::cgocall::__private::variadic_call!(__cgo_callee(kept, __cgo_arg1), arguments)
    };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_pick: for<'a> unsafe extern "C" fn(&'a c_int, &c_int, ...) -> &'a c_int = {
    unsafe extern "C-unwind" {
        fn pick<'a>(kept: &'a c_int, __cgo_arg1: &c_int, ...) -> &'a c_int;
    }
    unsafe { ::core::mem::transmute(pick as *const ()) }
};

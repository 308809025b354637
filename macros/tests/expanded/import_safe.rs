unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
pub fn abs(x: c_int) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_abs as *const (),
        "abs",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(x: c_int) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(x) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_abs: extern "C" fn(c_int) -> c_int = {
    unsafe extern "C-unwind" {
        fn abs(x: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(abs as *const ()) }
};

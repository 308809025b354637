unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
fn time() -> c_double {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_time as *const (),
        "time",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn () -> c_double),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk() -> c_double {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk() };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_time: extern "C" fn() -> c_double = {
    unsafe extern "C-unwind" {
        fn time() -> c_double;
    }
    unsafe { ::core::mem::transmute(time as *const ()) }
};

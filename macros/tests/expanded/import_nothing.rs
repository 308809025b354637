unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn srand(seed: c_uint) {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_srand as *const (),
        "srand",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_uint)),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(seed: c_uint) {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(seed) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_srand: unsafe extern "C" fn(c_uint) = {
    unsafe extern "C-unwind" {
        fn srand(seed: c_uint);
    }
    unsafe { ::core::mem::transmute(srand as *const ()) }
};

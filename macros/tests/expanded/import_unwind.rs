unsafe extern "C-unwind" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
pub unsafe fn each(f: Visit, data: *mut c_void) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_each as *const (),
        "each",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (Visit, * mut c_void) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(f: Visit, data: *mut c_void) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::Repair::new();
    let __cgo_value = unsafe { __cgo_thunk(f, data) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_each: unsafe extern "C-unwind" fn(Visit, *mut c_void) -> c_int = {
    unsafe extern "C-unwind" {
        fn each(f: Visit, data: *mut c_void) -> c_int;
    }
    each
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn free(memory: *mut c_void) -> ((), Errno) {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_free as *const (),
        "free",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* mut c_void)),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(memory: *mut c_void) {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    ::cgocall::__private::clear_errno();
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(memory) };
    ::cgocall::__private::returned(__cgo_guard);
    (__cgo_value, ::cgocall::__private::errno())
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_free: unsafe extern "C" fn(*mut c_void) = {
    unsafe extern "C-unwind" {
        fn free(memory: *mut c_void);
    }
    unsafe { ::core::mem::transmute(free as *const ()) }
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn mmap(size: usize) -> io::Result<*mut c_void> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_mmap as *const (),
        "mmap",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (usize) -> * mut c_void),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(size: usize) -> *mut c_void {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_fail: *mut c_void = MAP_FAILED;
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(size) };
    ::cgocall::__private::returned(__cgo_guard);
    let __cgo_fail = __cgo_value == __cgo_fail;
    ::cgocall::__private::errno_result_if(__cgo_value, __cgo_fail)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_mmap: unsafe extern "C" fn(usize) -> *mut c_void = {
    unsafe extern "C-unwind" {
        fn mmap(size: usize) -> *mut c_void;
    }
    unsafe { ::core::mem::transmute(mmap as *const ()) }
};

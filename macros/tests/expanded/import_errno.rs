unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn close(fd: c_int) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_close as *const (),
        "close",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(fd: c_int) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(fd) };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_close: unsafe extern "C" fn(c_int) -> c_int = {
    unsafe extern "C-unwind" {
        fn close(fd: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(close as *const ()) }
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
unsafe fn fileno(stream: *mut FILE) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_fileno as *const (),
        "fileno",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* mut FILE) -> c_int),
    );
    unsafe extern "C-unwind" {
        #[link_name = "fileno"]
        fn __cgo_raw(stream: *mut FILE) -> c_int;
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_raw(stream) };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_fileno: unsafe extern "C" fn(*mut FILE) -> c_int = {
    unsafe extern "C-unwind" {
        fn fileno(stream: *mut FILE) -> c_int;
    }
    unsafe { ::core::mem::transmute(fileno as *const ()) }
};

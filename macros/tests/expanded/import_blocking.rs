unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn poll(fds: *mut pollfd, n: nfds_t, timeout: c_int) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_poll as *const (),
        "poll",
        ::cgocall::__private::Policy::Blocking,
        ::cgocall::__private::stack_bytes!(fn (* mut pollfd, nfds_t, c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(
        fds: *mut pollfd,
        n: nfds_t,
        timeout: c_int,
    ) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(fds, n, timeout) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_poll: unsafe extern "C" fn(*mut pollfd, nfds_t, c_int) -> c_int = {
    unsafe extern "C-unwind" {
        fn poll(fds: *mut pollfd, n: nfds_t, timeout: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(poll as *const ()) }
};

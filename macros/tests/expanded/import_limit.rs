unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
#[track_caller]
unsafe fn fetch(handle: *mut Handle) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_fetch as *const (),
        "fetch",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* mut Handle) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(handle: *mut Handle) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    static __CGO_LIMIT: ::cgocall::__private::Limit = ::cgocall::__private::Limit::new(
        CONNECTIONS,
    );
    let __cgo_place = ::cgocall::__private::Place::take(&__CGO_LIMIT, &__CGO_SITE);
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(handle) };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_fetch: unsafe extern "C" fn(*mut Handle) -> c_int = {
    unsafe extern "C-unwind" {
        fn fetch(handle: *mut Handle) -> c_int;
    }
    unsafe { ::core::mem::transmute(fetch as *const ()) }
};

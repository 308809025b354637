unsafe extern "C-unwind" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
#[track_caller]
unsafe fn call(f: Visit) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_call as *const (),
        "call",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (Visit) -> c_int),
    );
    unsafe extern "C-unwind" {
        #[link_name = "call"]
        fn __cgo_raw(f: Visit) -> c_int;
    }
    static __CGO_LIMIT: ::cgocall::__private::Limit = ::cgocall::__private::Limit::new(
        2,
    );
    let __cgo_place = ::cgocall::__private::Place::take(&__CGO_LIMIT, &__CGO_SITE);
    let __cgo_value = unsafe { __cgo_raw(f) };
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_call: unsafe extern "C-unwind" fn(Visit) -> c_int = {
    unsafe extern "C-unwind" {
        fn call(f: Visit) -> c_int;
    }
    call
};

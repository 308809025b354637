unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
unsafe fn plain(x: c_int) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_plain as *const (),
        "plain",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_int) -> c_int),
    );
    unsafe extern "C-unwind" {
        #[link_name = "plain"]
        fn __cgo_raw(x: c_int) -> c_int;
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_raw(x) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_plain: unsafe extern "C" fn(c_int) -> c_int = {
    unsafe extern "C-unwind" {
        fn plain(x: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(plain as *const ()) }
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn sum(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_sum as *const (),
        "sum",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (u8, u8, u8, u8, u8, u8, u8, u8) -> u8),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: u8,
        g: u8,
        h: u8,
    ) -> u8 {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(a, b, c, d, e, f, g, h) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_sum: unsafe extern "C" fn(u8, u8, u8, u8, u8, u8, u8, u8) -> u8 = {
    unsafe extern "C-unwind" {
        fn sum(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8;
    }
    unsafe { ::core::mem::transmute(sum as *const ()) }
};

unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
fn pick<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8 {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (Kept < 'static >, & u8) -> & 'static u8),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk<'a>(
        kept: Kept<'a>,
        __cgo_arg1: &u8,
    ) -> &'a u8 {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(kept, __cgo_arg1) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_pick: for<'a> extern "C" fn(Kept<'a>, &u8) -> &'a u8 = {
    unsafe extern "C-unwind" {
        fn pick<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8;
    }
    unsafe { ::core::mem::transmute(pick as *const ()) }
};

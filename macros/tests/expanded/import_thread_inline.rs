unsafe extern "C-unwind" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(always)]
fn leave() -> ! {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_leave as *const (),
        "leave",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    static __CGO_THREAD: ::cgocall::__private::Thread = ::cgocall::__private::Thread::named(
        "gl",
        &__CGO_SITE,
    );
    unsafe extern "C-unwind" {
        #[link_name = "leave"]
        fn __cgo_raw() -> !;
    }
    match __CGO_THREAD
        .run(move || -> ::core::convert::Infallible { unsafe { __cgo_raw() } })
    {}
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_leave: extern "C-unwind" fn() -> ! = {
    unsafe extern "C-unwind" {
        fn leave() -> !;
    }
    unsafe { ::core::mem::transmute(leave as *const ()) }
};

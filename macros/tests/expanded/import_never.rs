unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
fn exit(status: c_int) -> ! {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_exit as *const (),
        "exit",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_int)),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(status: c_int) -> ! {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    unsafe { __cgo_thunk(status) }
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_exit: extern "C" fn(c_int) -> ! = {
    unsafe extern "C-unwind" {
        fn exit(status: c_int) -> !;
    }
    unsafe { ::core::mem::transmute(exit as *const ()) }
};

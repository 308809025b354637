#[cfg(unix)]
unsafe extern "C" {}
#[cfg(unix)]
#[allow(dead_code)]
static __CGO_LIMIT_C0121C2ECC7B5147: ::cgocall::__private::Limit = ::cgocall::__private::Limit::new(
    1,
);
#[cfg(unix)]
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
/// Parses.
///
/// Calls `parse` in C: `serialize`.
#[inline]
#[track_caller]
unsafe fn parse(text: *const c_char) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_parse as *const (),
        "parse",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* const c_char) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(text: *const c_char) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_place = ::cgocall::__private::Place::take(
        &__CGO_LIMIT_C0121C2ECC7B5147,
        &__CGO_SITE,
    );
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(text) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[cfg(unix)]
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_parse: unsafe extern "C" fn(*const c_char) -> c_int = {
    unsafe extern "C-unwind" {
        fn parse(text: *const c_char) -> c_int;
    }
    unsafe { ::core::mem::transmute(parse as *const ()) }
};
#[cfg(unix)]
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
fn interrupt() {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_interrupt as *const (),
        "interrupt",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk() {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk() };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[cfg(unix)]
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_interrupt: extern "C" fn() = {
    unsafe extern "C-unwind" {
        fn interrupt();
    }
    unsafe { ::core::mem::transmute(interrupt as *const ()) }
};

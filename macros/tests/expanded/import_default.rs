unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
/// Steps.
///
/// Calls `step` in C.
#[inline]
pub unsafe fn step(statement: *mut Statement, step: c_int) -> c_int {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_step as *const (),
        "step",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* mut Statement, c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(
        statement: *mut Statement,
        step: c_int,
    ) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(statement, step) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_step: unsafe extern "C" fn(*mut Statement, c_int) -> c_int = {
    unsafe extern "C-unwind" {
        fn step(statement: *mut Statement, step: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(step as *const ()) }
};

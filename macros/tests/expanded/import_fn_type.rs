#[cfg(unix)]
unsafe extern "C" {}
#[cfg(unix)]
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
pub fn r#pick(index: usize) -> usize {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (usize) -> usize),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(index: usize) -> usize {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(index) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[cfg(unix)]
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_pick: extern "C" fn(usize) -> usize = {
    unsafe extern "C-unwind" {
        fn r#pick(index: usize) -> usize;
    }
    unsafe { ::core::mem::transmute(r#pick as *const ()) }
};
#[cfg(unix)]
#[allow(dead_code, improper_ctypes_definitions, non_camel_case_types)]
/// The type of a pointer to the C function `pick`.
pub type r#pick = extern "C" fn(usize) -> usize;

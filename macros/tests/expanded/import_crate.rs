unsafe extern "system" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
pub(crate) unsafe fn r#pick(index: usize) -> usize {
    static __CGO_SITE: crate::facade::__private::Site = crate::facade::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick",
        crate::facade::__private::Policy::Default,
        crate::facade::__private::stack_bytes!(fn (usize) -> usize),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "system-unwind" fn __cgo_thunk(index: usize) -> usize {
        crate::facade::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = crate::facade::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(index) };
    crate::facade::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub(crate) const __cgo_fn_pick: unsafe extern "system" fn(usize) -> usize = {
    unsafe extern "system-unwind" {
        fn r#pick(index: usize) -> usize;
    }
    unsafe { ::core::mem::transmute(r#pick as *const ()) }
};

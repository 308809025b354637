unsafe extern "system" {}
#[cfg(unix)]
#[cfg(feature = "quick")]
#[allow(clippy::not_unsafe_ptr_arg_deref)]
#[expect(unused)]
#[must_use]
#[inline]
pub(crate) fn r#pick<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8 {
    static __CGO_SITE: crate::facade::__private::Site = crate::facade::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick (pick_quickly)",
        crate::facade::__private::Policy::Leaf,
        crate::facade::__private::stack_bytes!(
            fn (Kept < 'static >, & u8) -> & 'static u8
        ),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "system-unwind" fn __cgo_thunk<'a>(
        kept: Kept<'a>,
        __cgo_arg1: &u8,
    ) -> &'a u8 {
        crate::facade::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = crate::facade::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(kept, __cgo_arg1) };
    crate::facade::__private::returned(__cgo_guard);
    __cgo_value
}
#[cfg(unix)]
#[cfg(feature = "quick")]
#[allow(unused)]
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
pub(crate) const __cgo_fn_pick: for<'a> extern "system" fn(Kept<'a>, &u8) -> &'a u8 = {
    unsafe extern "system-unwind" {
        #[link_name = "pick_quickly"]
        fn __cgo_raw<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8;
    }
    unsafe {
        ::core::mem::transmute(__cgo_raw as unsafe extern "system-unwind" fn(_, _) -> _)
    }
};
#[cfg(unix)]
#[cfg(not(feature = "quick"))]
#[allow(clippy::not_unsafe_ptr_arg_deref)]
#[expect(unused)]
#[must_use]
#[inline]
pub(crate) fn r#pick<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8 {
    static __CGO_SITE: crate::facade::__private::Site = crate::facade::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick",
        crate::facade::__private::Policy::Default,
        crate::facade::__private::stack_bytes!(
            fn (Kept < 'static >, & u8) -> & 'static u8
        ),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "system-unwind" fn __cgo_thunk<'a>(
        kept: Kept<'a>,
        __cgo_arg1: &u8,
    ) -> &'a u8 {
        crate::facade::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = crate::facade::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(kept, __cgo_arg1) };
    crate::facade::__private::returned(__cgo_guard);
    __cgo_value
}
#[cfg(unix)]
#[cfg(not(feature = "quick"))]
#[allow(unused)]
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
pub(crate) const __cgo_fn_pick: for<'a> extern "system" fn(Kept<'a>, &u8) -> &'a u8 = {
    unsafe extern "system-unwind" {
        #[link_name = "pick"]
        fn __cgo_raw<'a>(kept: Kept<'a>, __cgo_arg1: &u8) -> &'a u8;
    }
    unsafe {
        ::core::mem::transmute(__cgo_raw as unsafe extern "system-unwind" fn(_, _) -> _)
    }
};

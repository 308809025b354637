#[unsafe(naked)]
unsafe extern "C" fn pick<'a>(kept: &'a Kept<'_>, _: &u8) -> &'a u8 {
    static __CGO_EXPORT: crate::facade::__private::Export = crate::facade::__private::Export::new(
        __cgo_entry as *const (),
        "pick",
        crate::facade::__private::stack_bytes!(
            fn (& 'static Kept < '_ >, & u8) -> & 'static u8
        ),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "C-unwind" fn __cgo_entry<'a>(kept: &'a Kept<'_>, __cgo_arg1: &u8) -> &'a u8 {
        crate::facade::__private::abort_on_panic(
            &__CGO_EXPORT,
            || unsafe { __cgo_body(kept, __cgo_arg1) },
        )
    }
    #[inline]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    unsafe fn __cgo_body<'a>(kept: &'a Kept<'_>, _: &u8) -> &'a u8 {
        kept.first()
    }
    #[allow(improper_ctypes_definitions)]
    const _: fn(
        crate::facade::__private::Implements<ffi::Pick>,
        for<'a> unsafe extern "C" fn(&'a Kept<'_>, &u8) -> &'a u8,
    ) = |mut __cgo_expected, __cgo_found| {
        *__cgo_expected.pointer() = __cgo_found;
    };
    crate::facade::__private::callback_thunk!(__CGO_EXPORT)
}

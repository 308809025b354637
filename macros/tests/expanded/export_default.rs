/// Counts.
#[unsafe(no_mangle)]
#[unsafe(naked)]
pub unsafe extern "C" fn on_row(
    data: *mut c_void,
    n: c_int,
    _: *mut *mut c_char,
) -> c_int {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "on_row",
        ::cgocall::__private::stack_bytes!(
            fn (* mut c_void, c_int, * mut * mut c_char) -> c_int
        ),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "C-unwind" fn __cgo_entry(
        data: *mut c_void,
        n: c_int,
        __cgo_arg2: *mut *mut c_char,
    ) -> c_int {
        ::cgocall::__private::abort_on_panic(
            &__CGO_EXPORT,
            || unsafe { __cgo_body(data, n, __cgo_arg2) },
        )
    }
    #[inline]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    unsafe fn __cgo_body(data: *mut c_void, mut n: c_int, _: *mut *mut c_char) -> c_int {
        n += 1;
        unsafe { count(data, n) }
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

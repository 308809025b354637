#[unsafe(naked)]
unsafe extern "C-unwind" fn destroy(data: *mut c_void) {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "destroy",
        ::cgocall::__private::stack_bytes!(fn (* mut c_void)),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "C-unwind" fn __cgo_entry(data: *mut c_void) {
        match ::cgocall::__private::catch_panic(|| unsafe { __cgo_body(data) }) {
            ::core::result::Result::Ok(__cgo_value) => __cgo_value,
            ::core::result::Result::Err(__cgo_payload) => {
                ::cgocall::__private::defer_panic(&__CGO_EXPORT, __cgo_payload);
            }
        }
    }
    #[inline]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    unsafe fn __cgo_body(data: *mut c_void) {
        unsafe { free(data) }
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

#[unsafe(naked)]
extern "C" fn parse(text: *const c_char, fallback: c_int) -> c_int {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "parse",
        ::cgocall::__private::stack_bytes!(fn (* const c_char, c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "C-unwind" fn __cgo_entry(text: *const c_char, fallback: c_int) -> c_int {
        match ::cgocall::__private::catch_panic(|| __cgo_body(text, fallback)) {
            ::core::result::Result::Ok(__cgo_value) => __cgo_value,
            ::core::result::Result::Err(__cgo_payload) => {
                ::cgocall::__private::defer_panic(&__CGO_EXPORT, __cgo_payload);
                ::cgocall::__private::abort_on_panic(
                    &__CGO_EXPORT,
                    || -> c_int { (fallback) },
                )
            }
        }
    }
    #[inline]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    fn __cgo_body(
        #[allow(unused_variables)]
        text: *const c_char,
        #[allow(unused_variables)]
        fallback: c_int,
    ) -> c_int {
        read(text)
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

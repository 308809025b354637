#[unsafe(naked)]
extern "C-unwind" fn on_event() {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "on_event",
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "C-unwind" fn __cgo_entry() {
        ::cgocall::__private::abort_on_panic(&__CGO_EXPORT, || __cgo_body())
    }
    #[inline]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    fn __cgo_body() {
        handle()
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

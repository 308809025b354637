#[unsafe(naked)]
extern "C-unwind" fn on_error(_: Error) -> ! {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "on_error",
        ::cgocall::__private::stack_bytes!(fn (Error)),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    extern "C-unwind" fn __cgo_entry(Error { code, .. }: Error) -> ! {
        panic!("{code}")
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

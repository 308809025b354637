#[cfg(unix)]
#[allow(unused)]
#[unsafe(export_name = "pick_quickly")]
#[cfg_attr(feature = "quick", must_use)]
/// Documented inside.
#[allow(clippy::all)]
#[unsafe(naked)]
pub(crate) extern "system" fn r#pick() {
    static __CGO_EXPORT: ::cgocall::__private::Export = ::cgocall::__private::Export::new(
        __cgo_entry as *const (),
        "pick (pick_quickly)",
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
    extern "system-unwind" fn __cgo_entry() {
        ::cgocall::__private::abort_on_panic(&__CGO_EXPORT, || __cgo_body())
    }
    #[cfg_attr(feature = "quick", inline)]
    #[instrument]
    #[allow(improper_ctypes_definitions)]
    #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
    #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
    #[allow(clippy::missing_const_for_fn)]
    fn __cgo_body() {
        exit(1)
    }
    ::cgocall::__private::callback_thunk!(__CGO_EXPORT)
}

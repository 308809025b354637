#[link(name = "c")]
#[allow(non_upper_case_globals)]
unsafe extern "C" {
    fn printf(format: *const c_char, ...) -> c_int;
}
#[allow(non_upper_case_globals)]
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_printf: unsafe extern "C" fn(*const c_char, ...) -> c_int = printf;

unsafe extern "C" {
    #[expect(dead_code)]
    fn printf(format: *const c_char, ...) -> c_int;
}
#[allow(dead_code)]
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_printf: unsafe extern "C" fn(*const c_char, ...) -> c_int = printf;
#[allow(dead_code)]
#[allow(dead_code, improper_ctypes_definitions, non_camel_case_types)]
/// The type of a pointer to the C function `printf`.
type printf = unsafe extern "C" fn(*const c_char, ...) -> c_int;

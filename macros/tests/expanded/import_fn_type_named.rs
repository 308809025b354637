unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn stat(path: *const c_char, found: *mut stat) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_stat as *const (),
        "stat",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* const c_char, * mut stat) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(
        path: *const c_char,
        found: *mut stat,
    ) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(path, found) };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_stat: unsafe extern "C" fn(*const c_char, *mut stat) -> c_int = {
    unsafe extern "C-unwind" {
        fn stat(path: *const c_char, found: *mut stat) -> c_int;
    }
    unsafe { ::core::mem::transmute(stat as *const ()) }
};
#[allow(dead_code, improper_ctypes_definitions, non_camel_case_types)]
/// The type of a pointer to the C function `stat`.
type StatFn = unsafe extern "C" fn(*const c_char, *mut stat) -> c_int;

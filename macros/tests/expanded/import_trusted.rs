unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
fn same(a: *const c_void, b: *const c_void) -> bool {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_same as *const (),
        "same",
        ::cgocall::__private::Policy::Leaf,
        ::cgocall::__private::stack_bytes!(fn (* const c_void, * const c_void) -> bool),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(a: *const c_void, b: *const c_void) -> bool {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(a, b) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_same: extern "C" fn(*const c_void, *const c_void) -> bool = {
    unsafe extern "C-unwind" {
        fn same(a: *const c_void, b: *const c_void) -> bool;
    }
    unsafe { ::core::mem::transmute(same as *const ()) }
};

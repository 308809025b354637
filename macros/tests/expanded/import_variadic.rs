unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
pub unsafe fn openat(
    folder: c_int,
    path: *const c_char,
    arguments: impl ::cgocall::variadic::Arguments,
) -> io::Result<c_int> {
    ::cgocall::__private::variadic!(
        __CGO_SITES(__cgo_fn_openat as * const (), "openat",
        ::cgocall::__private::Policy::Default), __cgo_thunk : fn (c_int, * const c_char)
        -> c_int
    );
    let __cgo_callee: unsafe extern "C-unwind" fn(c_int, *const c_char, ...) -> c_int = unsafe {
        ::core::mem::transmute(__cgo_thunk(&arguments))
    };
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITES[0]);
    let __cgo_value = unsafe {
        ::cgocall::__private::variadic_call!(__cgo_callee(folder, path), arguments)
    };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_openat: unsafe extern "C" fn(c_int, *const c_char, ...) -> c_int = {
    unsafe extern "C-unwind" {
        fn openat(folder: c_int, path: *const c_char, ...) -> c_int;
    }
    unsafe { ::core::mem::transmute(openat as *const ()) }
};

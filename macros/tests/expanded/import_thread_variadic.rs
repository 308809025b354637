unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn log(format: *const c_char, arguments: impl ::cgocall::variadic::Arguments) {
    static __CGO_THREAD: ::cgocall::__private::Thread = ::cgocall::__private::Thread::named(
        "gl",
        &__CGO_SITES[0],
    );
    ::cgocall::__private::variadic!(
        __CGO_SITES(__cgo_fn_log as * const (), "log",
        ::cgocall::__private::Policy::Default), __cgo_thunk : fn (* const c_char)
    );
    let __cgo_callee: unsafe extern "C-unwind" fn(*const c_char, ...) = unsafe {
        ::core::mem::transmute(__cgo_thunk(&arguments))
    };
    __CGO_THREAD
        .run(move || {
            let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITES[0]);
            let __cgo_value = unsafe {
                ::cgocall::__private::variadic_call!(__cgo_callee(format), arguments)
            };
            ::cgocall::__private::returned(__cgo_guard);
            __cgo_value
        })
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_log: unsafe extern "C" fn(*const c_char, ...) = {
    unsafe extern "C-unwind" {
        fn log(format: *const c_char, ...);
    }
    unsafe { ::core::mem::transmute(log as *const ()) }
};

unsafe extern "C-unwind" {}
#[allow(clippy::not_unsafe_ptr_arg_deref)]
#[inline]
fn wait() {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_wait as *const (),
        "wait",
        ::cgocall::__private::Policy::Blocking,
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk() {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::Repair::new();
    let __cgo_value = unsafe { __cgo_thunk() };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_wait: extern "C-unwind" fn() = {
    unsafe extern "C-unwind" {
        #[link_name = "wait"]
        fn __cgo_raw();
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn() -> _) }
};
#[allow(clippy::not_unsafe_ptr_arg_deref)]
#[inline]
fn steady() {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_steady as *const (),
        "steady",
        ::cgocall::__private::Policy::NoCallback,
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk() {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::Repair::new();
    let __cgo_value = unsafe { __cgo_thunk() };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_steady: extern "C-unwind" fn() = {
    unsafe extern "C-unwind" {
        #[link_name = "steady"]
        fn __cgo_raw();
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn() -> _) }
};
#[allow(clippy::not_unsafe_ptr_arg_deref)]
#[inline]
fn short() {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_short as *const (),
        "short",
        ::cgocall::__private::Policy::Leaf,
        ::cgocall::__private::stack_bytes!(fn ()),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk() {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::Repair::new();
    let __cgo_value = unsafe { __cgo_thunk() };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_short: extern "C-unwind" fn() = {
    unsafe extern "C-unwind" {
        #[link_name = "short"]
        fn __cgo_raw();
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn() -> _) }
};

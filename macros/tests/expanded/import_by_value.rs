unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn area(__cgo_arg0: Rectangle, scale: [c_int; 2]) -> Area {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_area as *const (),
        "area",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (Rectangle, [c_int; 2]) -> Area),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(
        __cgo_arg0: Rectangle,
        scale: [c_int; 2],
    ) -> Area {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(__cgo_arg0, scale) };
    ::cgocall::__private::returned(__cgo_guard);
    __cgo_value
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_area: unsafe extern "C" fn(Rectangle, [c_int; 2]) -> Area = {
    unsafe extern "C-unwind" {
        fn area(__cgo_arg0: Rectangle, scale: [c_int; 2]) -> Area;
    }
    unsafe { ::core::mem::transmute(area as *const ()) }
};

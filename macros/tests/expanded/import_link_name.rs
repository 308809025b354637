unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
/// Picks.
///
/// Calls `pick_v2` in C: `leaf`, `errno(fail = 0)`.
#[inline]
pub unsafe fn pick(index: usize) -> io::Result<usize> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_pick as *const (),
        "pick (pick_v2)",
        ::cgocall::__private::Policy::Leaf,
        ::cgocall::__private::stack_bytes!(fn (usize) -> usize),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(index: usize) -> usize {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_fail: usize = 0;
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(index) };
    ::cgocall::__private::returned(__cgo_guard);
    let __cgo_fail = __cgo_value == __cgo_fail;
    ::cgocall::__private::errno_result_if(__cgo_value, __cgo_fail)
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_pick: unsafe extern "C" fn(usize) -> usize = {
    unsafe extern "C-unwind" {
        #[link_name = "pick_v2"]
        fn pick(index: usize) -> usize;
    }
    unsafe { ::core::mem::transmute(pick as *const ()) }
};

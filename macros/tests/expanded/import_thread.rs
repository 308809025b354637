unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
/// Clears.
///
/// Calls `clear` in C: `thread = "gl"`.
#[inline]
pub unsafe fn clear(mask: GLbitfield) -> GLenum {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_clear as *const (),
        "clear",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (GLbitfield) -> GLenum),
    );
    static __CGO_THREAD: ::cgocall::__private::Thread = ::cgocall::__private::Thread::named(
        "gl",
        &__CGO_SITE,
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(mask: GLbitfield) -> GLenum {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    __CGO_THREAD
        .run(move || {
            let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
            let __cgo_value = unsafe { __cgo_thunk(mask) };
            ::cgocall::__private::returned(__cgo_guard);
            __cgo_value
        })
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
pub const __cgo_fn_clear: unsafe extern "C" fn(GLbitfield) -> GLenum = {
    unsafe extern "C-unwind" {
        fn clear(mask: GLbitfield) -> GLenum;
    }
    unsafe { ::core::mem::transmute(clear as *const ()) }
};

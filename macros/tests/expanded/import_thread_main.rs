unsafe extern "C" {}
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[inline]
unsafe fn pump(events: &mut Events) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_pump as *const (),
        "pump",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (& mut Events) -> c_int),
    );
    static __CGO_THREAD: ::cgocall::__private::Thread = ::cgocall::__private::Thread::main(
        &__CGO_SITE,
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(events: &mut Events) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_fail: c_int = EOF;
    __CGO_THREAD
        .run(move || {
            let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
            let __cgo_value = unsafe { __cgo_thunk(events) };
            ::cgocall::__private::returned(__cgo_guard);
            let __cgo_fail = __cgo_value == __cgo_fail;
            ::cgocall::__private::errno_result_if(__cgo_value, __cgo_fail)
        })
}
#[allow(improper_ctypes_definitions, dead_code)]
#[doc(hidden)]
const __cgo_fn_pump: unsafe extern "C" fn(&mut Events) -> c_int = {
    unsafe extern "C-unwind" {
        fn pump(events: &mut Events) -> c_int;
    }
    unsafe { ::core::mem::transmute(pump as *const ()) }
};

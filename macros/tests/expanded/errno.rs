unsafe extern "C" {}
#[inline]
unsafe fn close(fd: c_int) -> io::Result<c_int> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_close as *const (),
        "close",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (c_int) -> c_int),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(fd: c_int) -> c_int {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(fd) };
    ::cgocall::__private::returned(__cgo_guard);
    ::cgocall::__private::errno_result::<c_int>(__cgo_value)
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_close: unsafe extern "C" fn(c_int) -> c_int = {
    unsafe extern "C-unwind" {
        #[link_name = "close"]
        fn __cgo_raw(fd: c_int) -> c_int;
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn(_) -> _) }
};
#[inline]
unsafe fn mmap(size: usize) -> io::Result<*mut c_void> {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_mmap as *const (),
        "mmap",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (usize) -> * mut c_void),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(size: usize) -> *mut c_void {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    let __cgo_fail: *mut c_void = MAP_FAILED;
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(size) };
    ::cgocall::__private::returned(__cgo_guard);
    let __cgo_fail = __cgo_value == __cgo_fail;
    ::cgocall::__private::errno_result_if(__cgo_value, __cgo_fail)
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_mmap: unsafe extern "C" fn(usize) -> *mut c_void = {
    unsafe extern "C-unwind" {
        #[link_name = "mmap"]
        fn __cgo_raw(size: usize) -> *mut c_void;
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn(_) -> _) }
};
#[inline]
unsafe fn free(memory: *mut c_void) -> ((), Errno) {
    static __CGO_SITE: ::cgocall::__private::Site = ::cgocall::__private::Site::new(
        __cgo_fn_free as *const (),
        "free",
        ::cgocall::__private::Policy::Default,
        ::cgocall::__private::stack_bytes!(fn (* mut c_void)),
    );
    #[allow(improper_ctypes_definitions)]
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn __cgo_thunk(memory: *mut c_void) {
        ::cgocall::__private::thunk!(__CGO_SITE)
    }
    ::cgocall::__private::clear_errno();
    let __cgo_guard = ::cgocall::__private::NoUnwind::new(&__CGO_SITE);
    let __cgo_value = unsafe { __cgo_thunk(memory) };
    ::cgocall::__private::returned(__cgo_guard);
    (__cgo_value, ::cgocall::__private::errno())
}
#[allow(improper_ctypes_definitions)]
#[doc(hidden)]
const __cgo_fn_free: unsafe extern "C" fn(*mut c_void) = {
    unsafe extern "C-unwind" {
        #[link_name = "free"]
        fn __cgo_raw(memory: *mut c_void);
    }
    unsafe { ::core::mem::transmute(__cgo_raw as unsafe extern "C-unwind" fn(_) -> _) }
};

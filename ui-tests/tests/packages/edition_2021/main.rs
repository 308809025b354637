//! A program of edition 2021, where a plain `extern` block is allowed, that has renamed the crate `cgocall`.

use std::ffi::c_int;

mod ffi {
    use coroutines::cgo_import;
    use std::ffi::c_int;
    use std::io;

    #[cgo_import(crate = ::coroutines)]
    extern "C" {
        pub fn abs(x: c_int) -> c_int;
        #[cgo(errno, leaf)]
        pub fn close(fd: c_int) -> io::Result<c_int>;
        #[cgo(variadic, fn_type)]
        pub fn fcntl(fd: c_int, command: c_int, ...) -> c_int;
        pub static environ: *const *const u8;
    }

    #[cgo_import(crate = ::coroutines, inline)]
    unsafe extern "C" {
        pub safe fn labs(x: i64) -> i64;
    }
}

#[coroutines::cgo_export(crate = ::coroutines)]
unsafe extern "C" fn increment(counter: *mut c_int) {
    *counter += 1;
}

#[coroutines::cgo_export(crate = ::coroutines, on_panic = return(-1), implements = Callback)]
#[no_mangle]
extern "C" fn identity(value: c_int) -> c_int {
    assert_ne!(value, 0);
    value
}

type Callback = Option<unsafe extern "C" fn(c_int) -> c_int>;

#[coroutines::cgo_export(crate = ::coroutines)]
extern "C" fn leaves(code: c_int) -> ! {
    std::process::exit(code)
}

#[coroutines::main(crate = ::coroutines)]
fn main() {
    assert_eq!(unsafe { ffi::abs(-1) }, 1);
    assert_eq!(unsafe { ffi::close(-1) }.unwrap_err().raw_os_error(), Some(9));
    let fcntl: ffi::fcntl = coroutines::c_fn!(ffi::fcntl, ...);
    assert_eq!(unsafe { (ffi::fcntl(-1, 1, (0,)), fcntl(-1, 1, 0)) }, (-1, -1));
    assert!(!unsafe { ffi::environ }.is_null());
    assert_eq!(coroutines::c_fn!(ffi::labs)(-2) + ffi::labs(-2), 4);
    let mut counter = 1;
    unsafe { increment(&mut counter) };
    assert_eq!((counter, identity(2)), (2, 2));
    leaves(0)
}

//! `fn_type` gives the type of a pointer to a C function a name beside the function's.

use cgocall::{c_fn, cgo_export, cgo_import};
use std::ffi::{c_char, c_int, c_void};
use std::io;

mod ffi {
    use super::*;

    #[cgo_import(fn_type)]
    unsafe extern "C" {
        pub safe fn abs(x: c_int) -> c_int;
        #[cgo(errno, leaf)]
        pub safe fn close(fd: c_int) -> io::Result<c_int>;
        #[cgo(variadic)]
        pub fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
        #[cgo(raw)]
        pub safe fn labs(x: i64) -> i64;
        #[link_name = "abs"]
        pub safe fn r#match(x: c_int) -> c_int;
        #[link_name = "strpbrk"]
        pub fn find<'a, 'b>(text: &'a c_char, letters: &'b c_char) -> Option<&'a c_char>;
        // C has a type of this name, which is not the function's.
        #[cgo(fn_type = StatFn)]
        pub fn stat(path: *const c_char, found: *mut stat) -> c_int;
        #[cfg(any())]
        pub fn is_not_there();
        fn free(memory: *mut c_void);
    }

    #[allow(non_camel_case_types)]
    #[repr(C)]
    pub struct stat {
        _private: [u64; 32],
    }

    #[cgo_import]
    unsafe extern "C-unwind" {
        #[cgo(fn_type)]
        pub fn qsort(base: *mut c_void, count: usize, size: usize, compare: Compare);
        #[link_name = "strcoll"]
        #[cgo(fn_type = Collate, leaf)]
        pub fn collate(a: *const c_char, b: *const c_char) -> c_int;
        pub safe fn getpid() -> c_int;
    }

    pub type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;

    pub fn frees() -> free {
        c_fn!(free)
    }
}

/// What C does, done here: with the signature that the declaration has.
#[cgo_export(implements = ffi::abs)]
extern "C" fn positive(x: c_int) -> c_int {
    x.max(-x)
}

#[cgo_export(implements = ffi::Collate)]
unsafe extern "C-unwind" fn backwards(a: *const c_char, b: *const c_char) -> c_int {
    -unsafe { ffi::collate(a, b) }
}

#[cgo_export(implements = ffi::find)]
unsafe extern "C" fn first<'a>(text: &'a c_char, _: &c_char) -> Option<&'a c_char> {
    Some(text)
}

fn main() {
    let both: [ffi::abs; 2] = [c_fn!(ffi::abs), positive];
    assert_eq!(both.map(|f| f(-3)), [3, 3]);
    let close: ffi::close = c_fn!(ffi::close);
    assert_eq!(close(-1), -1, "C returns a number, and no io::Result");
    let snprintf: ffi::snprintf = c_fn!(ffi::snprintf, ...);
    assert_eq!(unsafe { snprintf(std::ptr::null_mut(), 0, c"%d".as_ptr(), 12 as c_int) }, 2);
    let (labs, same): (ffi::labs, ffi::r#match) = (ffi::labs, c_fn!(ffi::r#match));
    assert_eq!((labs(-1), same(-1)), (1, 1));
    let stat: ffi::StatFn = c_fn!(ffi::stat);
    assert_eq!(unsafe { stat(std::ptr::null(), std::ptr::null_mut()) }, -1);
    let sort: ffi::qsort = c_fn!(ffi::qsort);
    let compare: [ffi::Collate; 2] = [c_fn!(ffi::collate), backwards];
    let compared = compare.map(|f| unsafe { f(c"a".as_ptr(), c"b".as_ptr()) }.signum());
    assert_eq!(compared, [-1, 1]);
    let find: [ffi::find; 2] = [c_fn!(ffi::find), first];
    let (text, letters) = (unsafe { &*c"ab".as_ptr() }, unsafe { &*c"b".as_ptr() });
    assert_eq!(find.map(|f| unsafe { f(text, letters) }.copied()), [Some(b'b' as c_char), Some(b'a' as c_char)]);
    unsafe { ffi::frees()(std::ptr::null_mut()) };
    let _ = (sort, ffi::getpid());
}

//! `implements` takes a function pointer type, also one in an `Option`, that the function fits.

use cgocall::cgo_export;
use std::ffi::{c_int, c_void};

mod ffi {
    use std::ffi::{c_int, c_void};

    pub type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;
    pub type OptionalCompare = Option<Compare>;
    pub type SafeCompare = extern "C" fn(*const c_void, *const c_void) -> c_int;
    pub type Of<A, B> = Option<unsafe extern "C" fn(A) -> B>;
    pub type Pick = for<'a> unsafe extern "C" fn(&'a c_int, &c_int) -> &'a c_int;
    pub type PickStatic = unsafe extern "C" fn(&'static c_int, &'static c_int) -> &'static c_int;
    pub type Unwinding = Option<unsafe extern "C-unwind" fn()>;
}

#[cgo_export(implements = ffi::Compare)]
unsafe extern "C" fn plain(a: *const c_void, _: *const c_void) -> c_int {
    a.is_null() as c_int
}

#[cgo_export(implements = self::ffi::OptionalCompare, on_panic = return(0))]
unsafe extern "C" fn optional(a: *const c_void, _: *const c_void) -> c_int {
    a.is_null() as c_int
}

#[cgo_export(implements = ffi::OptionalCompare)]
extern "C" fn safe_where_unsafe_is_asked(a: *const c_void, _: *const c_void) -> c_int {
    a.is_null() as c_int
}

#[cgo_export(implements = ffi::SafeCompare)]
extern "C" fn safe(a: *const c_void, _: *const c_void) -> c_int {
    a.is_null() as c_int
}

#[cgo_export(implements = ffi::Of<c_int, ffi::Of<u8, u8>>, on_panic = abort)]
extern "C" fn generic(_: c_int) -> ffi::Of<u8, u8> {
    None
}

#[cgo_export(implements = Option<unsafe extern "C" fn(c_int, u8) -> c_int>, on_panic = abort)]
extern "C" fn written_out(a: c_int, _: u8) -> c_int {
    a
}

#[cgo_export(implements = ffi::Pick)]
unsafe extern "C" fn pick<'a>(a: &'a c_int, _: &c_int) -> &'a c_int {
    a
}

#[cgo_export(implements = ffi::PickStatic)]
unsafe extern "C" fn more_general<'a>(a: &'a c_int, _: &c_int) -> &'a c_int {
    a
}

#[cgo_export(implements = ffi::Unwinding)]
extern "C-unwind" fn unwinding() {}

struct Library;

impl Library {
    #[cgo_export(implements = ffi::Unwinding)]
    extern "C-unwind" fn started() {}
}

fn main() {
    let nothing = std::ptr::null();
    assert_eq!(unsafe { plain(nothing, nothing) + optional(nothing, nothing) }, 2);
    assert_eq!(safe(nothing, nothing) + safe_where_unsafe_is_asked(nothing, nothing), 2);
    assert_eq!((generic(1), written_out(1, 2)), (None, 1));
    assert_eq!(unsafe { *pick(&1, &2) + *more_general(&3, &4) }, 4);
    unwinding();
    Library::started();
}

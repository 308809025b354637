use cgocall::cgo_export;
use std::ffi::{c_int, c_void};

type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;
type OptionalCompare = Option<Compare>;

#[cgo_export(implements = Compare)]
extern "C" fn mutable(_: *mut c_void, _: *const c_void) -> c_int {
    0
}

#[cgo_export(implements = self::OptionalCompare)]
unsafe extern "C" fn too_few(_: *const c_void) -> c_int {
    0
}

#[cgo_export(implements = Option<extern "C" fn(c_int) -> c_int>)]
unsafe extern "C" fn not_safe(x: c_int) -> c_int {
    x
}

#[cgo_export(implements = Option<extern "C" fn(c_int)>)]
extern "C-unwind" fn unwinds(_: c_int) {}

#[cgo_export(implements = c_int)]
extern "C" fn no_function() {}

#[cgo_export(implements = NoSuchType)]
extern "C" fn unknown() {}

fn main() {}

//! References with elided and with named lifetimes, in parameters, results and inside types.

use cgocall::{cgo_export, cgo_import};

#[derive(Clone, Copy)]
#[repr(C)]
pub struct View<'a> {
    first: &'a i32,
}

#[cgo_export]
#[unsafe(no_mangle)]
unsafe extern "C" fn elided(value: &mut i32) -> &mut i32 {
    value
}

#[cgo_export]
#[unsafe(no_mangle)]
unsafe extern "C" fn longer<'a>(kept: &'a i32, _other: &i32) -> &'a i32 {
    kept
}

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn viewed(view: View<'_>) -> &i32 {
    view.first
}

type Same = Option<for<'b> unsafe extern "C" fn(&'b i32) -> &'b i32>;

#[cgo_export]
#[unsafe(no_mangle)]
unsafe extern "C" fn applied<'a>(value: &'a i32, function: Same) -> &'a i32 {
    function.map_or(value, |function| unsafe { function(value) })
}

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn constant() -> &'static i32 {
    &5
}

#[cgo_export]
unsafe extern "C" fn same(value: &i32) -> &i32 {
    value
}

mod ffi {
    use super::{View, cgo_import};

    #[cgo_import]
    unsafe extern "C" {
        pub safe fn elided(value: &mut i32) -> &mut i32;
        pub safe fn longer<'a>(kept: &'a i32, other: &i32) -> &'a i32;
        pub safe fn viewed(view: View<'_>) -> &i32;
        #[link_name = "viewed"]
        pub safe fn viewed_named<'a>(view: View<'a>) -> &'a i32;
        pub safe fn applied<'a>(
            value: &'a i32,
            function: Option<for<'b> unsafe extern "C" fn(&'b i32) -> &'b i32>,
        ) -> &'a i32;
        pub safe fn constant<'a>() -> &'a i32;
    }
}

fn main() {
    let mut value = 1;
    *ffi::elided(&mut value) += 1;
    assert_eq!(value, 2);
    let kept = ffi::longer(&value, &3);
    assert_eq!((*kept, *ffi::viewed(View { first: kept }), *ffi::viewed_named(View { first: kept })), (2, 2, 2));
    assert_eq!(*ffi::applied(&value, Some(same)), 2);
    assert_eq!(*ffi::constant(), 5);
    let longer: for<'a, 'b> extern "C" fn(&'a i32, &'b i32) -> &'a i32 = cgocall::c_fn!(ffi::longer);
    assert_eq!(*longer(&value, &3), 2);
}

//! `cfg`, `cfg_attr`, `must_use`, `deprecated`, lint levels and documentation work as on any function.

#![deny(warnings)]

mod ffi {
    use cgocall::cgo_import;

    #[cgo_import]
    #[allow(non_snake_case)]
    unsafe extern "C" {
        /// Documented.
        #[doc(alias = "absolute")]
        #[must_use = "it is all that it does"]
        pub safe fn abs(x: i32) -> i32;
        #[cfg(any())]
        pub safe fn gone(x: NoSuchType) -> i32;
        #[cfg(all())]
        pub safe fn labs(x: i64) -> i64;
        #[cfg_attr(all(), cgo(leaf), link_name = "toupper")]
        #[cfg_attr(any(), cgo(blocking))]
        pub safe fn UpperCase(letter: i32) -> i32;
        #[cfg(any())]
        #[cgo(no_such_option)]
        pub safe fn gone_with_its_mistakes(x: impl Copy);
        #[cfg_attr(all(), cfg(any()))]
        #[allow(dead_code)]
        pub safe fn gone_too(x: NoSuchType);
        #[deprecated = "use `abs`"]
        #[link_name = "abs"]
        pub safe fn old_abs(x: i32) -> i32;
        #[expect(non_snake_case)]
        #[link_name = "tolower"]
        pub safe fn lowerCase(letter: i32) -> i32;
    }
}

fn gone() -> i32 {
    1
}

fn main() {
    assert_eq!(ffi::abs(-1), gone());
    assert_eq!(ffi::labs(-1), 1);
    assert_eq!(ffi::UpperCase(97), 65);
    assert_eq!(ffi::lowerCase(65), 97);
    #[expect(deprecated)]
    let one = ffi::old_abs(-1);
    assert_eq!(one, 1);
    #[expect(unused_must_use)]
    {
        ffi::abs(2);
    }
}

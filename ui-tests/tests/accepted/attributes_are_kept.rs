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

mod exports {
    use cgocall::cgo_export;

    /// Documented.
    #[cgo_export]
    #[doc(alias = "absolute")]
    #[must_use = "it is all that it does"]
    pub extern "C" fn abs(x: i32) -> i32 {
        x.abs()
    }

    #[cgo_export]
    #[cfg(any())]
    pub extern "C" fn gone(x: NoSuchType) -> i32 {}

    #[cfg_attr(all(), cgo_export)]
    #[cfg(any())]
    pub extern "C" fn gone_with_its_mistakes(x: impl Copy) {}

    #[cgo_export(on_panic = return)]
    #[cfg(any())]
    pub extern "C" fn gone_with_its_result(x: i32) -> i32 {}

    #[cgo_export]
    #[allow(non_snake_case)]
    #[expect(unused_variables)]
    #[inline(never)]
    #[cold]
    pub extern "C" fn Attributed(x: i32) -> i32 {
        1
    }

    #[cgo_export]
    #[cfg_attr(all(), inline, expect(unused_variables), must_use)]
    #[cfg_attr(any(), inline(never), deprecated)]
    #[clippy::cognitive_complexity = "1"]
    #[rustfmt::skip]
    pub extern "C" fn conditionally(x: i32) -> i32 {
        2
    }

    #[cgo_export]
    #[deprecated = "use `abs`"]
    #[unsafe(link_section = ".text.old_abs")]
    pub extern "C" fn old_abs(x: i32) -> i32 {
        abs(x)
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
    assert_eq!((exports::abs(-1), exports::Attributed(0), exports::conditionally(0)), (1, 1, 2));
    #[expect(deprecated)]
    let three = exports::old_abs(-3);
    assert_eq!(three, 3);
    #[expect(unused_must_use)]
    {
        exports::abs(2);
        exports::conditionally(2);
    }
    #[expect(deprecated)]
    let one = ffi::old_abs(-1);
    assert_eq!(one, 1);
    #[expect(unused_must_use)]
    {
        ffi::abs(2);
    }
}

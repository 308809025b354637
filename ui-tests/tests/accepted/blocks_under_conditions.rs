//! `cfg` and `cfg_attr` decide about blocks and about the attribute itself.

#[cgocall::cgo_import(leaf)]
#[cfg(any())]
unsafe extern "C" {
    fn gone(x: NoSuchType);
}

#[cfg(any())]
#[cgocall::cgo_import(no_such_option)]
unsafe extern "C" {
    fn gone(x: NoSuchType);
}

#[cfg_attr(all(), cgocall::cgo_import(blocking))]
unsafe extern "C" {
    #[cfg(all())]
    #[cfg(not(any()))]
    safe fn abs(x: i32) -> i32;
    #[cfg(any())]
    safe fn abs(x: i64) -> i64;
    #[cfg(any())]
    static gone: NoSuchType;
}

#[cfg_attr(any(), cgocall::cgo_import)]
unsafe extern "C" {
    safe fn labs(x: i64) -> i64;
}

#[cgocall::cgo_import]
#[cfg_attr(all(), allow(non_snake_case))]
unsafe extern "C" {
    #[cfg_attr(all(), link_name = "toupper", must_use)]
    #[cfg_attr(any(), link_name = "no_such_function")]
    safe fn UpperCase(letter: i32) -> i32;
    #[cfg_attr(all(), cfg_attr(all(), cgo(inline)))]
    safe fn tolower(letter: i32) -> i32;
}

fn gone() -> i64 {
    2
}

fn main() {
    let labs_in_c: extern "C" fn(i64) -> i64 = labs;
    assert_eq!((abs(-1), labs_in_c(-2)), (1, gone()));
    assert_eq!((UpperCase(97), tolower(65)), (65, 97));
}

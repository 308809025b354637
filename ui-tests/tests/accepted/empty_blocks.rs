//! A block without functions, or without anything, is a block.

#[cgocall::cgo_import]
unsafe extern "C" {}

#[cgocall::cgo_import(blocking)]
#[link(name = "m")]
unsafe extern "C" {}

#[cgocall::cgo_import()]
unsafe extern "C" {
    static mut environ: *mut *mut u8;
    #[link_name = "environ"]
    static environment: *const *const u8;
}

#[cgocall::cgo_import]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

fn main() {
    assert_eq!(unsafe { environ.cast_const().cast() }, unsafe { environment });
    assert_eq!(abs(-1), 1);
}

#![deny(clashing_extern_declarations)]

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn getenv(name: *const i8) -> *const i8;
    #[link_name = "getenv"]
    fn variable(name: i32) -> *const i8;
}

fn main() {
    unsafe { (getenv(c"A".as_ptr()), variable(1)) };
}

#![deny(improper_ctypes)]

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn fill(bytes: Vec<u8>);
    #[cgo(inline)]
    fn write(text: &str);
    #[cgo(raw)]
    fn read() -> (i32, i32);
}

fn main() {}

#![deny(improper_ctypes_definitions)]

use cgocall::cgo_export;

#[cgo_export]
pub extern "C" fn on_row(name: String, _: i32) -> i32 {
    name.len() as i32
}

fn main() {}

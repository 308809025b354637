use cgocall::cgo_import;

#[cgo_import]
mod ffi {}

fn main() {}

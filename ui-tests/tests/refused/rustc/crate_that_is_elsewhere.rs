use cgocall::cgo_import;

#[cgo_import(crate = ::goroutines)]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

fn main() {}

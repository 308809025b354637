use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn add(a: i32, a: i32) -> i32;
}

fn main() {}

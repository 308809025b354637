use cgocall::cgo_import;

#[cgo_import(serialize, limit = 2)]
unsafe extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

fn main() {}

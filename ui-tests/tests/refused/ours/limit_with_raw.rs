use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(limit = 2, raw)]
    fn add(a: i32, b: i32) -> i32;
}

#[cgo_import(raw, serialize)]
unsafe extern "C" {
    fn sub(a: i32, b: i32) -> i32;
}

#[cgo_import(raw)]
unsafe extern "C" {
    #[cgo(limit = 2)]
    fn mul(a: i32, b: i32) -> i32;
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(serialize)]
    fn add(a: i32, b: i32) -> i32;
}

fn main() {}

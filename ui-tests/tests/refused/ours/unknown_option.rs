use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(whatever)]
    fn add(a: i32, b: i32) -> i32;
}

fn main() {
    // The function is there all the same.
    unsafe { add(1, 2) };
}

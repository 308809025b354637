use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(quick)]
    fn add(a: i32, b: i32) -> i32;
    #[cgo(leaf)]
    safe fn sub(a: i32, b: i32) -> i32;
    #[cgo(errno)]
    fn mul(a: i32, b: i32) -> i32;
}

fn main() {
    // Each mistake is one error, whoever calls.
    unsafe { add(sub(2, 1), mul(3, 4)) };
}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(limit = 0)]
    fn add(a: i32, b: i32) -> i32;
    #[cgo(limit = -1)]
    fn sub(a: i32, b: i32) -> i32;
    #[cgo(limit = "four")]
    fn mul(a: i32, b: i32) -> i32;
    #[cgo(limit)]
    fn div(a: i32, b: i32) -> i32;
    #[cgo(limit(4))]
    fn rem(a: i32, b: i32) -> i32;
}

#[cgo_import(limit = 0x0)]
unsafe extern "C" {
    fn neg(a: i32) -> i32;
}

fn main() {}

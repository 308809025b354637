use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(nocallback = true)]
    fn add(a: i32, b: i32) -> i32;
    #[cgo(leaf(short))]
    fn sub(a: i32, b: i32) -> i32;
}

fn main() {}

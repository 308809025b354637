use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn write<T>(value: T) -> i32;
    fn fill<const N: usize>(bytes: [u8; N]);
}

fn main() {}

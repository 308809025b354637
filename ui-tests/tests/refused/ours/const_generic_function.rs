use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn fill<const N: usize>(bytes: [u8; N]);
}

fn main() {
    unsafe { fill([1, 2]) };
}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn write<T>(value: T) -> i32;
}

fn main() {
    // The function is there all the same.
    unsafe { write("text") };
}

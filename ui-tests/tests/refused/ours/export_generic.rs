use cgocall::cgo_export;

#[cgo_export]
extern "C" fn on_row<T, const N: usize>(row: *const [T; N]) -> i32 {
    row.is_null() as i32
}

fn main() {
    on_row::<u8, 2>(std::ptr::null());
}

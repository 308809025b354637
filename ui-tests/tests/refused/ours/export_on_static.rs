use cgocall::cgo_export;

#[cgo_export]
pub static ROWS: i32 = 1;

fn main() {
    assert_eq!(ROWS, 1);
}

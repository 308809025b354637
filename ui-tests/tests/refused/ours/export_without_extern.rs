use cgocall::cgo_export;

#[cgo_export]
pub fn on_row(count: i32) -> i32 {
    count
}

fn main() {
    on_row(1);
}

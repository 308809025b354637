use cgocall::cgo_export;

#[cgo_export]
const extern "C" fn on_row(count: i32) -> i32 {
    count
}

fn main() {
    const { on_row(1) };
}

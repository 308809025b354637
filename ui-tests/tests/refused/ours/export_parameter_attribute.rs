use cgocall::cgo_export;

#[cgo_export]
extern "C" fn on_row(#[cfg(unix)] count: i32) -> i32 {
    count
}

fn main() {
    on_row(1);
}

use cgocall::cgo_export;

#[cgo_export]
extern "sysv64" fn on_row(count: i32) -> i32 {
    count
}

fn main() {
    on_row(1);
}

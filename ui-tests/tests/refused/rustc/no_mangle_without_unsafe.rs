use cgocall::cgo_export;

#[cgo_export]
#[no_mangle]
extern "C" fn on_row(count: i32) -> i32 {
    count
}

fn main() {
    on_row(1);
}

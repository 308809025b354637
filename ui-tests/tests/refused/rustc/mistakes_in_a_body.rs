use cgocall::cgo_export;

#[cgo_export]
extern "C" fn number(count: i32) -> i32 {
    let text: &str = count;
    text
}

#[cgo_export]
extern "C" fn nothing(_: i32) -> i32 {}

#[cgo_export]
unsafe extern "C" fn unsafe_without_block(count: *const i32) -> i32 {
    #![deny(unsafe_op_in_unsafe_fn)]
    *count
}

#[cgo_export]
extern "C" fn safe(count: *const i32) -> i32 {
    *count
}

fn main() {
    unsafe_without_block(&1);
}

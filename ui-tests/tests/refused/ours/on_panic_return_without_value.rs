use cgocall::cgo_export;

#[cgo_export(on_panic = return)]
extern "C" fn on_row(count: i32) -> *mut i32 {
    panic!("with {count}")
}

fn main() {
    on_row(1);
}

use cgocall::cgo_export;

#[cgo_export]
unsafe extern "C" fn on_row<'a: 'b, 'b>(row: &'a i32, _: &'b i32) -> &'b i32 {
    row
}

fn main() {
    unsafe { on_row(&1, &2) };
}

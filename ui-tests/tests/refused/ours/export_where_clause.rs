use cgocall::cgo_export;

#[cgo_export]
unsafe extern "C" fn on_row<'a>(row: &'a i32) -> &'a i32
where
    i32: Copy,
{
    row
}

fn main() {
    unsafe { on_row(&1) };
}

use cgocall::cgo_export;

#[cgo_export]
extern "C" fn on_row(row: &mut i32, _: Option<&i32>) -> i32 {
    *row
}

fn main() {
    on_row(&mut 1, None);
}

use cgocall::cgo_import;

#[cgo_import(leaf)]
static ROWS: i32 = 1;

fn main() {
    assert_eq!(ROWS, 1);
}

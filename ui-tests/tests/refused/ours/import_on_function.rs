use cgocall::cgo_import;

#[cgo_import]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    add(1, 2);
}

use cgocall::cgo_import;

#[cgo_import(unsafe(migrating))]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

fn main() {
    abs(1);
}

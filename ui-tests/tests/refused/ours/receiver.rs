use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn close(&self) -> i32;
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    type Database = u8;
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    type Database;
    fn close(database: *mut u8);
}

fn main() {}

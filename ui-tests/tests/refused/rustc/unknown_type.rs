use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn open(database: *mut Database) -> i32;
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn write(value: i32)
    where
        i32: Copy;
}

fn main() {}

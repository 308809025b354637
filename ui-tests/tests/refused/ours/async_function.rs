use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    async fn read(fd: i32) -> isize;
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(raw, errno)]
    fn close(fd: i32) -> i32;
}

fn main() {}

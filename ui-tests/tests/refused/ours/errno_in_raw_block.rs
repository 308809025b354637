use cgocall::cgo_import;

#[cgo_import(raw)]
unsafe extern "C" {
    #[cgo(errno)]
    fn close(fd: i32) -> i32;
}

fn main() {}

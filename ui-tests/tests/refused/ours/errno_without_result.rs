use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno)]
    fn close(fd: i32) -> i32;
    #[cgo(errno(fail = std::ptr::null()))]
    fn getenv(name: *const u8) -> *const u8;
}

fn main() {}

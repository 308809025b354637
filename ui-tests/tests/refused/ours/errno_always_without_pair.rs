use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(always))]
    fn strtol(text: *const u8, end: *mut *mut u8, base: i32) -> i64;
    #[cgo(errno(always))]
    fn tzset();
}

fn main() {}

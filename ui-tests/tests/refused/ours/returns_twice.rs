use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn setjmp(buffer: *mut u8) -> i32;
    #[link_name = "vfork"]
    fn fork_cheaply() -> i32;
}

fn main() {}

use cgocall::cgo_import;
use std::ffi::c_int;

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic)]
    safe fn fcntl(fd: c_int, command: c_int, ...) -> c_int;
}

fn main() {
    fcntl(1, 2, (3,));
}

use cgocall::cgo_import;
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno)]
    fn tzset();
    #[cgo(errno)]
    fn sync() -> io::Result<()>;
}

fn main() {}

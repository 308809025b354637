use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(thread = "")]
    fn clear();
    #[cgo(thread = "g\0l")]
    fn flush();
}

fn main() {}

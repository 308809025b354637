use cgocall::cgo_import;

#[cgo_import(raw)]
unsafe extern "C" {
    #[cgo(thread = "gl")]
    fn clear();
}

fn main() {}

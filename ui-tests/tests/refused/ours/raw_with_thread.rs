use cgocall::cgo_import;

#[cgo_import(thread = "gl")]
unsafe extern "C" {
    #[cgo(raw, thread = main)]
    fn clear();
}

#[cgo_import(thread = "gl", raw)]
unsafe extern "C" {
    fn flush();
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import(thread)]
unsafe extern "C" {
    #[cgo(thread("gl"))]
    fn clear();
    #[cgo(thread = gl)]
    fn flush();
    #[cgo(thread = "gl" + "x")]
    fn finish();
}

fn main() {}

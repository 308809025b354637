use cgocall::cgo_import;

#[cgo_import(thread = "main")]
unsafe extern "C" {
    fn clear();
}

fn main() {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    safe fn constant() -> &i32;
}

fn main() {}

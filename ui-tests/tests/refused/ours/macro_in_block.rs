use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    declare! {}
}

fn main() {}

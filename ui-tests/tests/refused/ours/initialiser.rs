use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    static ANSWER: i32 = 42;
}

fn main() {}

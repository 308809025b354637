use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(blocking)]
    static timezone: i64;
}

fn main() {}

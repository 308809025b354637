use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[unsafe(no_mangle)]
    fn add(a: i32, b: i32) -> i32;
    #[unsafe(export_name = "subtract")]
    fn sub(a: i32, b: i32) -> i32;
}

fn main() {}

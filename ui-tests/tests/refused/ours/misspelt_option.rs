use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(nocallbak)]
    fn add(a: i32, b: i32) -> i32;
    #[cgo(lea)]
    fn sub(a: i32, b: i32) -> i32;
}

fn main() {}

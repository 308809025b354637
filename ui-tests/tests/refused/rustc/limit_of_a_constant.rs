use cgocall::cgo_import;

const NONE_AT_ALL: usize = 0;
const OF_ANOTHER_TYPE: u32 = 4;

fn how_many() -> usize {
    4
}

#[cgo_import]
unsafe extern "C" {
    #[cgo(limit = NONE_AT_ALL)]
    safe fn abs(x: i32) -> i32;
    #[cgo(limit = OF_ANOTHER_TYPE)]
    safe fn labs(x: i64) -> i64;
    #[cgo(limit = how_many())]
    safe fn tolower(letter: i32) -> i32;
}

fn main() {}

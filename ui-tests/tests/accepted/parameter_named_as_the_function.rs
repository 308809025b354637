//! The ordinary C idiom `time(time_t *time)`.

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn time(time: *mut i64) -> i64;
    #[cgo(leaf)]
    safe fn abs(abs: i32) -> i32;
    #[cgo(inline)]
    safe fn labs(labs: i64) -> i64;
}

fn main() {
    let mut now = 0;
    assert_eq!(unsafe { time(&mut now) }, now);
    assert_eq!((abs(-1), labs(-2)), (1, 2));
}

//! A block may stand wherever an item may.

fn main() {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        safe fn abs(x: i32) -> i32;
    }

    fn inner() -> i64 {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            safe fn labs(x: i64) -> i64;
        }
        labs(-2)
    }

    assert_eq!((abs(-1), inner()), (1, 2));
    assert_eq!(cgocall::c_fn!(abs)(-1), 1);
}

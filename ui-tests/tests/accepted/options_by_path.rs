//! The attributes may be written by any path, and brought in by any `use`.

use cgocall as calls;
use cgocall::{cgo_export as exported, cgo_import as imported};

#[imported(crate = calls)]
unsafe extern "C" {
    #[cgocall::cgo(leaf)]
    safe fn abs(x: i32) -> i32;
    #[calls::cgo(inline)]
    safe fn labs(x: i64) -> i64;
    #[::cgocall::cgo(errno, blocking)]
    safe fn close(fd: i32) -> std::io::Result<i32>;
}

#[exported(crate = self::calls)]
extern "C" fn doubled(x: i32) -> i32 {
    x * 2
}

mod nested {
    #[super::calls::cgo_export(crate = super::calls, on_panic = return)]
    pub extern "C" fn nothing() {}
}

#[calls::test(crate = crate::calls)]
fn tested() {}

#[calls::main(crate = calls)]
fn main() {
    assert_eq!((abs(-1), labs(-2), doubled(2)), (1, 2, 4));
    assert!(close(-1).is_err());
    nested::nothing();
}

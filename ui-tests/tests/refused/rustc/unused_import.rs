#![deny(unused, deprecated)]

use cgocall::{cgo_export, cgo_import};

#[cgo_import]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
    #[must_use]
    safe fn labs(x: i64) -> i64;
    #[deprecated]
    safe fn toupper(letter: i32) -> i32;
}

#[cgo_export]
extern "C" fn on_row(count: i32) -> i32 {
    1
}

fn main() {
    labs(1);
    toupper(2);
}

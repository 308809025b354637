//! Types that come from a `macro_rules!` are what they stand for, and a block can be made by one.

use std::ffi::c_int;
use std::io;

macro_rules! import {
    ($name:ident, $safety:ident, ($($parameter:ident: $type:ty),*) -> $result:ty) => {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            #[cgo(errno)]
            $safety fn $name($($parameter: $type),*) -> io::Result<$result>;
        }
    };
    ($(#[$options:meta])* $name:ident($type:ty) -> $result:ty) => {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            $(#[$options])*
            safe fn $name(value: $type) -> $result;
        }
    };
}

import!(close, safe, (fd: c_int) -> c_int);
import!(abs(c_int) -> c_int);
import!(#[cgo(errno(always), leaf)] dup(c_int) -> (c_int, cgocall::Errno));

fn main() {
    assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(9));
    assert_eq!(abs(-1), 1);
    assert_eq!(dup(-1), (-1, cgocall::Errno(9)));
}

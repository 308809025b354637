use std::cell::Cell;
use std::ffi::c_int;

use cgocall::{Callback, Handle};

fn main() {
    Callback::data_first(5);
    let cell = Cell::new(1);
    let shared = Callback::data_first(|n: c_int| n + cell.get());
    let kept = Handle::new(cell);
}

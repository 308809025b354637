//! A wrapper is a Rust function, and no C function pointer: that is `c_fn!`.
use cgocall::{c_fn, cgo_import};

#[cgo_import]
unsafe extern "C" {
    fn free(memory: *mut u8);
    safe fn each(f: unsafe extern "C" fn(*mut u8));
}

fn main() {
    each(c_fn!(free));
    each(free);
}

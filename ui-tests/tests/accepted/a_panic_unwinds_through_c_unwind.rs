//! The raw symbol is declared so that a panic may pass, and destructors on the way run.

use cgocall::cgo_import;
use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};

static DROPPED: AtomicU32 = AtomicU32::new(0);

struct Counted;

impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

#[unsafe(no_mangle)]
extern "C-unwind" fn falls_over(value: i32) -> i32 {
    let _counted = Counted;
    panic!("with {value}")
}

mod ffi {
    use super::cgo_import;

    #[cgo_import]
    unsafe extern "C-unwind" {
        #[cgo(inline)]
        pub safe fn falls_over(value: i32) -> i32;
    }
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let payload = panic::catch_unwind(|| {
        let _counted = Counted;
        ffi::falls_over(7)
    });
    assert_eq!(*payload.unwrap_err().downcast::<String>().expect("the message"), "with 7");
    assert_eq!(DROPPED.load(Ordering::Relaxed), 2);
}

use cgocall::cgo_export;

struct Library(i32);

impl Library {
    #[cgo_export]
    extern "C" fn on_row(library: *mut Self) -> i32 {
        let other = Self(1);
        Self::add(unsafe { (*library).0 }, other.0)
    }

    fn add(a: i32, b: i32) -> i32 {
        a + b
    }
}

fn main() {
    Library::on_row(std::ptr::null_mut());
}

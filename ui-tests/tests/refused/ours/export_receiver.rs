use cgocall::cgo_export;

struct Library;

impl Library {
    #[cgo_export]
    extern "C" fn on_row(&self, count: i32) -> i32 {
        count
    }
}

fn main() {
    Library.on_row(1);
}

use cgocall::{cgo_export, cgo_import};

#[cgo_import]
unsafe extern "C" {
    fn maker() -> dyn Fn(i32) + Send;
    fn taker(f: dyn Send);
    #[cgo(errno)]
    fn open() -> std::io::Result<dyn Send>;
    #[cgo(errno(always))]
    fn read() -> (dyn Send + Sync, cgocall::Errno);
    fn pointer(f: *const dyn Send);
}

#[cgo_export]
extern "C" fn on_row(row: dyn Send) {}

fn main() {}

use cgocall::cgo_import;

#[cgo_import(raw)]
unsafe extern "C" {
    fn maker() -> impl Copy + Send;
    fn taker(f: impl Copy + Send);
    fn unsized_maker() -> dyn Send + Sync;
    fn unsized_taker(f: dyn Send + Sync);
}

fn main() {}

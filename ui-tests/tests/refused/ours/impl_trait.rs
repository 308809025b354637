use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn each(f: impl Fn(i32));
    fn maker() -> impl Fn(i32);
    fn nested(f: Option<&impl Copy>);
}

fn main() {}

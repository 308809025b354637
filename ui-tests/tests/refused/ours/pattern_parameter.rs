use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn distance((x, y): (i32, i32));
    fn scale(mut factor: f64);
}

fn main() {}

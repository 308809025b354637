use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    safe fn longer<'a: 'b, 'b>(a: &'a u8, b: &'b u8) -> &'b u8;
}

fn main() {}

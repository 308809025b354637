use cgocall::cgo_export;

#[cgo_export]
#[repr(C)]
struct Row {
    number: i32,
}

fn main() {
    let _ = Row { number: 1 }.number;
}

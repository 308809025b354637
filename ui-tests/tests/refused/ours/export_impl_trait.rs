use cgocall::cgo_export;

#[cgo_export]
extern "C" fn on_row(count: impl Into<i32>) -> impl Copy {
    count.into()
}

fn main() {
    on_row(1);
}

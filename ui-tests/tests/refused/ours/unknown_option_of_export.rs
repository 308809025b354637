use cgocall::cgo_export;

#[cgo_export(asynchronous)]
extern "C" fn on_row() {}

fn main() {
    on_row();
}

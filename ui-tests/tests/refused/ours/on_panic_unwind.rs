use cgocall::cgo_export;

#[cgo_export(on_panic = unwind)]
extern "C" fn on_row() {}

fn main() {
    on_row();
}

use cgocall::cgo_export;

#[cgo_export(on_panic = abort, on_panic = return)]
extern "C" fn on_row() {}

fn main() {
    on_row();
}

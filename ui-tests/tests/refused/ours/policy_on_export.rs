use cgocall::cgo_export;

#[cgo_export(blocking)]
extern "C" fn on_row() {}

fn main() {
    on_row();
}

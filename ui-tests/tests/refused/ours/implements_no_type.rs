use cgocall::cgo_export;

#[cgo_export(implements)]
extern "C" fn on_row() {}

#[cgo_export(implements = "ffi::callback")]
extern "C" fn on_column() {}

fn main() {
    on_row();
    on_column();
}

use cgocall::cgo_export;

#[cgo_export(thread = main)]
extern "C" fn draw() {}

fn main() {}

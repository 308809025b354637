use cgocall::cgo_export;

#[cgo_export(on_panic = ignore)]
extern "C" fn ignored() {}

#[cgo_export(on_panic)]
extern "C" fn without_value() {}

#[cgo_export(on_panic = return())]
extern "C" fn empty() {}

#[cgo_export(on_panic = return 1)]
extern "C" fn without_parentheses() -> i32 {
    0
}

#[cgo_export(on_panic(abort))]
extern "C" fn without_equals() {}

fn main() {
    ignored();
    without_value();
    empty();
    without_parentheses();
    without_equals();
}

use cgocall::cgo_export;

#[cgo_export(on_panic = return("failed"))]
extern "C" fn text_for_number() -> i32 {
    0
}

#[cgo_export(on_panic = return(-1))]
extern "C" fn number_for_nothing() {}

#[cgo_export(on_panic = return(no_such_value))]
extern "C" fn unknown() -> i32 {
    0
}

fn main() {}

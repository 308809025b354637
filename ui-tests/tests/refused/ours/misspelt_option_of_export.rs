use cgocall::cgo_export;

#[cgo_export(on_panick = return(0))]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> i32 {
    42
}

fn main() {
    let _: extern "C" fn() -> i32 = answer;
    assert_eq!(answer(), 42);
}

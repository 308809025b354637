macro_rules! of_the_crate {
    () => {
        cgocall::c_fn!($crate)
    };
}

fn main() {
    let _ = cgocall::c_fn!(self);
    let _ = cgocall::c_fn!(super::super);
    let _ = of_the_crate!();
}

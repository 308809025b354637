fn main() {
    cgocall::c_fn!(free());
    cgocall::c_fn!();
}

#[cgocall::main(blocking)]
fn main() {}

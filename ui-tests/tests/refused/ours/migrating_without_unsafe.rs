#[cgocall::main(migrating)]
fn main() {}

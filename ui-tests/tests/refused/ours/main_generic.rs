#[cgocall::main]
fn main<T>() {}

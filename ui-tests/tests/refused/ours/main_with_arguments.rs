#[cgocall::main]
fn main(arguments: Vec<String>) {}

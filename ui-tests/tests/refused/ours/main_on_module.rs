#[cgocall::main]
mod program {}

fn main() {}

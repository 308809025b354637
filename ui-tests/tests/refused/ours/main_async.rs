#[cgocall::main]
async fn main() {}

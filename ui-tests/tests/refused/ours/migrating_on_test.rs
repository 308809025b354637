#[cgocall::test(unsafe(migrating))]
fn it_works() {}

fn main() {}

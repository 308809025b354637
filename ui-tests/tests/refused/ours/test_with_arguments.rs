#[cgocall::test]
fn it_works(input: u8) {}

fn main() {}

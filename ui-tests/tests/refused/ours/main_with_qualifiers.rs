#[cgocall::main]
pub unsafe extern "C" fn main() {}

#[cgocall::main(leaf, unsafe(blocking), migrating)]
async unsafe extern "C" fn main<T>(rows: T) {}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(nocallbak)]
    fn add(a: i32, b: i32) -> i32;
    fn read<T>(into: T);
    #[cgo(leaf, blocking, quick)]
    fn wait(&self);
    type Database;
}

fn main() {}

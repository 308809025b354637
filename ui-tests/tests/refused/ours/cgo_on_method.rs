struct Library;

impl Library {
    #[cgocall::cgo(leaf)]
    fn rows(&self) -> i32 {
        1
    }
}

fn main() {
    // The method is there all the same.
    Library.rows();
}

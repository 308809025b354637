#[cgocall::test]
struct Rows(i32);

fn main() {
    Rows(1);
}

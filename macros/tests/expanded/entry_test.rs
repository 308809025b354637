#[::core::prelude::v1::test]
#[should_panic]
fn it_falls_over() {
    fn it_falls_over() {
        panic!()
    }
    crate::facade::run(it_falls_over)
}

fn main() {
    fn main() {
        serve()
    }
    ::cgocall::run(main)
}

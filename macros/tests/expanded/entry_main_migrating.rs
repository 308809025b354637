fn main() -> ::std::process::ExitCode {
    fn main() -> io::Result<()> {
        serve()
    }
    ::core::result::Result::expect(
        ::cgocall::Builder::init(unsafe {
            ::cgocall::Builder::migrating(::cgocall::Builder::new())
        }),
        "`main` promises that goroutines may migrate, but the runtime has been started before",
    );
    ::cgocall::run(|| ::std::process::Termination::report(main()))
}

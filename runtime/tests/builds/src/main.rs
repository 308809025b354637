//! The program: `cgocall-test-builds [bound|migrating|abort|leaves goroutines parked|mistake WHICH]`.

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("abort") => cgocall::run(everything::panics_for_good),
        Some("leaves goroutines parked") => cgocall::run(everything::leaves_goroutines_parked),
        Some("mistake") => {
            cgocall::Builder::new().max_procs(2).init().expect("the first");
            let which = std::env::args().nth(2).expect("which");
            cgocall::run(move || everything::mistake(&which));
        }
        Some("migrating") => {
            let builder = cgocall::Builder::new().max_procs(4);
            // SAFETY: nothing here keeps a value of the thread across a park.
            unsafe { builder.migrating() }.init().expect("the first");
            cgocall::run(everything::everything);
        }
        _ => cgocall::run(everything::everything),
    }
}

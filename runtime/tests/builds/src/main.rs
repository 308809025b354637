//! The program: `everything [bound|migrating|abort]`.

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("abort") => cgocall::run(everything::panics_for_good),
        Some("migrating") => {
            let builder = cgocall::Builder::new().max_procs(4);
            // SAFETY: nothing here keeps a value of the thread across a park.
            unsafe { builder.migrating() }.init().expect("the first");
            cgocall::run(everything::everything);
        }
        _ => cgocall::run(everything::everything),
    }
}

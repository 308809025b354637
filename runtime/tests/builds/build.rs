//! Compiles the C side.

fn main() {
    println!("cargo:rerun-if-changed=c/everything.c");
    cc::Build::new().file("c/everything.c").opt_level(2).warnings_into_errors(true).compile("everything_c");
}

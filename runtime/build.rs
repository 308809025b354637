//! Cargo wants a build script beside `links`; the assembly is compiled by rustc itself.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}

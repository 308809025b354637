//! Compiles the C functions of the peer harness, for the program `peers` alone.
fn main() {
    println!("cargo:rerun-if-changed=peers/c");
    if std::env::var_os("CARGO_FEATURE_PEERS").is_none() {
        return;
    }
    // The program links the library itself (`#[link]`): cargo's own directive would reach only the
    // package's library.
    cc::Build::new().file("peers/c/peers.c").opt_level(2).cargo_metadata(false).compile("peers");
    let folder = std::env::var("OUT_DIR").expect("cargo says where a build script may write");
    println!("cargo:rustc-link-search=native={folder}");
}

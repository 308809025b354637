//! Compiles the C code of two programs: the thread pool of `pool`, and the peer harness's functions for `peers` if it is
//! built.

fn main() {
    compile("pool", "src/bin/pool/pool.c");
    if std::env::var_os("CARGO_FEATURE_PEERS").is_some() {
        compile("peers", "peers/c/peers.c");
    }
    println!("cargo:rerun-if-changed=src/bin/pool");
    println!("cargo:rerun-if-changed=peers/c");
    let folder = std::env::var("OUT_DIR").expect("cargo says where a build script may write");
    println!("cargo:rustc-link-search=native={folder}");
}

/// The program links the library itself (`#[link]`): cargo's own directive would link it to every program.
fn compile(library: &str, source: &str) {
    cc::Build::new().file(source).opt_level(2).cargo_metadata(false).compile(library);
}

//! Bindings for what `src` calls of zlib.
//!
//! To compress may take long or not, and calls back for memory: these have the default policy, under which the P is taken
//! only if C really stays away. What begins a stream is a macro in the header; as functions these need a line of C, which is
//! made here, too.

use cgocall_bindgen::{Builder, Origin};

fn main() {
    let folder = std::env::var("DEP_Z_INCLUDE").expect("libz-sys says where its header is");
    let bindings = Builder::new("zlib")
        .header("zlib.h")
        .include(folder)
        .allowlist_function("compress2|uncompress|compressBound|crc32")
        .allowlist_function("(deflate|inflate)(End)?")
        .function_macro("int deflateInit(z_streamp stream, int level)")
        .function_macro("int inflateInit(z_streamp stream)")
        .allowlist_var("Z_(OK|STREAM_END|MEM_ERROR|BUF_ERROR|NO_FLUSH|FINISH)")
        // Three additions and a few shifts: not worth a change of stack.
        .inline("compressBound")
        .safe("compressBound", "it is arithmetic.")
        .committed("src/bindings.rs")
        .generate()
        .unwrap_or_exit();

    // For the test that compares them with those that are kept.
    println!("cargo:rustc-check-cfg=cfg(generated)");
    if bindings.origin() == Origin::Generated {
        println!("cargo:rustc-cfg=generated");
    }
}

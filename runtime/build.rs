//! Says what is missing where the runtime does not run, before a compiler can say it a hundred times; and tells it which sanitizer
//! watches. The assembly is compiled by rustc itself.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(cgocall_asan, cgocall_tsan, cgocall_sanitized)");
    for sanitizer in env::var("CARGO_CFG_SANITIZE").unwrap_or_default().split(',') {
        if !sanitizer.is_empty() && env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("x86_64") {
            println!(
                "cargo::warning=on x86-64 alone sanitizers are told of goroutines' stacks: expect false reports"
            );
            continue;
        }
        match sanitizer {
            "address" => println!("cargo::rustc-cfg=cgocall_asan\ncargo::rustc-cfg=cgocall_sanitized"),
            "thread" => println!("cargo::rustc-cfg=cgocall_tsan\ncargo::rustc-cfg=cgocall_sanitized"),
            _ => {}
        }
    }
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    let (system, processor) = (target("OS"), target("ARCH"));
    if system != "linux" {
        println!(
            "cargo::error=cgocall runs on Linux, and not on {system} yet. What is missing is in `arch/` the \
             thread-local word and the assembler's directives for {system}; in `stack/` how memory is mapped \
             (slab.rs), guarded (guard.rs), and how its faults are met (overflow.rs, alt_stack.rs); and a sleep at an \
             address (sched/futex.rs). The module `porting` of the documentation says what each has to do"
        );
    } else if !["x86_64", "aarch64"].contains(&processor.as_str()) {
        println!(
            "cargo::error=cgocall has assembly for x86-64 and aarch64, and not for {processor} yet. What is missing is \
             `arch/{processor}.rs`, with the names that are listed in arch/mod.rs; and in `stack/` the two registers that \
             overflow.rs reads. The module `porting` of the documentation says what each has to do"
        );
    } else if target("POINTER_WIDTH") != "64" || target("ENDIAN") != "little" {
        println!(
            "cargo::error=cgocall's `arch/{processor}.rs` is for 64-bit pointers and little-endian words, and this target \
             has others. `stack/` needs nothing more"
        );
    }
}

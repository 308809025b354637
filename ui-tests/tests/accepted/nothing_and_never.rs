//! Functions that return nothing, by every way to write it, and those that do not return.

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    safe fn srand(seed: u32);
    #[link_name = "srand"]
    #[cgo(leaf)]
    safe fn srand_unit(seed: u32) -> ();
    #[link_name = "srand"]
    #[cgo(inline)]
    safe fn srand_in_place(seed: u32);
    #[cgo(blocking)]
    safe fn sync();
    #[link_name = "exit"]
    #[cgo(inline)]
    safe fn exit_in_place(status: i32) -> !;
    #[cgo(nocallback)]
    safe fn _exit(status: i32) -> !;
}

#[cgo_import]
unsafe extern "C-unwind" {
    safe fn exit(status: i32) -> !;
}

fn chosen(exits: bool) -> i32 {
    if exits { exit(1) } else { 0 }
}

fn main() {
    srand(1);
    srand_unit(2);
    srand_in_place(3);
    let nothing: () = sync();
    match (nothing, chosen(false)) {
        ((), 0) => _exit(0),
        _ => exit_in_place(2),
    }
}

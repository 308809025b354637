//! The program, which has the runtime from the shared library: what of it is generic or inlined is here, the rest is there.

use shared_runtime::cgocall;

fn main() {
    cgocall::run(everything::everything);
}

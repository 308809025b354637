use std::ffi::c_int;

use cgocall::Callback;

fn main() {
    let mut sum = 0;
    let adds = Callback::data_first(|n: c_int| {
        sum += n;
        sum
    });
}

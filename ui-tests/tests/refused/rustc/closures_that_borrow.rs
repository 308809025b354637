use std::ffi::c_int;

use cgocall::Callback;

fn main() {
    let outlived = {
        let short = 1;
        Callback::data_last(|n: c_int| n + short)
    };
    outlived.func();

    let mut sum = 0;
    let adds = Callback::data_first_mut(|n: c_int| {
        sum += n;
        sum
    });
    sum = 1;
    adds.func();

    let local = 1;
    let kept = Callback::owned_first(|n: c_int| n + local);
}

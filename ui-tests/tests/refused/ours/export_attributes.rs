use cgocall::cgo_export;

#[cgo_export]
#[target_feature(enable = "avx2")]
unsafe extern "C" fn on_row(count: i32) -> i32 {
    count
}

#[cgo_export]
#[cfg_attr(unix, track_caller)]
extern "C-unwind" fn on_column(count: i32) -> i32 {
    count
}

fn main() {
    unsafe { on_row(1) };
    on_column(1);
}

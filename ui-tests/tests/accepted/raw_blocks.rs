//! A block may be raw by default, as any plain one, with wrapped functions in it.

#[cgocall::cgo_import(raw)]
unsafe extern "C" {
    safe fn labs(x: i64) -> i64;
    fn snprintf(into: *mut std::ffi::c_char, size: usize, format: *const std::ffi::c_char, ...) -> i32;
    fn setjmp(buffer: *mut [u64; 32]) -> i32;
    static environ: *const *const u8;
    #[cgo(leaf)]
    safe fn abs(x: i32) -> i32;
    #[cgo(inline, errno)]
    safe fn close(fd: i32) -> std::io::Result<i32>;
}

fn main() {
    let labs_in_c: extern "C" fn(i64) -> i64 = labs;
    assert_eq!((labs_in_c(-1), cgocall::c_fn!(labs)(-2), abs(-3)), (1, 2, 3));
    let mut text = [0; 4];
    assert_eq!(unsafe { snprintf(text.as_mut_ptr(), 4, c"%d".as_ptr(), 12) }, 2);
    assert!(close(-1).is_err());
    assert!(!unsafe { environ }.is_null());
    let _: unsafe extern "C" fn(*mut [u64; 32]) -> i32 = setjmp;
}

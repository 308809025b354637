//! The C functions of the cases, called directly.
use std::ffi::{c_char, c_int, c_long, c_void};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct S32 {
    pub a: i64,
    pub b: f64,
    pub c: i64,
    pub d: f64,
}

pub type Cb = extern "C" fn(c_int) -> c_int;
pub type Cmp = extern "C" fn(*const c_int, *const c_int) -> c_int;

unsafe extern "C" {
    pub safe fn p_add(a: c_int, b: c_int) -> c_int;
    pub safe fn p_six(a: c_int, b: f64, c: c_int, d: f64, e: c_int, f: f64) -> f64;
    pub safe fn p_struct(s: S32) -> S32;
    pub fn p_sum(v: *const c_int, n: c_int) -> c_int;
    pub safe fn p_callback(f: Cb, n: c_long) -> c_int;
    pub fn p_sort(v: *mut c_int, n: usize, f: Cmp);
    pub safe fn p_foreign(f: Cb, threads: c_int, n: c_long, first: &mut f64, steady: &mut f64);
    pub safe fn p_nap(us: c_long);
    pub fn p_bind_text(stmt: *mut c_void, i: c_int, s: *const c_char, n: c_int) -> c_int;

    pub fn sqlite3_open(path: *const c_char, db: *mut *mut c_void) -> c_int;
    pub fn sqlite3_prepare_v2(
        db: *mut c_void,
        sql: *const c_char,
        n: c_int,
        stmt: *mut *mut c_void,
        tail: *mut *const c_char,
    ) -> c_int;
    pub fn sqlite3_bind_int64(stmt: *mut c_void, i: c_int, v: i64) -> c_int;
    pub fn sqlite3_step(stmt: *mut c_void) -> c_int;
    pub fn sqlite3_reset(stmt: *mut c_void) -> c_int;
    pub fn sqlite3_column_int64(stmt: *mut c_void, i: c_int) -> i64;
    pub fn sqlite3_column_text(stmt: *mut c_void, i: c_int) -> *const u8;
    pub fn sqlite3_column_bytes(stmt: *mut c_void, i: c_int) -> c_int;

    pub fn crc32(crc: u64, buf: *const u8, n: u32) -> u64;
    pub fn compress2(out: *mut u8, out_n: *mut u64, buf: *const u8, n: u64, level: c_int) -> c_int;
}

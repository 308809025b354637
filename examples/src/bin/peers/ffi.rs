//! The C functions of the cases, under the policies that a user would give them.
use cgocall::cgo_import;
use std::ffi::{c_char, c_int, c_long, c_void};

#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct S32 {
    pub(crate) a: i64,
    pub(crate) b: f64,
    pub(crate) c: i64,
    pub(crate) d: f64,
}

/// The functions that section A measures, once per policy.
macro_rules! calls {
    ($($module:ident: #[$import:meta];)*) => {
        $(pub(crate) mod $module {
            use super::{S32, c_int};

            #[$import]
            unsafe extern "C" {
                pub(crate) safe fn p_add(a: c_int, b: c_int) -> c_int;
                pub(crate) safe fn p_six(a: c_int, b: f64, c: c_int, d: f64, e: c_int, f: f64) -> f64;
                pub(crate) safe fn p_struct(s: S32) -> S32;
                pub(crate) fn p_sum(v: *const c_int, n: c_int) -> c_int;
            }
        })*
    };
}

calls! {
    accounted: #[cgocall::cgo_import];
    leaf: #[cgocall::cgo_import(leaf)];
    inline: #[cgocall::cgo_import(inline)];
    nocallback: #[cgocall::cgo_import(nocallback)];
}

#[cgo_import]
#[link(name = "peers", kind = "static")]
unsafe extern "C" {
    /// Sleeps for `us` µs. The P is taken once the runtime sees that the call blocks.
    pub(crate) safe fn p_nap(us: c_long);

    /// The same function as one that is known to wait: the P is handed off at once.
    #[cgo(blocking)]
    #[link_name = "p_nap"]
    pub(crate) safe fn p_nap_blocking(us: c_long);

    /// Calls `f` n times, each time with what it returned before.
    pub(crate) safe fn p_callback(f: extern "C" fn(c_int) -> c_int, n: c_long) -> c_int;
    pub(crate) fn p_sort(
        v: *mut c_int,
        n: usize,
        compare: unsafe extern "C" fn(*const c_int, *const c_int) -> c_int,
    );
    /// Calls `f` from threads, n times each; ns for the first call, and for the others.
    #[cgo(blocking)]
    pub(crate) safe fn p_foreign(
        f: extern "C" fn(c_int) -> c_int,
        threads: c_int,
        n: c_long,
        first: &mut f64,
        steady: &mut f64,
    );
}

/// The functions of SQLite that section F calls. Opening, preparing and stepping may wait for a file and call back
/// (busy handlers, user functions); the rest only touch the statement's memory, and some of them move no more than a word
/// there.
macro_rules! sqlite {
    ($($module:ident: #[$import:meta] $(#[$touches_memory:meta] #[$moves_a_word:meta])?;)*) => {
        $(pub(crate) mod $module {
            use super::{c_char, c_int, c_void};

            #[$import]
            #[allow(clashing_extern_declarations, reason = "the imports' own declarations are C-unwind")]
            // Named in full, since the static libraries that other programs of this package bring would be
            // found first.
            #[link(name = "libsqlite3.so", kind = "dylib", modifiers = "+verbatim")]
            unsafe extern "C" {
                pub(crate) fn sqlite3_open(path: *const c_char, db: *mut *mut c_void) -> c_int;
                pub(crate) fn sqlite3_prepare_v2(
                    db: *mut c_void,
                    sql: *const c_char,
                    n: c_int,
                    stmt: *mut *mut c_void,
                    tail: *mut *const c_char,
                ) -> c_int;
                pub(crate) fn sqlite3_step(stmt: *mut c_void) -> c_int;
                $(#[$moves_a_word])?
                pub(crate) fn sqlite3_bind_int64(stmt: *mut c_void, i: c_int, v: i64) -> c_int;
                $(#[$touches_memory])?
                pub(crate) fn p_bind_text(stmt: *mut c_void, i: c_int, s: *const c_char, n: c_int) -> c_int;
                $(#[$touches_memory])?
                pub(crate) fn sqlite3_reset(stmt: *mut c_void) -> c_int;
                $(#[$moves_a_word])?
                pub(crate) fn sqlite3_column_int64(stmt: *mut c_void, i: c_int) -> i64;
                $(#[$touches_memory])?
                pub(crate) fn sqlite3_column_text(stmt: *mut c_void, i: c_int) -> *const u8;
                $(#[$moves_a_word])?
                pub(crate) fn sqlite3_column_bytes(stmt: *mut c_void, i: c_int) -> c_int;
            }
        })*
    };
}

sqlite! {
    imported_sqlite: #[cgocall::cgo_import] #[cgo(leaf)] #[cgo(inline)];
    plain_sqlite: #[cgocall::cgo_import(raw)];
}

#[cgo_import]
#[link(name = "libz.so", kind = "dylib", modifiers = "+verbatim")]
unsafe extern "C" {
    #[cgo(leaf)]
    pub(crate) fn crc32(crc: u64, buf: *const u8, n: u32) -> u64;
    pub(crate) fn compress2(out: *mut u8, out_n: *mut u64, buf: *const u8, n: u64, level: c_int) -> c_int;
}

//! The C declarations.
//!
//! How the policies were chosen: what goes to the disk as a rule is `blocking`, so that the P is handed on at once;
//! what sometimes does has the default, where the P is taken only if C really stays away; what reads or writes a few
//! words of memory is `leaf`. No function is `leaf` that may call back: what runs, prepares or ends statements and
//! connections, and what registers functions, calls functions of ours.

use std::ffi::{c_char, c_double, c_int, c_uchar, c_uint, c_void};

use cgocall::cgo_import;
// Builds SQLite and links it; not one of its declarations is used.
use libsqlite3_sys as _;

#[allow(non_camel_case_types)]
/// A database connection, known to SQLite only.
#[repr(C)]
pub(super) struct sqlite3 {
    _opaque: [u8; 0],
}

#[allow(non_camel_case_types)]
/// A prepared statement, known to SQLite only.
#[repr(C)]
pub(super) struct sqlite3_stmt {
    _opaque: [u8; 0],
}

#[allow(non_camel_case_types)]
/// The call of a function that was defined here, known to SQLite only.
#[repr(C)]
pub(super) struct sqlite3_context {
    _opaque: [u8; 0],
}

#[allow(non_camel_case_types)]
/// An argument of such a call, known to SQLite only.
#[repr(C)]
pub(super) struct sqlite3_value {
    _opaque: [u8; 0],
}

pub(super) const SQLITE_OK: c_int = 0;
pub(super) const SQLITE_ABORT: c_int = 4;
pub(super) const SQLITE_NOMEM: c_int = 7;
pub(super) const SQLITE_MISUSE: c_int = 21;
pub(super) const SQLITE_ROW: c_int = 100;
pub(super) const SQLITE_DONE: c_int = 101;
pub(super) const SQLITE_OPEN_READONLY: c_int = 0x1;
pub(super) const SQLITE_OPEN_READWRITE: c_int = 0x2;
pub(super) const SQLITE_OPEN_CREATE: c_int = 0x4;
pub(super) const SQLITE_OPEN_NOMUTEX: c_int = 0x8000;
pub(super) const SQLITE_PREPARE_PERSISTENT: c_uint = 0x1;
pub(super) const SQLITE_UTF8: c_int = 1;

/// What `sqlite3_bind_*` takes as a destructor; null is `SQLITE_STATIC`, "the bytes outlive the binding".
pub(super) type Destructor = Option<unsafe extern "C" fn(*mut c_void)>;

/// What `sqlite3_exec` calls for each row, with its texts and the names of the columns; other than 0 ends it.
pub(super) type EachRow =
    unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_char, *mut *mut c_char) -> c_int;

/// What computes an SQL function.
pub(super) type Function = unsafe extern "C" fn(*mut sqlite3_context, c_int, *mut *mut sqlite3_value);

/// What SQLite calls now and then while it runs a statement; other than 0 ends that.
pub(super) type Progress = unsafe extern "C" fn(*mut c_void) -> c_int;

#[cgo_import]
unsafe extern "C" {
    #[cgo(blocking)]
    pub(super) fn sqlite3_open_v2(
        file: *const c_char,
        db: *mut *mut sqlite3,
        flags: c_int,
        vfs: *const c_char,
    ) -> c_int;
    #[cgo(blocking)]
    pub(super) fn sqlite3_close(db: *mut sqlite3) -> c_int;
    #[cgo(blocking)]
    pub(super) fn sqlite3_exec(
        db: *mut sqlite3,
        sql: *const c_char,
        each_row: Option<EachRow>,
        data: *mut c_void,
        message: *mut *mut c_char,
    ) -> c_int;

    pub(super) fn sqlite3_prepare_v3(
        db: *mut sqlite3,
        sql: *const c_char,
        len: c_int,
        flags: c_uint,
        statement: *mut *mut sqlite3_stmt,
        rest: *mut *const c_char,
    ) -> c_int;
    pub(super) fn sqlite3_step(statement: *mut sqlite3_stmt) -> c_int;
    pub(super) fn sqlite3_finalize(statement: *mut sqlite3_stmt) -> c_int;

    /// `sqlite3_step` again, for a statement that is known to take long.
    #[cgo(blocking)]
    #[link_name = "sqlite3_step"]
    pub(super) fn sqlite3_step_slowly(statement: *mut sqlite3_stmt) -> c_int;

    #[cgo(leaf)]
    pub(super) fn sqlite3_bind_int64(statement: *mut sqlite3_stmt, at: c_int, value: i64) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_bind_text(
        statement: *mut sqlite3_stmt,
        at: c_int,
        text: *const c_char,
        len: c_int,
        free: Destructor,
    ) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_bind_blob(
        statement: *mut sqlite3_stmt,
        at: c_int,
        bytes: *const c_void,
        len: c_int,
        free: Destructor,
    ) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_reset(statement: *mut sqlite3_stmt) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_clear_bindings(statement: *mut sqlite3_stmt) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_column_int64(statement: *mut sqlite3_stmt, at: c_int) -> i64;
    #[cgo(leaf)]
    pub(super) fn sqlite3_column_double(statement: *mut sqlite3_stmt, at: c_int) -> c_double;
    #[cgo(leaf)]
    pub(super) fn sqlite3_column_text(statement: *mut sqlite3_stmt, at: c_int) -> *const c_uchar;
    #[cgo(leaf)]
    pub(super) fn sqlite3_column_blob(statement: *mut sqlite3_stmt, at: c_int) -> *const c_void;
    #[cgo(leaf)]
    pub(super) fn sqlite3_column_bytes(statement: *mut sqlite3_stmt, at: c_int) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_errmsg(db: *mut sqlite3) -> *const c_char;
    #[cgo(leaf)]
    pub(super) fn sqlite3_busy_timeout(db: *mut sqlite3, milliseconds: c_int) -> c_int;

    pub(super) fn sqlite3_create_function_v2(
        db: *mut sqlite3,
        name: *const c_char,
        arguments: c_int,
        flags: c_int,
        data: *mut c_void,
        function: Option<Function>,
        step: Option<Function>,
        last: Option<unsafe extern "C" fn(*mut sqlite3_context)>,
        destroy: Destructor,
    ) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_user_data(context: *mut sqlite3_context) -> *mut c_void;
    #[cgo(leaf)]
    pub(super) fn sqlite3_result_int64(context: *mut sqlite3_context, value: i64);
    #[cgo(leaf)]
    pub(super) fn sqlite3_value_int64(value: *mut sqlite3_value) -> i64;
    #[cgo(leaf)]
    pub(super) fn sqlite3_value_text(value: *mut sqlite3_value) -> *const c_uchar;
    #[cgo(leaf)]
    pub(super) fn sqlite3_value_bytes(value: *mut sqlite3_value) -> c_int;
    #[cgo(leaf)]
    pub(super) fn sqlite3_progress_handler(
        db: *mut sqlite3,
        every: c_int,
        progress: Option<Progress>,
        data: *mut c_void,
    );
}

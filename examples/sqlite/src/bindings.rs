// Written by cgocall-bindgen: the build script says what is in here.

pub const SQLITE_OK: i32 = 0;
pub const SQLITE_ABORT: i32 = 4;
pub const SQLITE_NOMEM: i32 = 7;
pub const SQLITE_MISUSE: i32 = 21;
pub const SQLITE_ROW: i32 = 100;
pub const SQLITE_DONE: i32 = 101;
pub const SQLITE_OPEN_READONLY: i32 = 1;
pub const SQLITE_OPEN_READWRITE: i32 = 2;
pub const SQLITE_OPEN_CREATE: i32 = 4;
pub const SQLITE_OPEN_NOMUTEX: i32 = 32768;
pub const SQLITE_PREPARE_PERSISTENT: i32 = 1;
pub const SQLITE_UTF8: i32 = 1;
/// Declared in `sqlite3.h:275`.
#[repr(C)]
#[derive(Debug)]
pub struct sqlite3 {
    _unused: [u8; 0],
}
/// Declared in `sqlite3.h:304`.
pub type sqlite_int64 = ::std::ffi::c_longlong;
/// Declared in `sqlite3.h:307`.
pub type sqlite3_int64 = sqlite_int64;
/// Declared in `sqlite3.h:4340`.
#[repr(C)]
#[derive(Debug)]
pub struct sqlite3_stmt {
    _unused: [u8; 0],
}
/// Declared in `sqlite3.h:4895`.
#[repr(C)]
#[derive(Debug)]
pub struct sqlite3_value {
    _unused: [u8; 0],
}
/// Declared in `sqlite3.h:4909`.
#[repr(C)]
#[derive(Debug)]
pub struct sqlite3_context {
    _unused: [u8; 0],
}
#[::cgocall::cgo_import]
unsafe extern "C" {
    /// Declared in `sqlite3.h:356`.
    #[cgo(blocking)]
    pub fn sqlite3_close(arg1: *mut sqlite3) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:430`.
    #[cgo(blocking)]
    pub fn sqlite3_exec(
        arg1: *mut sqlite3,
        sql: *const ::std::ffi::c_char,
        callback: ::std::option::Option<
            unsafe extern "C" fn(
                arg1: *mut ::std::ffi::c_void,
                arg2: ::std::ffi::c_int,
                arg3: *mut *mut ::std::ffi::c_char,
                arg4: *mut *mut ::std::ffi::c_char,
            ) -> ::std::ffi::c_int,
        >,
        arg2: *mut ::std::ffi::c_void,
        errmsg: *mut *mut ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:3068`.
    #[cgo(leaf)]
    pub fn sqlite3_busy_handler(
        arg1: *mut sqlite3,
        arg2: ::std::option::Option<
            unsafe extern "C" fn(
                arg1: *mut ::std::ffi::c_void,
                arg2: ::std::ffi::c_int,
            ) -> ::std::ffi::c_int,
        >,
        arg3: *mut ::std::ffi::c_void,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:3091`.
    #[cgo(leaf)]
    pub fn sqlite3_busy_timeout(
        arg1: *mut sqlite3,
        ms: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:3364`.
    ///
    /// Safe to call: it reads a counter.
    pub safe fn sqlite3_memory_used() -> sqlite3_int64;
    /// Declared in `sqlite3.h:3748`.
    #[cgo(leaf)]
    pub fn sqlite3_progress_handler(
        arg1: *mut sqlite3,
        arg2: ::std::ffi::c_int,
        arg3: ::std::option::Option<
            unsafe extern "C" fn(arg1: *mut ::std::ffi::c_void) -> ::std::ffi::c_int,
        >,
        arg4: *mut ::std::ffi::c_void,
    );
    /// Declared in `sqlite3.h:4036`.
    #[cgo(blocking)]
    pub fn sqlite3_open_v2(
        filename: *const ::std::ffi::c_char,
        ppDb: *mut *mut sqlite3,
        flags: ::std::ffi::c_int,
        zVfs: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:4283`.
    #[cgo(leaf)]
    pub fn sqlite3_errmsg(arg1: *mut sqlite3) -> *const ::std::ffi::c_char;
    /// Declared in `sqlite3.h:4658`.
    pub fn sqlite3_prepare_v3(
        db: *mut sqlite3,
        zSql: *const ::std::ffi::c_char,
        nByte: ::std::ffi::c_int,
        prepFlags: ::std::ffi::c_uint,
        ppStmt: *mut *mut sqlite3_stmt,
        pzTail: *mut *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5058`.
    #[cgo(leaf)]
    pub fn sqlite3_bind_blob(
        arg1: *mut sqlite3_stmt,
        arg2: ::std::ffi::c_int,
        arg3: *const ::std::ffi::c_void,
        n: ::std::ffi::c_int,
        arg4: ::std::option::Option<unsafe extern "C" fn(arg1: *mut ::std::ffi::c_void)>,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5063`.
    #[cgo(leaf)]
    pub fn sqlite3_bind_int64(
        arg1: *mut sqlite3_stmt,
        arg2: ::std::ffi::c_int,
        arg3: sqlite3_int64,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5065`.
    #[cgo(leaf)]
    pub fn sqlite3_bind_text(
        arg1: *mut sqlite3_stmt,
        arg2: ::std::ffi::c_int,
        arg3: *const ::std::ffi::c_char,
        arg4: ::std::ffi::c_int,
        arg5: ::std::option::Option<unsafe extern "C" fn(arg1: *mut ::std::ffi::c_void)>,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5149`.
    #[cgo(leaf)]
    pub fn sqlite3_clear_bindings(arg1: *mut sqlite3_stmt) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5361`.
    pub fn sqlite3_step(arg1: *mut sqlite3_stmt) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5629`.
    #[cgo(leaf)]
    pub fn sqlite3_column_blob(
        arg1: *mut sqlite3_stmt,
        iCol: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_void;
    /// Declared in `sqlite3.h:5630`.
    #[cgo(leaf)]
    pub fn sqlite3_column_double(
        arg1: *mut sqlite3_stmt,
        iCol: ::std::ffi::c_int,
    ) -> f64;
    /// Declared in `sqlite3.h:5632`.
    #[cgo(leaf)]
    pub fn sqlite3_column_int64(
        arg1: *mut sqlite3_stmt,
        iCol: ::std::ffi::c_int,
    ) -> sqlite3_int64;
    /// Declared in `sqlite3.h:5633`.
    #[cgo(leaf)]
    pub fn sqlite3_column_text(
        arg1: *mut sqlite3_stmt,
        iCol: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_uchar;
    /// Declared in `sqlite3.h:5636`.
    #[cgo(leaf)]
    pub fn sqlite3_column_bytes(
        arg1: *mut sqlite3_stmt,
        iCol: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5666`.
    pub fn sqlite3_finalize(pStmt: *mut sqlite3_stmt) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5705`.
    pub fn sqlite3_reset(pStmt: *mut sqlite3_stmt) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:5851`.
    pub fn sqlite3_create_function_v2(
        db: *mut sqlite3,
        zFunctionName: *const ::std::ffi::c_char,
        nArg: ::std::ffi::c_int,
        eTextRep: ::std::ffi::c_int,
        pApp: *mut ::std::ffi::c_void,
        xFunc: ::std::option::Option<
            unsafe extern "C" fn(
                arg1: *mut sqlite3_context,
                arg2: ::std::ffi::c_int,
                arg3: *mut *mut sqlite3_value,
            ),
        >,
        xStep: ::std::option::Option<
            unsafe extern "C" fn(
                arg1: *mut sqlite3_context,
                arg2: ::std::ffi::c_int,
                arg3: *mut *mut sqlite3_value,
            ),
        >,
        xFinal: ::std::option::Option<unsafe extern "C" fn(arg1: *mut sqlite3_context)>,
        xDestroy: ::std::option::Option<
            unsafe extern "C" fn(arg1: *mut ::std::ffi::c_void),
        >,
    ) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:6188`.
    #[cgo(leaf)]
    pub fn sqlite3_value_int64(arg1: *mut sqlite3_value) -> sqlite3_int64;
    /// Declared in `sqlite3.h:6190`.
    #[cgo(leaf)]
    pub fn sqlite3_value_text(arg1: *mut sqlite3_value) -> *const ::std::ffi::c_uchar;
    /// Declared in `sqlite3.h:6194`.
    #[cgo(leaf)]
    pub fn sqlite3_value_bytes(arg1: *mut sqlite3_value) -> ::std::ffi::c_int;
    /// Declared in `sqlite3.h:6318`.
    #[cgo(leaf)]
    pub fn sqlite3_user_data(arg1: *mut sqlite3_context) -> *mut ::std::ffi::c_void;
    /// Declared in `sqlite3.h:6646`.
    #[cgo(leaf)]
    pub fn sqlite3_result_int64(arg1: *mut sqlite3_context, arg2: sqlite3_int64);
}

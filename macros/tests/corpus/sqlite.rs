//! Declarations out of `sqlite3.h` of SQLite 3.54.1, which is in the public domain.
//!
//! Written by bindgen; of those that differ in names only, one.

unsafe extern "C" {
    pub static sqlite3_version: [c_char; 0usize];
    pub fn sqlite3_libversion() -> *const c_char;
    pub fn sqlite3_libversion_number() -> c_int;
    pub fn sqlite3_compileoption_used(zOptName: *const c_char) -> c_int;
    pub fn sqlite3_compileoption_get(N: c_int) -> *const c_char;
    pub fn sqlite3_exec(
        arg1: *mut sqlite3,
        sql: *const c_char,
        callback: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: c_int,
                arg3: *mut *mut c_char,
                arg4: *mut *mut c_char,
            ) -> c_int,
        >,
        arg2: *mut c_void,
        errmsg: *mut *mut c_char,
    ) -> c_int;
    pub fn sqlite3_config(arg1: c_int, ...) -> c_int;
    pub fn sqlite3_db_config(arg1: *mut sqlite3, op: c_int, ...) -> c_int;
    pub fn sqlite3_extended_result_codes(arg1: *mut sqlite3, onoff: c_int) -> c_int;
    pub fn sqlite3_set_last_insert_rowid(arg1: *mut sqlite3, arg2: sqlite3_int64);
    pub fn sqlite3_interrupt(arg1: *mut sqlite3);
    pub fn sqlite3_busy_handler(
        arg1: *mut sqlite3,
        arg2: Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: c_int) -> c_int>,
        arg3: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_setlk_timeout(arg1: *mut sqlite3, ms: c_int, flags: c_int) -> c_int;
    pub fn sqlite3_get_table(
        db: *mut sqlite3,
        zSql: *const c_char,
        pazResult: *mut *mut *mut c_char,
        pnRow: *mut c_int,
        pnColumn: *mut c_int,
        pzErrmsg: *mut *mut c_char,
    ) -> c_int;
    pub fn sqlite3_free_table(result: *mut *mut c_char);
    pub fn sqlite3_mprintf(arg1: *const c_char, ...) -> *mut c_char;
    pub fn sqlite3_vmprintf(arg1: *const c_char, arg2: *mut va_list_tag) -> *mut c_char;
    pub fn sqlite3_snprintf(arg1: c_int, arg2: *mut c_char, arg3: *const c_char, ...) -> *mut c_char;
    pub fn sqlite3_vsnprintf(
        arg1: c_int,
        arg2: *mut c_char,
        arg3: *const c_char,
        arg4: *mut va_list_tag,
    ) -> *mut c_char;
    pub fn sqlite3_realloc(arg1: *mut c_void, arg2: c_int) -> *mut c_void;
    pub fn sqlite3_memory_highwater(resetFlag: c_int) -> sqlite3_int64;
    pub fn sqlite3_randomness(N: c_int, P: *mut c_void);
    pub fn sqlite3_set_authorizer(
        arg1: *mut sqlite3,
        xAuth: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: c_int,
                arg3: *const c_char,
                arg4: *const c_char,
                arg5: *const c_char,
                arg6: *const c_char,
            ) -> c_int,
        >,
        pUserData: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_trace(
        arg1: *mut sqlite3,
        xTrace: Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: *const c_char)>,
        arg2: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_profile(
        arg1: *mut sqlite3,
        xProfile: Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: *const c_char, arg3: sqlite3_uint64)>,
        arg2: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_trace_v2(
        arg1: *mut sqlite3,
        uMask: c_uint,
        xCallback: Option<
            unsafe extern "C" fn(
                arg1: c_uint,
                arg2: *mut c_void,
                arg3: *mut c_void,
                arg4: *mut c_void,
            ) -> c_int,
        >,
        pCtx: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_progress_handler(
        arg1: *mut sqlite3,
        arg2: c_int,
        arg3: Option<unsafe extern "C" fn(arg1: *mut c_void) -> c_int>,
        arg4: *mut c_void,
    );
    pub fn sqlite3_open(filename: *const c_char, ppDb: *mut *mut sqlite3) -> c_int;
    pub fn sqlite3_open_v2(
        filename: *const c_char,
        ppDb: *mut *mut sqlite3,
        flags: c_int,
        zVfs: *const c_char,
    ) -> c_int;
    pub fn sqlite3_uri_parameter(z: sqlite3_filename, zParam: *const c_char) -> *const c_char;
    pub fn sqlite3_uri_boolean(z: sqlite3_filename, zParam: *const c_char, bDefault: c_int) -> c_int;
    pub fn sqlite3_uri_key(z: sqlite3_filename, N: c_int) -> *const c_char;
    pub fn sqlite3_database_file_object(arg1: *const c_char) -> *mut sqlite3_file;
    pub fn sqlite3_create_filename(
        zDatabase: *const c_char,
        zJournal: *const c_char,
        zWal: *const c_char,
        nParam: c_int,
        azParam: *mut *const c_char,
    ) -> sqlite3_filename;
    pub fn sqlite3_free_filename(arg1: sqlite3_filename);
    pub fn sqlite3_set_errmsg(db: *mut sqlite3, errcode: c_int, zErrMsg: *const c_char) -> c_int;
    pub fn sqlite3_prepare(
        db: *mut sqlite3,
        zSql: *const c_char,
        nByte: c_int,
        ppStmt: *mut *mut sqlite3_stmt,
        pzTail: *mut *const c_char,
    ) -> c_int;
    pub fn sqlite3_prepare_v3(
        db: *mut sqlite3,
        zSql: *const c_char,
        nByte: c_int,
        prepFlags: c_uint,
        ppStmt: *mut *mut sqlite3_stmt,
        pzTail: *mut *const c_char,
    ) -> c_int;
    pub fn sqlite3_bind_blob(
        arg1: *mut sqlite3_stmt,
        arg2: c_int,
        arg3: *const c_void,
        n: c_int,
        arg4: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_bind_text64(
        arg1: *mut sqlite3_stmt,
        arg2: c_int,
        arg3: *const c_char,
        arg4: sqlite3_uint64,
        arg5: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
        encoding: c_uchar,
    ) -> c_int;
    pub fn sqlite3_bind_pointer(
        arg1: *mut sqlite3_stmt,
        arg2: c_int,
        arg3: *mut c_void,
        arg4: *const c_char,
        arg5: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_bind_parameter_index(arg1: *mut sqlite3_stmt, zName: *const c_char) -> c_int;
    pub fn sqlite3_create_function(
        db: *mut sqlite3,
        zFunctionName: *const c_char,
        nArg: c_int,
        eTextRep: c_int,
        pApp: *mut c_void,
        xFunc: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xStep: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xFinal: Option<unsafe extern "C" fn(arg1: *mut sqlite3_context)>,
    ) -> c_int;
    pub fn sqlite3_create_function_v2(
        db: *mut sqlite3,
        zFunctionName: *const c_char,
        nArg: c_int,
        eTextRep: c_int,
        pApp: *mut c_void,
        xFunc: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xStep: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xFinal: Option<unsafe extern "C" fn(arg1: *mut sqlite3_context)>,
        xDestroy: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_create_window_function(
        db: *mut sqlite3,
        zFunctionName: *const c_char,
        nArg: c_int,
        eTextRep: c_int,
        pApp: *mut c_void,
        xStep: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xFinal: Option<unsafe extern "C" fn(arg1: *mut sqlite3_context)>,
        xValue: Option<unsafe extern "C" fn(arg1: *mut sqlite3_context)>,
        xInverse: Option<
            unsafe extern "C" fn(arg1: *mut sqlite3_context, arg2: c_int, arg3: *mut *mut sqlite3_value),
        >,
        xDestroy: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_thread_cleanup();
    pub fn sqlite3_memory_alarm(
        arg1: Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: sqlite3_int64, arg3: c_int)>,
        arg2: *mut c_void,
        arg3: sqlite3_int64,
    ) -> c_int;
    pub fn sqlite3_set_auxdata(
        arg1: *mut sqlite3_context,
        N: c_int,
        arg2: *mut c_void,
        arg3: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    );
    pub fn sqlite3_set_clientdata(
        arg1: *mut sqlite3,
        arg2: *const c_char,
        arg3: *mut c_void,
        arg4: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_result_blob(
        arg1: *mut sqlite3_context,
        arg2: *const c_void,
        arg3: c_int,
        arg4: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    );
    pub fn sqlite3_result_error(arg1: *mut sqlite3_context, arg2: *const c_char, arg3: c_int);
    pub fn sqlite3_result_text64(
        arg1: *mut sqlite3_context,
        z: *const c_char,
        n: sqlite3_uint64,
        arg2: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
        encoding: c_uchar,
    );
    pub fn sqlite3_result_value(arg1: *mut sqlite3_context, arg2: *mut sqlite3_value);
    pub fn sqlite3_result_pointer(
        arg1: *mut sqlite3_context,
        arg2: *mut c_void,
        arg3: *const c_char,
        arg4: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    );
    pub fn sqlite3_create_collation(
        arg1: *mut sqlite3,
        zName: *const c_char,
        eTextRep: c_int,
        pArg: *mut c_void,
        xCompare: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: c_int,
                arg3: *const c_void,
                arg4: c_int,
                arg5: *const c_void,
            ) -> c_int,
        >,
    ) -> c_int;
    pub fn sqlite3_create_collation_v2(
        arg1: *mut sqlite3,
        zName: *const c_char,
        eTextRep: c_int,
        pArg: *mut c_void,
        xCompare: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: c_int,
                arg3: *const c_void,
                arg4: c_int,
                arg5: *const c_void,
            ) -> c_int,
        >,
        xDestroy: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_collation_needed(
        arg1: *mut sqlite3,
        arg2: *mut c_void,
        arg3: Option<
            unsafe extern "C" fn(arg1: *mut c_void, arg2: *mut sqlite3, eTextRep: c_int, arg3: *const c_char),
        >,
    ) -> c_int;
    pub static mut sqlite3_temp_directory: *mut c_char;
    pub fn sqlite3_win32_set_directory(type_: c_ulong, zValue: *mut c_void) -> c_int;
    pub fn sqlite3_commit_hook(
        arg1: *mut sqlite3,
        arg2: Option<unsafe extern "C" fn(arg1: *mut c_void) -> c_int>,
        arg3: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_rollback_hook(
        arg1: *mut sqlite3,
        arg2: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
        arg3: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_autovacuum_pages(
        db: *mut sqlite3,
        arg1: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: *const c_char,
                arg3: c_uint,
                arg4: c_uint,
                arg5: c_uint,
            ) -> c_uint,
        >,
        arg2: *mut c_void,
        arg3: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_update_hook(
        arg1: *mut sqlite3,
        arg2: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: c_int,
                arg3: *const c_char,
                arg4: *const c_char,
                arg5: sqlite3_int64,
            ),
        >,
        arg3: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_table_column_metadata(
        db: *mut sqlite3,
        zDbName: *const c_char,
        zTableName: *const c_char,
        zColumnName: *const c_char,
        pzDataType: *mut *const c_char,
        pzCollSeq: *mut *const c_char,
        pNotNull: *mut c_int,
        pPrimaryKey: *mut c_int,
        pAutoinc: *mut c_int,
    ) -> c_int;
    pub fn sqlite3_load_extension(
        db: *mut sqlite3,
        zFile: *const c_char,
        zProc: *const c_char,
        pzErrMsg: *mut *mut c_char,
    ) -> c_int;
    pub fn sqlite3_auto_extension(xEntryPoint: Option<unsafe extern "C" fn()>) -> c_int;
    pub fn sqlite3_create_module(
        db: *mut sqlite3,
        zName: *const c_char,
        p: *const sqlite3_module,
        pClientData: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_create_module_v2(
        db: *mut sqlite3,
        zName: *const c_char,
        p: *const sqlite3_module,
        pClientData: *mut c_void,
        xDestroy: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_overload_function(arg1: *mut sqlite3, zFuncName: *const c_char, nArg: c_int) -> c_int;
    pub fn sqlite3_blob_open(
        arg1: *mut sqlite3,
        zDb: *const c_char,
        zTable: *const c_char,
        zColumn: *const c_char,
        iRow: sqlite3_int64,
        flags: c_int,
        ppBlob: *mut *mut sqlite3_blob,
    ) -> c_int;
    pub fn sqlite3_blob_read(arg1: *mut sqlite3_blob, Z: *mut c_void, N: c_int, iOffset: c_int) -> c_int;
    pub fn sqlite3_file_control(
        arg1: *mut sqlite3,
        zDbName: *const c_char,
        op: c_int,
        arg2: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_keyword_name(arg1: c_int, arg2: *mut *const c_char, arg3: *mut c_int) -> c_int;
    pub fn sqlite3_str_appendf(arg1: *mut sqlite3_str, zFormat: *const c_char, ...);
    pub fn sqlite3_str_vappendf(arg1: *mut sqlite3_str, zFormat: *const c_char, arg2: *mut va_list_tag);
    pub fn sqlite3_str_appendchar(arg1: *mut sqlite3_str, N: c_int, C: c_char);
    pub fn sqlite3_status(op: c_int, pCurrent: *mut c_int, pHighwater: *mut c_int, resetFlag: c_int)
    -> c_int;
    pub fn sqlite3_db_status(
        arg1: *mut sqlite3,
        op: c_int,
        pCur: *mut c_int,
        pHiwtr: *mut c_int,
        resetFlg: c_int,
    ) -> c_int;
    pub fn sqlite3_backup_init(
        pDest: *mut sqlite3,
        zDestName: *const c_char,
        pSource: *mut sqlite3,
        zSourceName: *const c_char,
    ) -> *mut sqlite3_backup;
    pub fn sqlite3_unlock_notify(
        pBlocked: *mut sqlite3,
        xNotify: Option<unsafe extern "C" fn(apArg: *mut *mut c_void, nArg: c_int)>,
        pNotifyArg: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_log(iErrCode: c_int, zFormat: *const c_char, ...);
    pub fn sqlite3_wal_hook(
        arg1: *mut sqlite3,
        arg2: Option<
            unsafe extern "C" fn(
                arg1: *mut c_void,
                arg2: *mut sqlite3,
                arg3: *const c_char,
                arg4: c_int,
            ) -> c_int,
        >,
        arg3: *mut c_void,
    ) -> *mut c_void;
    pub fn sqlite3_wal_checkpoint_v2(
        db: *mut sqlite3,
        zDb: *const c_char,
        eMode: c_int,
        pnLog: *mut c_int,
        pnCkpt: *mut c_int,
    ) -> c_int;
    pub fn sqlite3_vtab_rhs_value(
        arg1: *mut sqlite3_index_info,
        arg2: c_int,
        ppVal: *mut *mut sqlite3_value,
    ) -> c_int;
    pub fn sqlite3_stmt_scanstatus(
        pStmt: *mut sqlite3_stmt,
        idx: c_int,
        iScanStatusOp: c_int,
        pOut: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_stmt_scanstatus_v2(
        pStmt: *mut sqlite3_stmt,
        idx: c_int,
        iScanStatusOp: c_int,
        flags: c_int,
        pOut: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_snapshot_get(
        db: *mut sqlite3,
        zSchema: *const c_char,
        ppSnapshot: *mut *mut sqlite3_snapshot,
    ) -> c_int;
    pub fn sqlite3_snapshot_open(
        db: *mut sqlite3,
        zSchema: *const c_char,
        pSnapshot: *mut sqlite3_snapshot,
    ) -> c_int;
    pub fn sqlite3_serialize(
        db: *mut sqlite3,
        zSchema: *const c_char,
        piSize: *mut sqlite3_int64,
        mFlags: c_uint,
    ) -> *mut c_uchar;
    pub fn sqlite3_deserialize(
        db: *mut sqlite3,
        zSchema: *const c_char,
        pData: *mut c_uchar,
        szDb: sqlite3_int64,
        szBuf: sqlite3_int64,
        mFlags: c_uint,
    ) -> c_int;
    pub fn sqlite3_carray_bind_v2(
        pStmt: *mut sqlite3_stmt,
        i: c_int,
        aData: *mut c_void,
        nData: c_int,
        mFlags: c_int,
        xDel: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
        pDel: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_carray_bind(
        pStmt: *mut sqlite3_stmt,
        i: c_int,
        aData: *mut c_void,
        nData: c_int,
        mFlags: c_int,
        xDel: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn sqlite3_rtree_geometry_callback(
        db: *mut sqlite3,
        zGeom: *const c_char,
        xGeom: Option<
            unsafe extern "C" fn(
                arg1: *mut sqlite3_rtree_geometry,
                arg2: c_int,
                arg3: *mut sqlite3_rtree_dbl,
                arg4: *mut c_int,
            ) -> c_int,
        >,
        pContext: *mut c_void,
    ) -> c_int;
    pub fn sqlite3_rtree_query_callback(
        db: *mut sqlite3,
        zQueryFunc: *const c_char,
        xQueryFunc: Option<unsafe extern "C" fn(arg1: *mut sqlite3_rtree_query_info) -> c_int>,
        pContext: *mut c_void,
        xDestructor: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
}

pub type sqlite3_callback = Option<
    unsafe extern "C" fn(
        arg1: *mut c_void,
        arg2: c_int,
        arg3: *mut *mut c_char,
        arg4: *mut *mut c_char,
    ) -> c_int,
>;
pub type sqlite3_syscall_ptr = Option<unsafe extern "C" fn()>;

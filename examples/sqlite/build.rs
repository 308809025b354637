//! Bindings for what `src` calls of SQLite.
//!
//! How the policies were chosen: what goes to the disk as a rule is `blocking`, so that the P is handed on at once;
//! what sometimes does has the default, where the P is taken only if C really stays away; what reads or writes a few
//! words of memory is `leaf`. No function is `leaf` that may call back: what runs, prepares or ends statements and
//! connections, and what registers functions, calls functions of ours. So does what resets a statement: one that was left
//! in the middle is committed there, which may take a lock.

use cgocall_bindgen::{Builder, Origin};

fn main() {
    let folder = std::env::var("DEP_SQLITE3_INCLUDE").expect("libsqlite3-sys says where its header is");
    let bindings = Builder::new("sqlite3")
        .header("sqlite3.h")
        .include(folder)
        .allowlist_function("sqlite3_(open_v2|close|exec|errmsg|memory_used)")
        .allowlist_function("sqlite3_(prepare_v3|step|reset|finalize|clear_bindings)")
        .allowlist_function("sqlite3_bind_(int64|text|blob)")
        .allowlist_function("sqlite3_column_(int64|double|text|blob|bytes)")
        .allowlist_function("sqlite3_(create_function_v2|user_data|result_int64|value_(int64|text|bytes))")
        .allowlist_function("sqlite3_(busy_timeout|busy_handler|progress_handler)")
        .allowlist_var("SQLITE_(OK|ABORT|NOMEM|MISUSE|ROW|DONE|UTF8|PREPARE_PERSISTENT)")
        .allowlist_var("SQLITE_OPEN_(READONLY|READWRITE|CREATE|NOMUTEX)")
        .blocking("sqlite3_(open_v2|close|exec)")
        .leaf("sqlite3_(bind|column|value|result)_.*|sqlite3_(clear_bindings|errmsg|user_data)")
        .leaf("sqlite3_(busy|progress)_.*")
        .safe("sqlite3_memory_used", "it reads a counter.")
        .committed("src/bindings.rs")
        .generate()
        .unwrap_or_exit();

    // For the test that compares them with those that are kept.
    println!("cargo:rustc-check-cfg=cfg(generated)");
    if bindings.origin() == Origin::Generated {
        println!("cargo:rustc-cfg=generated");
    }
}

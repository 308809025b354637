// Written by cgocall-bindgen: the build script says what is in here.

pub const LUA_MULTRET: i32 = -1;
pub const LUA_REGISTRYINDEX: i32 = -1001000;
pub const LUA_OK: i32 = 0;
pub const LUA_YIELD: i32 = 1;
pub const LUA_ERRRUN: i32 = 2;
pub const LUA_ERRSYNTAX: i32 = 3;
pub const LUA_ERRMEM: i32 = 4;
pub const LUA_ERRERR: i32 = 5;
pub const LUA_TNONE: i32 = -1;
pub const LUA_TNIL: i32 = 0;
pub const LUA_TBOOLEAN: i32 = 1;
pub const LUA_TLIGHTUSERDATA: i32 = 2;
pub const LUA_TNUMBER: i32 = 3;
pub const LUA_TSTRING: i32 = 4;
pub const LUA_TTABLE: i32 = 5;
pub const LUA_TFUNCTION: i32 = 6;
pub const LUA_TUSERDATA: i32 = 7;
pub const LUA_TTHREAD: i32 = 8;
pub const LUA_RIDX_MAINTHREAD: i32 = 1;
pub const LUA_RIDX_GLOBALS: i32 = 2;
pub const LUA_RIDX_LAST: i32 = 2;
pub const LUA_ERRFILE: i32 = 6;
pub const LUA_TABLIBNAME: &::std::ffi::CStr = c"table";
pub type va_list = __builtin_va_list;
/// Declared in `bits/types.h:152`.
pub type __off_t = ::std::ffi::c_long;
/// Declared in `bits/types.h:153`.
pub type __off64_t = ::std::ffi::c_long;
/// Declared in `lua.h:57`.
#[repr(C)]
#[derive(Debug)]
pub struct lua_State {
    _unused: [u8; 0],
}
/// Declared in `lua.h:90`.
pub type lua_Number = f64;
/// Declared in `lua.h:94`.
pub type lua_Integer = ::std::ffi::c_longlong;
/// Declared in `lua.h:97`.
pub type lua_Unsigned = ::std::ffi::c_ulonglong;
/// Declared in `lua.h:100`.
pub type lua_KContext = isize;
/// Declared in `lua.h:106`.
pub type lua_CFunction = ::std::option::Option<
    unsafe extern "C" fn(L: *mut lua_State) -> ::std::ffi::c_int,
>;
/// Declared in `lua.h:111`.
pub type lua_KFunction = ::std::option::Option<
    unsafe extern "C" fn(
        L: *mut lua_State,
        status: ::std::ffi::c_int,
        ctx: lua_KContext,
    ) -> ::std::ffi::c_int,
>;
/// Declared in `lua.h:117`.
pub type lua_Reader = ::std::option::Option<
    unsafe extern "C" fn(
        L: *mut lua_State,
        ud: *mut ::std::ffi::c_void,
        sz: *mut usize,
    ) -> *const ::std::ffi::c_char,
>;
/// Declared in `lua.h:119`.
pub type lua_Writer = ::std::option::Option<
    unsafe extern "C" fn(
        L: *mut lua_State,
        p: *const ::std::ffi::c_void,
        sz: usize,
        ud: *mut ::std::ffi::c_void,
    ) -> ::std::ffi::c_int,
>;
/// Declared in `lua.h:125`.
pub type lua_Alloc = ::std::option::Option<
    unsafe extern "C" fn(
        ud: *mut ::std::ffi::c_void,
        ptr: *mut ::std::ffi::c_void,
        osize: usize,
        nsize: usize,
    ) -> *mut ::std::ffi::c_void,
>;
/// Declared in `lua.h:131`.
pub type lua_WarnFunction = ::std::option::Option<
    unsafe extern "C" fn(
        ud: *mut ::std::ffi::c_void,
        msg: *const ::std::ffi::c_char,
        tocont: ::std::ffi::c_int,
    ),
>;
/// Declared in `lua.h:143`.
pub type lua_Hook = ::std::option::Option<
    unsafe extern "C" fn(L: *mut lua_State, ar: *mut lua_Debug),
>;
/// Declared in `lua.h:475`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct lua_Debug {
    pub event: ::std::ffi::c_int,
    pub name: *const ::std::ffi::c_char,
    pub namewhat: *const ::std::ffi::c_char,
    pub what: *const ::std::ffi::c_char,
    pub source: *const ::std::ffi::c_char,
    pub srclen: usize,
    pub currentline: ::std::ffi::c_int,
    pub linedefined: ::std::ffi::c_int,
    pub lastlinedefined: ::std::ffi::c_int,
    pub nups: ::std::ffi::c_uchar,
    pub nparams: ::std::ffi::c_uchar,
    pub isvararg: ::std::ffi::c_char,
    pub istailcall: ::std::ffi::c_char,
    pub ftransfer: ::std::ffi::c_ushort,
    pub ntransfer: ::std::ffi::c_ushort,
    pub short_src: [::std::ffi::c_char; 60usize],
    pub i_ci: *mut CallInfo,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of lua_Debug"][::std::mem::size_of::<lua_Debug>() - 136usize];
    ["Alignment of lua_Debug"][::std::mem::align_of::<lua_Debug>() - 8usize];
    [
        "Offset of field: lua_Debug::event",
    ][::std::mem::offset_of!(lua_Debug, event) - 0usize];
    [
        "Offset of field: lua_Debug::name",
    ][::std::mem::offset_of!(lua_Debug, name) - 8usize];
    [
        "Offset of field: lua_Debug::namewhat",
    ][::std::mem::offset_of!(lua_Debug, namewhat) - 16usize];
    [
        "Offset of field: lua_Debug::what",
    ][::std::mem::offset_of!(lua_Debug, what) - 24usize];
    [
        "Offset of field: lua_Debug::source",
    ][::std::mem::offset_of!(lua_Debug, source) - 32usize];
    [
        "Offset of field: lua_Debug::srclen",
    ][::std::mem::offset_of!(lua_Debug, srclen) - 40usize];
    [
        "Offset of field: lua_Debug::currentline",
    ][::std::mem::offset_of!(lua_Debug, currentline) - 48usize];
    [
        "Offset of field: lua_Debug::linedefined",
    ][::std::mem::offset_of!(lua_Debug, linedefined) - 52usize];
    [
        "Offset of field: lua_Debug::lastlinedefined",
    ][::std::mem::offset_of!(lua_Debug, lastlinedefined) - 56usize];
    [
        "Offset of field: lua_Debug::nups",
    ][::std::mem::offset_of!(lua_Debug, nups) - 60usize];
    [
        "Offset of field: lua_Debug::nparams",
    ][::std::mem::offset_of!(lua_Debug, nparams) - 61usize];
    [
        "Offset of field: lua_Debug::isvararg",
    ][::std::mem::offset_of!(lua_Debug, isvararg) - 62usize];
    [
        "Offset of field: lua_Debug::istailcall",
    ][::std::mem::offset_of!(lua_Debug, istailcall) - 63usize];
    [
        "Offset of field: lua_Debug::ftransfer",
    ][::std::mem::offset_of!(lua_Debug, ftransfer) - 64usize];
    [
        "Offset of field: lua_Debug::ntransfer",
    ][::std::mem::offset_of!(lua_Debug, ntransfer) - 66usize];
    [
        "Offset of field: lua_Debug::short_src",
    ][::std::mem::offset_of!(lua_Debug, short_src) - 68usize];
    [
        "Offset of field: lua_Debug::i_ci",
    ][::std::mem::offset_of!(lua_Debug, i_ci) - 128usize];
};
/// Declared in `bits/types/FILE.h:7`.
pub type FILE = _IO_FILE;
/// Declared in `bits/types/struct_FILE.h:36`.
#[repr(C)]
#[derive(Debug)]
pub struct _IO_marker {
    _unused: [u8; 0],
}
/// Declared in `bits/types/struct_FILE.h:37`.
#[repr(C)]
#[derive(Debug)]
pub struct _IO_codecvt {
    _unused: [u8; 0],
}
/// Declared in `bits/types/struct_FILE.h:38`.
#[repr(C)]
#[derive(Debug)]
pub struct _IO_wide_data {
    _unused: [u8; 0],
}
/// Declared in `bits/types/struct_FILE.h:43`.
pub type _IO_lock_t = ::std::ffi::c_void;
/// Declared in `bits/types/struct_FILE.h:49`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct _IO_FILE {
    pub _flags: ::std::ffi::c_int,
    pub _IO_read_ptr: *mut ::std::ffi::c_char,
    pub _IO_read_end: *mut ::std::ffi::c_char,
    pub _IO_read_base: *mut ::std::ffi::c_char,
    pub _IO_write_base: *mut ::std::ffi::c_char,
    pub _IO_write_ptr: *mut ::std::ffi::c_char,
    pub _IO_write_end: *mut ::std::ffi::c_char,
    pub _IO_buf_base: *mut ::std::ffi::c_char,
    pub _IO_buf_end: *mut ::std::ffi::c_char,
    pub _IO_save_base: *mut ::std::ffi::c_char,
    pub _IO_backup_base: *mut ::std::ffi::c_char,
    pub _IO_save_end: *mut ::std::ffi::c_char,
    pub _markers: *mut _IO_marker,
    pub _chain: *mut _IO_FILE,
    pub _fileno: ::std::ffi::c_int,
    pub _flags2: ::std::ffi::c_int,
    pub _old_offset: __off_t,
    pub _cur_column: ::std::ffi::c_ushort,
    pub _vtable_offset: ::std::ffi::c_schar,
    pub _shortbuf: [::std::ffi::c_char; 1usize],
    pub _lock: *mut _IO_lock_t,
    pub _offset: __off64_t,
    pub _codecvt: *mut _IO_codecvt,
    pub _wide_data: *mut _IO_wide_data,
    pub _freeres_list: *mut _IO_FILE,
    pub _freeres_buf: *mut ::std::ffi::c_void,
    pub __pad5: usize,
    pub _mode: ::std::ffi::c_int,
    pub _unused2: [::std::ffi::c_char; 20usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of _IO_FILE"][::std::mem::size_of::<_IO_FILE>() - 216usize];
    ["Alignment of _IO_FILE"][::std::mem::align_of::<_IO_FILE>() - 8usize];
    [
        "Offset of field: _IO_FILE::_flags",
    ][::std::mem::offset_of!(_IO_FILE, _flags) - 0usize];
    [
        "Offset of field: _IO_FILE::_IO_read_ptr",
    ][::std::mem::offset_of!(_IO_FILE, _IO_read_ptr) - 8usize];
    [
        "Offset of field: _IO_FILE::_IO_read_end",
    ][::std::mem::offset_of!(_IO_FILE, _IO_read_end) - 16usize];
    [
        "Offset of field: _IO_FILE::_IO_read_base",
    ][::std::mem::offset_of!(_IO_FILE, _IO_read_base) - 24usize];
    [
        "Offset of field: _IO_FILE::_IO_write_base",
    ][::std::mem::offset_of!(_IO_FILE, _IO_write_base) - 32usize];
    [
        "Offset of field: _IO_FILE::_IO_write_ptr",
    ][::std::mem::offset_of!(_IO_FILE, _IO_write_ptr) - 40usize];
    [
        "Offset of field: _IO_FILE::_IO_write_end",
    ][::std::mem::offset_of!(_IO_FILE, _IO_write_end) - 48usize];
    [
        "Offset of field: _IO_FILE::_IO_buf_base",
    ][::std::mem::offset_of!(_IO_FILE, _IO_buf_base) - 56usize];
    [
        "Offset of field: _IO_FILE::_IO_buf_end",
    ][::std::mem::offset_of!(_IO_FILE, _IO_buf_end) - 64usize];
    [
        "Offset of field: _IO_FILE::_IO_save_base",
    ][::std::mem::offset_of!(_IO_FILE, _IO_save_base) - 72usize];
    [
        "Offset of field: _IO_FILE::_IO_backup_base",
    ][::std::mem::offset_of!(_IO_FILE, _IO_backup_base) - 80usize];
    [
        "Offset of field: _IO_FILE::_IO_save_end",
    ][::std::mem::offset_of!(_IO_FILE, _IO_save_end) - 88usize];
    [
        "Offset of field: _IO_FILE::_markers",
    ][::std::mem::offset_of!(_IO_FILE, _markers) - 96usize];
    [
        "Offset of field: _IO_FILE::_chain",
    ][::std::mem::offset_of!(_IO_FILE, _chain) - 104usize];
    [
        "Offset of field: _IO_FILE::_fileno",
    ][::std::mem::offset_of!(_IO_FILE, _fileno) - 112usize];
    [
        "Offset of field: _IO_FILE::_flags2",
    ][::std::mem::offset_of!(_IO_FILE, _flags2) - 116usize];
    [
        "Offset of field: _IO_FILE::_old_offset",
    ][::std::mem::offset_of!(_IO_FILE, _old_offset) - 120usize];
    [
        "Offset of field: _IO_FILE::_cur_column",
    ][::std::mem::offset_of!(_IO_FILE, _cur_column) - 128usize];
    [
        "Offset of field: _IO_FILE::_vtable_offset",
    ][::std::mem::offset_of!(_IO_FILE, _vtable_offset) - 130usize];
    [
        "Offset of field: _IO_FILE::_shortbuf",
    ][::std::mem::offset_of!(_IO_FILE, _shortbuf) - 131usize];
    [
        "Offset of field: _IO_FILE::_lock",
    ][::std::mem::offset_of!(_IO_FILE, _lock) - 136usize];
    [
        "Offset of field: _IO_FILE::_offset",
    ][::std::mem::offset_of!(_IO_FILE, _offset) - 144usize];
    [
        "Offset of field: _IO_FILE::_codecvt",
    ][::std::mem::offset_of!(_IO_FILE, _codecvt) - 152usize];
    [
        "Offset of field: _IO_FILE::_wide_data",
    ][::std::mem::offset_of!(_IO_FILE, _wide_data) - 160usize];
    [
        "Offset of field: _IO_FILE::_freeres_list",
    ][::std::mem::offset_of!(_IO_FILE, _freeres_list) - 168usize];
    [
        "Offset of field: _IO_FILE::_freeres_buf",
    ][::std::mem::offset_of!(_IO_FILE, _freeres_buf) - 176usize];
    [
        "Offset of field: _IO_FILE::__pad5",
    ][::std::mem::offset_of!(_IO_FILE, __pad5) - 184usize];
    [
        "Offset of field: _IO_FILE::_mode",
    ][::std::mem::offset_of!(_IO_FILE, _mode) - 192usize];
    [
        "Offset of field: _IO_FILE::_unused2",
    ][::std::mem::offset_of!(_IO_FILE, _unused2) - 196usize];
};
/// Declared in `lauxlib.h:38`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct luaL_Reg {
    pub name: *const ::std::ffi::c_char,
    pub func: lua_CFunction,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of luaL_Reg"][::std::mem::size_of::<luaL_Reg>() - 16usize];
    ["Alignment of luaL_Reg"][::std::mem::align_of::<luaL_Reg>() - 8usize];
    ["Offset of field: luaL_Reg::name"][::std::mem::offset_of!(luaL_Reg, name) - 0usize];
    ["Offset of field: luaL_Reg::func"][::std::mem::offset_of!(luaL_Reg, func) - 8usize];
};
/// Declared in `lauxlib.h:191`.
#[repr(C)]
#[derive(Copy, Clone)]
pub struct luaL_Buffer {
    pub b: *mut ::std::ffi::c_char,
    pub size: usize,
    pub n: usize,
    pub L: *mut lua_State,
    pub init: luaL_Buffer__bindgen_ty_1,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union luaL_Buffer__bindgen_ty_1 {
    pub n: lua_Number,
    pub u: f64,
    pub s: *mut ::std::ffi::c_void,
    pub i: lua_Integer,
    pub l: ::std::ffi::c_long,
    pub b: [::std::ffi::c_char; 1024usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of luaL_Buffer__bindgen_ty_1",
    ][::std::mem::size_of::<luaL_Buffer__bindgen_ty_1>() - 1024usize];
    [
        "Alignment of luaL_Buffer__bindgen_ty_1",
    ][::std::mem::align_of::<luaL_Buffer__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::n",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, n) - 0usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::u",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, u) - 0usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::s",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, s) - 0usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::i",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, i) - 0usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::l",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, l) - 0usize];
    [
        "Offset of field: luaL_Buffer__bindgen_ty_1::b",
    ][::std::mem::offset_of!(luaL_Buffer__bindgen_ty_1, b) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of luaL_Buffer"][::std::mem::size_of::<luaL_Buffer>() - 1056usize];
    ["Alignment of luaL_Buffer"][::std::mem::align_of::<luaL_Buffer>() - 8usize];
    ["Offset of field: luaL_Buffer::b"][::std::mem::offset_of!(luaL_Buffer, b) - 0usize];
    [
        "Offset of field: luaL_Buffer::size",
    ][::std::mem::offset_of!(luaL_Buffer, size) - 8usize];
    [
        "Offset of field: luaL_Buffer::n",
    ][::std::mem::offset_of!(luaL_Buffer, n) - 16usize];
    [
        "Offset of field: luaL_Buffer::L",
    ][::std::mem::offset_of!(luaL_Buffer, L) - 24usize];
    [
        "Offset of field: luaL_Buffer::init",
    ][::std::mem::offset_of!(luaL_Buffer, init) - 32usize];
};
pub type __builtin_va_list = [__va_list_tag; 1usize];
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct __va_list_tag {
    pub gp_offset: ::std::ffi::c_uint,
    pub fp_offset: ::std::ffi::c_uint,
    pub overflow_arg_area: *mut ::std::ffi::c_void,
    pub reg_save_area: *mut ::std::ffi::c_void,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of __va_list_tag"][::std::mem::size_of::<__va_list_tag>() - 24usize];
    ["Alignment of __va_list_tag"][::std::mem::align_of::<__va_list_tag>() - 8usize];
    [
        "Offset of field: __va_list_tag::gp_offset",
    ][::std::mem::offset_of!(__va_list_tag, gp_offset) - 0usize];
    [
        "Offset of field: __va_list_tag::fp_offset",
    ][::std::mem::offset_of!(__va_list_tag, fp_offset) - 4usize];
    [
        "Offset of field: __va_list_tag::overflow_arg_area",
    ][::std::mem::offset_of!(__va_list_tag, overflow_arg_area) - 8usize];
    [
        "Offset of field: __va_list_tag::reg_save_area",
    ][::std::mem::offset_of!(__va_list_tag, reg_save_area) - 16usize];
};
/// Declared in `lua.h:493`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct CallInfo {
    pub _address: u8,
}
#[::cgocall::cgo_import]
unsafe extern "C" {
    /// Declared in `lua.h:157`.
    pub static lua_ident: [::std::ffi::c_char; 0usize];
    /// Declared in `lua.h:163`.
    pub fn lua_newstate(f: lua_Alloc, ud: *mut ::std::ffi::c_void) -> *mut lua_State;
    /// Declared in `lua.h:164`.
    pub fn lua_close(L: *mut lua_State);
    /// Declared in `lua.h:165`.
    pub fn lua_newthread(L: *mut lua_State) -> *mut lua_State;
    /// Declared in `lua.h:166`.
    pub fn lua_closethread(L: *mut lua_State, from: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:167`.
    pub fn lua_resetthread(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:169`.
    pub fn lua_atpanic(L: *mut lua_State, panicf: lua_CFunction) -> lua_CFunction;
    /// Declared in `lua.h:172`.
    pub fn lua_version(L: *mut lua_State) -> lua_Number;
    /// Declared in `lua.h:178`.
    #[cgo(leaf)]
    pub fn lua_absindex(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:179`.
    #[cgo(leaf)]
    pub fn lua_gettop(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:180`.
    pub fn lua_settop(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:181`.
    pub fn lua_pushvalue(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:182`.
    #[cgo(leaf)]
    pub fn lua_rotate(L: *mut lua_State, idx: ::std::ffi::c_int, n: ::std::ffi::c_int);
    /// Declared in `lua.h:183`.
    pub fn lua_copy(
        L: *mut lua_State,
        fromidx: ::std::ffi::c_int,
        toidx: ::std::ffi::c_int,
    );
    /// Declared in `lua.h:184`.
    pub fn lua_checkstack(L: *mut lua_State, n: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:186`.
    pub fn lua_xmove(from: *mut lua_State, to: *mut lua_State, n: ::std::ffi::c_int);
    /// Declared in `lua.h:193`.
    pub fn lua_isnumber(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:194`.
    pub fn lua_isstring(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:195`.
    pub fn lua_iscfunction(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:196`.
    #[cgo(leaf)]
    pub fn lua_isinteger(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:197`.
    pub fn lua_isuserdata(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:198`.
    #[cgo(leaf)]
    pub fn lua_type(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:199`.
    pub fn lua_typename(
        L: *mut lua_State,
        tp: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:201`.
    #[cgo(leaf)]
    pub fn lua_tonumberx(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        isnum: *mut ::std::ffi::c_int,
    ) -> lua_Number;
    /// Declared in `lua.h:202`.
    #[cgo(leaf)]
    pub fn lua_tointegerx(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        isnum: *mut ::std::ffi::c_int,
    ) -> lua_Integer;
    /// Declared in `lua.h:203`.
    #[cgo(leaf)]
    pub fn lua_toboolean(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:204`.
    pub fn lua_tolstring(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        len: *mut usize,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:205`.
    #[cgo(leaf)]
    pub fn lua_rawlen(L: *mut lua_State, idx: ::std::ffi::c_int) -> lua_Unsigned;
    /// Declared in `lua.h:206`.
    pub fn lua_tocfunction(L: *mut lua_State, idx: ::std::ffi::c_int) -> lua_CFunction;
    /// Declared in `lua.h:207`.
    #[cgo(leaf)]
    pub fn lua_touserdata(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
    ) -> *mut ::std::ffi::c_void;
    /// Declared in `lua.h:208`.
    pub fn lua_tothread(L: *mut lua_State, idx: ::std::ffi::c_int) -> *mut lua_State;
    /// Declared in `lua.h:209`.
    pub fn lua_topointer(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_void;
    /// Declared in `lua.h:231`.
    pub fn lua_arith(L: *mut lua_State, op: ::std::ffi::c_int);
    /// Declared in `lua.h:237`.
    pub fn lua_rawequal(
        L: *mut lua_State,
        idx1: ::std::ffi::c_int,
        idx2: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:238`.
    pub fn lua_compare(
        L: *mut lua_State,
        idx1: ::std::ffi::c_int,
        idx2: ::std::ffi::c_int,
        op: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:244`.
    #[cgo(leaf)]
    pub fn lua_pushnil(L: *mut lua_State);
    /// Declared in `lua.h:245`.
    #[cgo(leaf)]
    pub fn lua_pushnumber(L: *mut lua_State, n: lua_Number);
    /// Declared in `lua.h:246`.
    #[cgo(leaf)]
    pub fn lua_pushinteger(L: *mut lua_State, n: lua_Integer);
    /// Declared in `lua.h:247`.
    pub fn lua_pushlstring(
        L: *mut lua_State,
        s: *const ::std::ffi::c_char,
        len: usize,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:248`.
    pub fn lua_pushstring(
        L: *mut lua_State,
        s: *const ::std::ffi::c_char,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:249`.
    ///
    /// Not wrapped, because it takes a `va_list`, which only C can make: a call runs on the caller's own stack. A goroutine calls it inside `cgocall::on_system_stack`, or the function with `...` beside it.
    #[cgo(raw)]
    pub fn lua_pushvfstring(
        L: *mut lua_State,
        fmt: *const ::std::ffi::c_char,
        argp: *mut __va_list_tag,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:251`.
    #[cgo(variadic)]
    pub fn lua_pushfstring(
        L: *mut lua_State,
        fmt: *const ::std::ffi::c_char,
        ...
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:252`.
    pub fn lua_pushcclosure(L: *mut lua_State, fn_: lua_CFunction, n: ::std::ffi::c_int);
    /// Declared in `lua.h:253`.
    #[cgo(leaf)]
    pub fn lua_pushboolean(L: *mut lua_State, b: ::std::ffi::c_int);
    /// Declared in `lua.h:254`.
    #[cgo(leaf)]
    pub fn lua_pushlightuserdata(L: *mut lua_State, p: *mut ::std::ffi::c_void);
    /// Declared in `lua.h:255`.
    pub fn lua_pushthread(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:261`.
    pub fn lua_getglobal(
        L: *mut lua_State,
        name: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:262`.
    pub fn lua_gettable(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:263`.
    pub fn lua_getfield(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        k: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:264`.
    pub fn lua_geti(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        n: lua_Integer,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:265`.
    pub fn lua_rawget(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:266`.
    #[cgo(leaf)]
    pub fn lua_rawgeti(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        n: lua_Integer,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:267`.
    pub fn lua_rawgetp(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        p: *const ::std::ffi::c_void,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:269`.
    pub fn lua_createtable(
        L: *mut lua_State,
        narr: ::std::ffi::c_int,
        nrec: ::std::ffi::c_int,
    );
    /// Declared in `lua.h:270`.
    pub fn lua_newuserdatauv(
        L: *mut lua_State,
        sz: usize,
        nuvalue: ::std::ffi::c_int,
    ) -> *mut ::std::ffi::c_void;
    /// Declared in `lua.h:271`.
    pub fn lua_getmetatable(
        L: *mut lua_State,
        objindex: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:272`.
    pub fn lua_getiuservalue(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        n: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:278`.
    pub fn lua_setglobal(L: *mut lua_State, name: *const ::std::ffi::c_char);
    /// Declared in `lua.h:279`.
    pub fn lua_settable(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:280`.
    pub fn lua_setfield(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        k: *const ::std::ffi::c_char,
    );
    /// Declared in `lua.h:281`.
    pub fn lua_seti(L: *mut lua_State, idx: ::std::ffi::c_int, n: lua_Integer);
    /// Declared in `lua.h:282`.
    pub fn lua_rawset(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:283`.
    pub fn lua_rawseti(L: *mut lua_State, idx: ::std::ffi::c_int, n: lua_Integer);
    /// Declared in `lua.h:284`.
    pub fn lua_rawsetp(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        p: *const ::std::ffi::c_void,
    );
    /// Declared in `lua.h:285`.
    pub fn lua_setmetatable(
        L: *mut lua_State,
        objindex: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:286`.
    pub fn lua_setiuservalue(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        n: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:292`.
    pub fn lua_callk(
        L: *mut lua_State,
        nargs: ::std::ffi::c_int,
        nresults: ::std::ffi::c_int,
        ctx: lua_KContext,
        k: lua_KFunction,
    );
    /// Declared in `lua.h:296`.
    pub fn lua_pcallk(
        L: *mut lua_State,
        nargs: ::std::ffi::c_int,
        nresults: ::std::ffi::c_int,
        errfunc: ::std::ffi::c_int,
        ctx: lua_KContext,
        k: lua_KFunction,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:300`.
    pub fn lua_load(
        L: *mut lua_State,
        reader: lua_Reader,
        dt: *mut ::std::ffi::c_void,
        chunkname: *const ::std::ffi::c_char,
        mode: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:303`.
    pub fn lua_dump(
        L: *mut lua_State,
        writer: lua_Writer,
        data: *mut ::std::ffi::c_void,
        strip: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:309`.
    pub fn lua_yieldk(
        L: *mut lua_State,
        nresults: ::std::ffi::c_int,
        ctx: lua_KContext,
        k: lua_KFunction,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:311`.
    pub fn lua_resume(
        L: *mut lua_State,
        from: *mut lua_State,
        narg: ::std::ffi::c_int,
        nres: *mut ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:313`.
    pub fn lua_status(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:314`.
    pub fn lua_isyieldable(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:322`.
    pub fn lua_setwarnf(
        L: *mut lua_State,
        f: lua_WarnFunction,
        ud: *mut ::std::ffi::c_void,
    );
    /// Declared in `lua.h:323`.
    pub fn lua_warning(
        L: *mut lua_State,
        msg: *const ::std::ffi::c_char,
        tocont: ::std::ffi::c_int,
    );
    /// Declared in `lua.h:342`.
    #[cgo(variadic)]
    pub fn lua_gc(L: *mut lua_State, what: ::std::ffi::c_int, ...) -> ::std::ffi::c_int;
    /// Declared in `lua.h:349`.
    pub fn lua_error(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:351`.
    pub fn lua_next(L: *mut lua_State, idx: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:353`.
    pub fn lua_concat(L: *mut lua_State, n: ::std::ffi::c_int);
    /// Declared in `lua.h:354`.
    pub fn lua_len(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:356`.
    pub fn lua_stringtonumber(L: *mut lua_State, s: *const ::std::ffi::c_char) -> usize;
    /// Declared in `lua.h:358`.
    pub fn lua_getallocf(
        L: *mut lua_State,
        ud: *mut *mut ::std::ffi::c_void,
    ) -> lua_Alloc;
    /// Declared in `lua.h:359`.
    pub fn lua_setallocf(L: *mut lua_State, f: lua_Alloc, ud: *mut ::std::ffi::c_void);
    /// Declared in `lua.h:361`.
    pub fn lua_toclose(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:362`.
    pub fn lua_closeslot(L: *mut lua_State, idx: ::std::ffi::c_int);
    /// Declared in `lua.h:457`.
    pub fn lua_getstack(
        L: *mut lua_State,
        level: ::std::ffi::c_int,
        ar: *mut lua_Debug,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:458`.
    pub fn lua_getinfo(
        L: *mut lua_State,
        what: *const ::std::ffi::c_char,
        ar: *mut lua_Debug,
    ) -> ::std::ffi::c_int;
    /// Declared in `lua.h:459`.
    pub fn lua_getlocal(
        L: *mut lua_State,
        ar: *const lua_Debug,
        n: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:460`.
    pub fn lua_setlocal(
        L: *mut lua_State,
        ar: *const lua_Debug,
        n: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:461`.
    pub fn lua_getupvalue(
        L: *mut lua_State,
        funcindex: ::std::ffi::c_int,
        n: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:462`.
    pub fn lua_setupvalue(
        L: *mut lua_State,
        funcindex: ::std::ffi::c_int,
        n: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:464`.
    pub fn lua_upvalueid(
        L: *mut lua_State,
        fidx: ::std::ffi::c_int,
        n: ::std::ffi::c_int,
    ) -> *mut ::std::ffi::c_void;
    /// Declared in `lua.h:465`.
    pub fn lua_upvaluejoin(
        L: *mut lua_State,
        fidx1: ::std::ffi::c_int,
        n1: ::std::ffi::c_int,
        fidx2: ::std::ffi::c_int,
        n2: ::std::ffi::c_int,
    );
    /// Declared in `lua.h:468`.
    pub fn lua_sethook(
        L: *mut lua_State,
        func: lua_Hook,
        mask: ::std::ffi::c_int,
        count: ::std::ffi::c_int,
    );
    /// Declared in `lua.h:469`.
    pub fn lua_gethook(L: *mut lua_State) -> lua_Hook;
    /// Declared in `lua.h:470`.
    pub fn lua_gethookmask(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:471`.
    pub fn lua_gethookcount(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lua.h:473`.
    pub fn lua_setcstacklimit(
        L: *mut lua_State,
        limit: ::std::ffi::c_uint,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:46`.
    pub fn luaL_checkversion_(L: *mut lua_State, ver: lua_Number, sz: usize);
    /// Declared in `lauxlib.h:50`.
    pub fn luaL_getmetafield(
        L: *mut lua_State,
        obj: ::std::ffi::c_int,
        e: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:51`.
    pub fn luaL_callmeta(
        L: *mut lua_State,
        obj: ::std::ffi::c_int,
        e: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:52`.
    pub fn luaL_tolstring(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        len: *mut usize,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lauxlib.h:53`.
    pub fn luaL_argerror(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        extramsg: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:54`.
    pub fn luaL_typeerror(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        tname: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:55`.
    pub fn luaL_checklstring(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        l: *mut usize,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lauxlib.h:57`.
    pub fn luaL_optlstring(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        def: *const ::std::ffi::c_char,
        l: *mut usize,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lauxlib.h:59`.
    pub fn luaL_checknumber(L: *mut lua_State, arg: ::std::ffi::c_int) -> lua_Number;
    /// Declared in `lauxlib.h:60`.
    pub fn luaL_optnumber(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        def: lua_Number,
    ) -> lua_Number;
    /// Declared in `lauxlib.h:62`.
    pub fn luaL_checkinteger(L: *mut lua_State, arg: ::std::ffi::c_int) -> lua_Integer;
    /// Declared in `lauxlib.h:63`.
    pub fn luaL_optinteger(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        def: lua_Integer,
    ) -> lua_Integer;
    /// Declared in `lauxlib.h:66`.
    pub fn luaL_checkstack(
        L: *mut lua_State,
        sz: ::std::ffi::c_int,
        msg: *const ::std::ffi::c_char,
    );
    /// Declared in `lauxlib.h:67`.
    pub fn luaL_checktype(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        t: ::std::ffi::c_int,
    );
    /// Declared in `lauxlib.h:68`.
    pub fn luaL_checkany(L: *mut lua_State, arg: ::std::ffi::c_int);
    /// Declared in `lauxlib.h:70`.
    pub fn luaL_newmetatable(
        L: *mut lua_State,
        tname: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:71`.
    pub fn luaL_setmetatable(L: *mut lua_State, tname: *const ::std::ffi::c_char);
    /// Declared in `lauxlib.h:72`.
    pub fn luaL_testudata(
        L: *mut lua_State,
        ud: ::std::ffi::c_int,
        tname: *const ::std::ffi::c_char,
    ) -> *mut ::std::ffi::c_void;
    /// Declared in `lauxlib.h:73`.
    pub fn luaL_checkudata(
        L: *mut lua_State,
        ud: ::std::ffi::c_int,
        tname: *const ::std::ffi::c_char,
    ) -> *mut ::std::ffi::c_void;
    /// Declared in `lauxlib.h:75`.
    pub fn luaL_where(L: *mut lua_State, lvl: ::std::ffi::c_int);
    /// Declared in `lauxlib.h:76`.
    #[cgo(variadic)]
    pub fn luaL_error(
        L: *mut lua_State,
        fmt: *const ::std::ffi::c_char,
        ...
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:78`.
    pub fn luaL_checkoption(
        L: *mut lua_State,
        arg: ::std::ffi::c_int,
        def: *const ::std::ffi::c_char,
        lst: *const *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:81`.
    pub fn luaL_fileresult(
        L: *mut lua_State,
        stat: ::std::ffi::c_int,
        fname: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:82`.
    pub fn luaL_execresult(
        L: *mut lua_State,
        stat: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:89`.
    pub fn luaL_ref(L: *mut lua_State, t: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:90`.
    pub fn luaL_unref(L: *mut lua_State, t: ::std::ffi::c_int, ref_: ::std::ffi::c_int);
    /// Declared in `lauxlib.h:92`.
    pub fn luaL_loadfilex(
        L: *mut lua_State,
        filename: *const ::std::ffi::c_char,
        mode: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:97`.
    pub fn luaL_loadbufferx(
        L: *mut lua_State,
        buff: *const ::std::ffi::c_char,
        sz: usize,
        name: *const ::std::ffi::c_char,
        mode: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:99`.
    pub fn luaL_loadstring(
        L: *mut lua_State,
        s: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:101`.
    pub fn luaL_newstate() -> *mut lua_State;
    /// Declared in `lauxlib.h:103`.
    pub fn luaL_len(L: *mut lua_State, idx: ::std::ffi::c_int) -> lua_Integer;
    /// Declared in `lauxlib.h:105`.
    pub fn luaL_addgsub(
        b: *mut luaL_Buffer,
        s: *const ::std::ffi::c_char,
        p: *const ::std::ffi::c_char,
        r: *const ::std::ffi::c_char,
    );
    /// Declared in `lauxlib.h:107`.
    pub fn luaL_gsub(
        L: *mut lua_State,
        s: *const ::std::ffi::c_char,
        p: *const ::std::ffi::c_char,
        r: *const ::std::ffi::c_char,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lauxlib.h:110`.
    pub fn luaL_setfuncs(L: *mut lua_State, l: *const luaL_Reg, nup: ::std::ffi::c_int);
    /// Declared in `lauxlib.h:112`.
    pub fn luaL_getsubtable(
        L: *mut lua_State,
        idx: ::std::ffi::c_int,
        fname: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
    /// Declared in `lauxlib.h:114`.
    pub fn luaL_traceback(
        L: *mut lua_State,
        L1: *mut lua_State,
        msg: *const ::std::ffi::c_char,
        level: ::std::ffi::c_int,
    );
    /// Declared in `lauxlib.h:117`.
    pub fn luaL_requiref(
        L: *mut lua_State,
        modname: *const ::std::ffi::c_char,
        openf: lua_CFunction,
        glb: ::std::ffi::c_int,
    );
    /// Declared in `lauxlib.h:215`.
    pub fn luaL_buffinit(L: *mut lua_State, B: *mut luaL_Buffer);
    /// Declared in `lauxlib.h:216`.
    pub fn luaL_prepbuffsize(B: *mut luaL_Buffer, sz: usize) -> *mut ::std::ffi::c_char;
    /// Declared in `lauxlib.h:217`.
    pub fn luaL_addlstring(B: *mut luaL_Buffer, s: *const ::std::ffi::c_char, l: usize);
    /// Declared in `lauxlib.h:218`.
    pub fn luaL_addstring(B: *mut luaL_Buffer, s: *const ::std::ffi::c_char);
    /// Declared in `lauxlib.h:219`.
    pub fn luaL_addvalue(B: *mut luaL_Buffer);
    /// Declared in `lauxlib.h:220`.
    pub fn luaL_pushresult(B: *mut luaL_Buffer);
    /// Declared in `lauxlib.h:221`.
    pub fn luaL_pushresultsize(B: *mut luaL_Buffer, sz: usize);
    /// Declared in `lauxlib.h:222`.
    pub fn luaL_buffinitsize(
        L: *mut lua_State,
        B: *mut luaL_Buffer,
        sz: usize,
    ) -> *mut ::std::ffi::c_char;
    /// Declared in `lualib.h:18`.
    pub fn luaopen_base(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:21`.
    pub fn luaopen_coroutine(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:24`.
    pub fn luaopen_table(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:27`.
    pub fn luaopen_io(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:30`.
    pub fn luaopen_os(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:33`.
    pub fn luaopen_string(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:36`.
    pub fn luaopen_utf8(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:39`.
    pub fn luaopen_math(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:42`.
    pub fn luaopen_debug(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:45`.
    pub fn luaopen_package(L: *mut lua_State) -> ::std::ffi::c_int;
    /// Declared in `lualib.h:49`.
    pub fn luaL_openlibs(L: *mut lua_State);
    /// Declared in `lua.h:45`.
    #[link_name = "lua_upvalueindex__cgocall_example_lua_lua"]
    #[cgo(inline)]
    pub fn lua_upvalueindex(i: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `lua.h:376`.
    #[link_name = "lua_pop__cgocall_example_lua_lua"]
    pub fn lua_pop(L: *mut lua_State, n: ::std::ffi::c_int);
    /// Declared in `lua.h:398`.
    #[link_name = "lua_tostring__cgocall_example_lua_lua"]
    pub fn lua_tostring(
        L: *mut lua_State,
        i: ::std::ffi::c_int,
    ) -> *const ::std::ffi::c_char;
    /// Declared in `lua.h:382`.
    #[link_name = "lua_pushcfunction__cgocall_example_lua_lua"]
    #[cgo(leaf)]
    pub fn lua_pushcfunction(L: *mut lua_State, f: lua_CFunction);
    /// Declared in `lauxlib.h:147`.
    #[link_name = "luaL_dostring__cgocall_example_lua_lua"]
    pub fn luaL_dostring(
        L: *mut lua_State,
        s: *const ::std::ffi::c_char,
    ) -> ::std::ffi::c_int;
}

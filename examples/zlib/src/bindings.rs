// Written by cgocall-bindgen: the build script says what is in here.

pub const Z_NO_FLUSH: i32 = 0;
pub const Z_FINISH: i32 = 4;
pub const Z_OK: i32 = 0;
pub const Z_STREAM_END: i32 = 1;
pub const Z_MEM_ERROR: i32 = -4;
pub const Z_BUF_ERROR: i32 = -5;
/// Declared in `zconf.h:403`.
pub type Byte = ::std::ffi::c_uchar;
/// Declared in `zconf.h:405`.
pub type uInt = ::std::ffi::c_uint;
/// Declared in `zconf.h:406`.
pub type uLong = ::std::ffi::c_ulong;
/// Declared in `zconf.h:412`.
pub type Bytef = Byte;
/// Declared in `zconf.h:417`.
pub type uLongf = uLong;
/// Declared in `zconf.h:421`.
pub type voidpf = *mut ::std::ffi::c_void;
/// Declared in `zlib.h:85`.
pub type alloc_func = ::std::option::Option<
    unsafe extern "C" fn(opaque: voidpf, items: uInt, size: uInt) -> voidpf,
>;
/// Declared in `zlib.h:86`.
pub type free_func = ::std::option::Option<
    unsafe extern "C" fn(opaque: voidpf, address: voidpf),
>;
/// Declared in `zlib.h:88`.
#[repr(C)]
#[derive(Debug)]
pub struct internal_state {
    _unused: [u8; 0],
}
/// Declared in `zlib.h:90`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct z_stream_s {
    pub next_in: *mut Bytef,
    pub avail_in: uInt,
    pub total_in: uLong,
    pub next_out: *mut Bytef,
    pub avail_out: uInt,
    pub total_out: uLong,
    pub msg: *mut ::std::ffi::c_char,
    pub state: *mut internal_state,
    pub zalloc: alloc_func,
    pub zfree: free_func,
    pub opaque: voidpf,
    pub data_type: ::std::ffi::c_int,
    pub adler: uLong,
    pub reserved: uLong,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of z_stream_s"][::std::mem::size_of::<z_stream_s>() - 112usize];
    ["Alignment of z_stream_s"][::std::mem::align_of::<z_stream_s>() - 8usize];
    [
        "Offset of field: z_stream_s::next_in",
    ][::std::mem::offset_of!(z_stream_s, next_in) - 0usize];
    [
        "Offset of field: z_stream_s::avail_in",
    ][::std::mem::offset_of!(z_stream_s, avail_in) - 8usize];
    [
        "Offset of field: z_stream_s::total_in",
    ][::std::mem::offset_of!(z_stream_s, total_in) - 16usize];
    [
        "Offset of field: z_stream_s::next_out",
    ][::std::mem::offset_of!(z_stream_s, next_out) - 24usize];
    [
        "Offset of field: z_stream_s::avail_out",
    ][::std::mem::offset_of!(z_stream_s, avail_out) - 32usize];
    [
        "Offset of field: z_stream_s::total_out",
    ][::std::mem::offset_of!(z_stream_s, total_out) - 40usize];
    [
        "Offset of field: z_stream_s::msg",
    ][::std::mem::offset_of!(z_stream_s, msg) - 48usize];
    [
        "Offset of field: z_stream_s::state",
    ][::std::mem::offset_of!(z_stream_s, state) - 56usize];
    [
        "Offset of field: z_stream_s::zalloc",
    ][::std::mem::offset_of!(z_stream_s, zalloc) - 64usize];
    [
        "Offset of field: z_stream_s::zfree",
    ][::std::mem::offset_of!(z_stream_s, zfree) - 72usize];
    [
        "Offset of field: z_stream_s::opaque",
    ][::std::mem::offset_of!(z_stream_s, opaque) - 80usize];
    [
        "Offset of field: z_stream_s::data_type",
    ][::std::mem::offset_of!(z_stream_s, data_type) - 88usize];
    [
        "Offset of field: z_stream_s::adler",
    ][::std::mem::offset_of!(z_stream_s, adler) - 96usize];
    [
        "Offset of field: z_stream_s::reserved",
    ][::std::mem::offset_of!(z_stream_s, reserved) - 104usize];
};
/// Declared in `zlib.h:110`.
pub type z_stream = z_stream_s;
/// Declared in `zlib.h:112`.
pub type z_streamp = *mut z_stream;
#[::cgocall::cgo_import]
unsafe extern "C" {
    /// Declared in `zlib.h:254`.
    pub fn deflate(strm: z_streamp, flush: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:367`.
    pub fn deflateEnd(strm: z_streamp) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:405`.
    pub fn inflate(strm: z_streamp, flush: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:525`.
    pub fn inflateEnd(strm: z_streamp) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:1288`.
    pub fn compress2(
        dest: *mut Bytef,
        destLen: *mut uLongf,
        source: *const Bytef,
        sourceLen: uLong,
        level: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:1307`.
    ///
    /// Safe to call: it is arithmetic.
    #[cgo(inline)]
    pub safe fn compressBound(sourceLen: uLong) -> uLong;
    /// Declared in `zlib.h:1315`.
    pub fn uncompress(
        dest: *mut Bytef,
        destLen: *mut uLongf,
        source: *const Bytef,
        sourceLen: uLong,
    ) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:1848`.
    pub fn crc32(crc: uLong, buf: *const Bytef, len: uInt) -> uLong;
    /// Declared in `zlib.h:1932`.
    #[link_name = "deflateInit__cgocall_example_zlib_zlib"]
    pub fn deflateInit(stream: z_streamp, level: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `zlib.h:1934`.
    #[link_name = "inflateInit__cgocall_example_zlib_zlib"]
    pub fn inflateInit(stream: z_streamp) -> ::std::ffi::c_int;
}

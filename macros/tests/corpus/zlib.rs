//! Declarations out of `zlib.h` of zlib 1.2.13, (C) 1995-2022 Jean-loup Gailly and Mark Adler, zlib licence.
//!
//! Written by bindgen; of those that differ in names only, one.

unsafe extern "C" {
    pub fn deflate(strm: z_streamp, flush: c_int) -> c_int;
    pub fn deflateGetDictionary(strm: z_streamp, dictionary: *mut Bytef, dictLength: *mut uInt) -> c_int;
    pub fn deflateParams(strm: z_streamp, level: c_int, strategy: c_int) -> c_int;
    pub fn deflateTune(
        strm: z_streamp,
        good_length: c_int,
        max_lazy: c_int,
        nice_length: c_int,
        max_chain: c_int,
    ) -> c_int;
    pub fn inflateBack(
        strm: z_streamp,
        in_: in_func,
        in_desc: *mut c_void,
        out: out_func,
        out_desc: *mut c_void,
    ) -> c_int;
    pub fn compress(dest: *mut Bytef, destLen: *mut uLongf, source: *const Bytef, sourceLen: uLong) -> c_int;
    pub fn compress2(
        dest: *mut Bytef,
        destLen: *mut uLongf,
        source: *const Bytef,
        sourceLen: uLong,
        level: c_int,
    ) -> c_int;
    pub fn gzfread(buf: voidp, size: z_size_t, nitems: z_size_t, file: gzFile) -> z_size_t;
    pub fn gzprintf(file: gzFile, format: *const c_char, ...) -> c_int;
    pub fn gzgets(file: gzFile, buf: *mut c_char, len: c_int) -> *mut c_char;
    pub fn deflateInit_(strm: z_streamp, level: c_int, version: *const c_char, stream_size: c_int) -> c_int;
    pub fn deflateInit2_(
        strm: z_streamp,
        level: c_int,
        method: c_int,
        windowBits: c_int,
        memLevel: c_int,
        strategy: c_int,
        version: *const c_char,
        stream_size: c_int,
    ) -> c_int;
    pub fn inflateBackInit_(
        strm: z_streamp,
        windowBits: c_int,
        window: *mut c_uchar,
        version: *const c_char,
        stream_size: c_int,
    ) -> c_int;
}

pub type free_func = Option<unsafe extern "C" fn(opaque: voidpf, address: voidpf)>;
pub type in_func = Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: *mut *mut c_uchar) -> c_uint>;
pub type out_func =
    Option<unsafe extern "C" fn(arg1: *mut c_void, arg2: *mut c_uchar, arg3: c_uint) -> c_int>;

//! Compression and checksums by zlib.

use std::ffi::{c_int, c_uint, c_ulong};
use std::fmt;

use cgocall::cgo_import;
// Builds zlib and links it; not one of its declarations is used.
use libz_sys as _;

#[cgo_import]
unsafe extern "C" {
    fn compress2(
        to: *mut u8,
        to_len: *mut c_ulong,
        from: *const u8,
        from_len: c_ulong,
        level: c_int,
    ) -> c_int;
    fn uncompress(to: *mut u8, to_len: *mut c_ulong, from: *const u8, from_len: c_ulong) -> c_int;
    #[link_name = "crc32"]
    fn zlib_crc32(crc: c_ulong, from: *const u8, len: c_uint) -> c_ulong;
    // Three additions and a few shifts: not worth a change of stack.
    #[cgo(inline)]
    #[link_name = "compressBound"]
    safe fn compress_bound(len: c_ulong) -> c_ulong;
}

const Z_OK: c_int = 0;
const Z_MEM_ERROR: c_int = -4;
const Z_BUF_ERROR: c_int = -5;

/// The compression level of this module: zlib's fastest but two, a good trade for text.
const LEVEL: c_int = 3;

/// Why zlib refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// No memory for its tables.
    Memory,
    /// The data is longer than the caller said.
    Longer,
    /// The data is shorter than the caller said, or damaged.
    Damaged,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::Memory => "zlib is out of memory",
            Error::Longer => "the compressed data is longer than was noted with it",
            Error::Damaged => "the compressed data is damaged",
        })
    }
}

impl std::error::Error for Error {}

fn check(code: c_int) -> Result<(), Error> {
    match code {
        Z_OK => Ok(()),
        Z_MEM_ERROR => Err(Error::Memory),
        Z_BUF_ERROR => Err(Error::Longer),
        _ => Err(Error::Damaged),
    }
}

/// Compresses `bytes` into a zlib stream.
///
/// # Errors
///
/// [`Error::Memory`] if zlib finds no memory.
pub fn compress(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut len = compress_bound(bytes.len() as c_ulong);
    let mut packed = Vec::with_capacity(len as usize);
    // SAFETY: `packed` has room for `len` bytes, by `with_capacity`, and `bytes` is readable for its own length.
    check(unsafe {
        compress2(packed.as_mut_ptr(), &mut len, bytes.as_ptr(), bytes.len() as c_ulong, LEVEL)
    })?;
    // SAFETY: zlib has written the first `len` bytes and `len` is no greater than the room it was given.
    unsafe { packed.set_len(len as usize) };
    Ok(packed)
}

/// Gives back the `len` bytes that [`compress`] was given.
///
/// # Errors
///
/// [`Error::Longer`] or [`Error::Damaged`] if `packed` is not a zlib stream of exactly `len` bytes.
pub fn decompress(packed: &[u8], len: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(len);
    let mut written = len as c_ulong;
    // SAFETY: `bytes` has room for `len` bytes, by `with_capacity`, and `packed` is readable for its own length.
    check(unsafe { uncompress(bytes.as_mut_ptr(), &mut written, packed.as_ptr(), packed.len() as c_ulong) })?;
    // SAFETY: zlib has written the first `written` bytes and `written` is no greater than the room it was given.
    unsafe { bytes.set_len(written as usize) };
    if bytes.len() == len { Ok(bytes) } else { Err(Error::Damaged) }
}

/// The CRC-32 of `bytes`, as in gzip and PNG.
pub fn crc32(bytes: &[u8]) -> u32 {
    bytes.chunks(c_uint::MAX as usize).fold(0, |crc, part| {
        // SAFETY: `part` is readable for its own length, which `chunks` keeps within a `c_uint`.
        unsafe { zlib_crc32(crc.into(), part.as_ptr(), part.len() as c_uint) as u32 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_a_round_trip() {
        let text = b"the quick brown fox ".repeat(1000);
        let packed = compress(&text).unwrap();
        assert!(packed.len() < text.len() / 10);
        assert_eq!(decompress(&packed, text.len()).unwrap(), text);
    }

    #[test]
    fn nothing_survives_a_round_trip() {
        assert_eq!(decompress(&compress(b"").unwrap(), 0).unwrap(), b"");
    }

    #[test]
    fn a_wrong_length_is_told_either_way() {
        let packed = compress(b"twelve bytes").unwrap();
        assert_eq!(decompress(&packed, 11), Err(Error::Longer));
        assert_eq!(decompress(&packed, 13), Err(Error::Damaged));
    }

    #[test]
    fn a_damaged_stream_is_told() {
        let mut packed = compress(b"twelve bytes").unwrap();
        packed[4] ^= 0x55;
        assert!(decompress(&packed, 12).is_err());
    }

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}

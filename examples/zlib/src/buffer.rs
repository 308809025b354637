//! Whole buffers, and their checksums.

use std::ffi::{c_uint, c_ulong};

use crate::{Error, LEVEL, ffi};

/// Compresses `bytes` into a zlib stream.
///
/// # Errors
///
/// [`Error::Memory`] if zlib finds no memory.
pub fn compress(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut len = ffi::compressBound(bytes.len() as c_ulong);
    let mut packed = Vec::with_capacity(len as usize);
    // SAFETY: `packed` has room for `len` bytes, by `with_capacity`, and `bytes` is readable for its own length.
    Error::check(unsafe {
        ffi::compress2(packed.as_mut_ptr(), &mut len, bytes.as_ptr(), bytes.len() as c_ulong, LEVEL)
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
    Error::check(unsafe {
        ffi::uncompress(bytes.as_mut_ptr(), &mut written, packed.as_ptr(), packed.len() as c_ulong)
    })?;
    // SAFETY: zlib has written the first `written` bytes and `written` is no greater than the room it was given.
    unsafe { bytes.set_len(written as usize) };
    if bytes.len() == len { Ok(bytes) } else { Err(Error::Damaged) }
}

/// The CRC-32 of `bytes`, as in gzip and PNG.
pub fn crc32(bytes: &[u8]) -> u32 {
    bytes.chunks(c_uint::MAX as usize).fold(0, |crc, part| {
        // SAFETY: `part` is readable for its own length, which `chunks` keeps within a `c_uint`.
        unsafe { ffi::crc32(crc.into(), part.as_ptr(), part.len() as c_uint) as u32 }
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

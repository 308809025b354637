//! A stream as zlib knows it.

use std::ffi::{c_int, c_uint};
use std::ptr::{self, NonNull};
use std::sync::Arc;

use crate::ffi::{self, z_stream};
use crate::memory::{Account, Memory, allocate, free};
use crate::{Error, LEVEL};

/// How much room there is for output, at least, each time that zlib is called.
const ROOM: usize = 16 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Compress,
    Decompress,
}

/// zlib's record of a stream. It stays where it is, since zlib's state points back to it.
pub(crate) struct Stream {
    raw: NonNull<z_stream>,
    direction: Direction,
    /// After the stream has ended nobody uses it any more.
    account: NonNull<Account>,
}

// SAFETY: zlib binds streams to no thread. It wants one user at a time, and that is what `&mut self` gives it.
unsafe impl Send for Stream {}

impl Stream {
    pub(crate) fn new(direction: Direction, memory: &Arc<Memory>) -> Result<Stream, Error> {
        let account = NonNull::from(Box::leak(Box::new(Account::new(memory))));
        let raw = NonNull::from(Box::leak(Box::new(z_stream {
            next_in: ptr::null_mut(),
            avail_in: 0,
            total_in: 0,
            next_out: ptr::null_mut(),
            avail_out: 0,
            total_out: 0,
            msg: ptr::null_mut(),
            state: ptr::null_mut(),
            zalloc: Some(allocate),
            zfree: Some(free),
            opaque: account.as_ptr().cast(),
            data_type: 0,
            adler: 0,
            reserved: 0,
        })));
        let stream = Stream { raw, direction, account };
        // SAFETY: the record is as zlib wants it, and ours. It stays until the stream has ended. One that was not begun may be
        // ended, too.
        Error::check(unsafe {
            match direction {
                Direction::Compress => ffi::deflateInit(raw.as_ptr(), LEVEL),
                Direction::Decompress => ffi::inflateInit(raw.as_ptr()),
            }
        })?;
        Ok(stream)
    }

    /// Hands `input` to zlib, and adds to `output` what it gives. If that is the end of the stream, returns how much of the
    /// input is behind it.
    pub(crate) fn run(
        &mut self,
        input: &[u8],
        flush: c_int,
        output: &mut Vec<u8>,
    ) -> Result<Option<usize>, Error> {
        let Ok(length) = c_uint::try_from(input.len()) else {
            let (first, rest) = input.split_at(c_uint::MAX as usize);
            let end = self.run(first, ffi::Z_NO_FLUSH, output)?;
            return end.map_or_else(|| self.run(rest, flush, output), |behind| Ok(Some(behind + rest.len())));
        };
        // SAFETY: the record is ours, and no reference to it is alive while zlib has it.
        let stream = unsafe { self.raw.as_mut() };
        (stream.next_in, stream.avail_in) = (input.as_ptr().cast_mut(), length);
        loop {
            output.reserve(ROOM);
            let spare = output.spare_capacity_mut();
            let room = spare.len().min(c_uint::MAX as usize) as c_uint;
            // SAFETY: as above.
            let stream = unsafe { self.raw.as_mut() };
            (stream.next_out, stream.avail_out) = (spare.as_mut_ptr().cast(), room);
            let code = self.call(flush);
            // SAFETY: as above.
            let stream = unsafe { self.raw.as_ref() };
            let (given, left) = (room - stream.avail_out, stream.avail_in);
            // SAFETY: zlib has written so many bytes into the room.
            unsafe { output.set_len(output.len() + given as usize) };
            match code {
                ffi::Z_STREAM_END => return Ok(Some(left as usize)),
                // There is nothing left for zlib to do.
                ffi::Z_BUF_ERROR => return Ok(None),
                _ => Error::check(code)?,
            }
            if given < room {
                return Ok(None);
            }
        }
    }

    fn call(&mut self, flush: c_int) -> c_int {
        // SAFETY: the stream has begun, and its input and output are as `run` says.
        unsafe {
            match self.direction {
                Direction::Compress => ffi::deflate(self.raw.as_ptr(), flush),
                Direction::Decompress => ffi::inflate(self.raw.as_ptr(), flush),
            }
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: the stream is ended here only, or was never begun, which zlib sees. Then record and account, which were boxes,
        // are nobody's.
        unsafe {
            match self.direction {
                Direction::Compress => ffi::deflateEnd(self.raw.as_ptr()),
                Direction::Decompress => ffi::inflateEnd(self.raw.as_ptr()),
            };
            drop(Box::from_raw(self.raw.as_ptr()));
            drop(Box::from_raw(self.account.as_ptr()));
        }
    }
}

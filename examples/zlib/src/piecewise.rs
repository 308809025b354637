//! Compression and decompression, piece by piece.

use std::sync::Arc;

use crate::Error;
use crate::ffi::{Z_FINISH, Z_NO_FLUSH};
use crate::memory::Memory;
use crate::stream::{Direction, Stream};

/// Makes a zlib stream of what it gets.
pub struct Compressor(Stream);

impl Compressor {
    /// Begins a stream, with memory of `memory`. It may have to wait for a place there.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`] if a stream needs more than `memory` has for each.
    pub fn new(memory: &Arc<Memory>) -> Result<Compressor, Error> {
        Stream::new(Direction::Compress, memory).map(Compressor)
    }

    /// Compresses `bytes`, and adds to `packed` what is ready.
    ///
    /// # Errors
    ///
    /// None that zlib has for a stream that was begun.
    pub fn push(&mut self, bytes: &[u8], packed: &mut Vec<u8>) -> Result<(), Error> {
        self.0.run(bytes, Z_NO_FLUSH, packed).map(drop)
    }

    /// Ends the stream, and adds the rest of it to `packed`.
    ///
    /// # Errors
    ///
    /// As [`push`](Compressor::push).
    pub fn finish(mut self, packed: &mut Vec<u8>) -> Result<(), Error> {
        self.0.run(&[], Z_FINISH, packed).map(drop)
    }
}

/// Makes of a zlib stream what it was made of.
pub struct Decompressor {
    stream: Stream,
    at_end: bool,
}

impl Decompressor {
    /// Begins with a stream, with memory of `memory`. It may have to wait for a place there.
    ///
    /// # Errors
    ///
    /// [`Error::Memory`] if a stream needs more than `memory` has for each.
    pub fn new(memory: &Arc<Memory>) -> Result<Decompressor, Error> {
        Ok(Decompressor { stream: Stream::new(Direction::Decompress, memory)?, at_end: false })
    }

    /// Decompresses the next piece of the stream, and adds to `bytes` what comes out.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] if it is no part of a zlib stream, or goes on after its end. [`Error::Memory`] as above.
    pub fn push(&mut self, packed: &[u8], bytes: &mut Vec<u8>) -> Result<(), Error> {
        let behind_end = if self.at_end {
            packed.len()
        } else {
            let end = self.stream.run(packed, Z_NO_FLUSH, bytes)?;
            self.at_end = end.is_some();
            end.unwrap_or(0)
        };
        if behind_end == 0 { Ok(()) } else { Err(Error::Damaged) }
    }

    /// Says whether that was the whole stream.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] if it has not come to its end.
    pub fn finish(self) -> Result<(), Error> {
        if self.at_end { Ok(()) } else { Err(Error::Damaged) }
    }
}

//! What holds in both modes.

mod damage;
mod memory;
mod streams;

use std::sync::{Arc, Once};

use cgocall_example_zlib::{Compressor, Decompressor, Error, Memory};

/// Room for a stream, in either direction.
const EACH: usize = 272 << 10;

/// What so many goroutines make of their numbers, all at the same time, in the mode of the test file.
fn together<T: Send + 'static>(
    goroutines: usize,
    each: impl Fn(usize) -> T + Send + Sync + 'static,
) -> Vec<T> {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| crate::builder().init().expect("nobody has started it"));
    cgocall::run(|| {
        let each = Arc::new(each);
        let all: Vec<_> = (0..goroutines)
            .map(|number| {
                let each = Arc::clone(&each);
                cgocall::spawn(move || each(number))
            })
            .collect();
        all.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// A text of so many bytes, another one for each number, with words that come again and some that do not.
fn text(number: usize, bytes: usize) -> Vec<u8> {
    const WORDS: [&str; 8] = ["goroutine", "thread", "stack", "callback", "park", "queue", "processor", "C"];
    let mut state = number as u64 + 1;
    let mut text = Vec::with_capacity(bytes + 32);
    while text.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[(state >> 33) as usize % WORDS.len()];
        text.extend_from_slice(format!("{word} {} ", (state >> 40) % 1000).as_bytes());
    }
    text.truncate(bytes);
    text
}

/// Compresses in pieces of so many bytes, and does `between` after each.
fn packed(bytes: &[u8], piece: usize, memory: &Arc<Memory>, between: impl Fn()) -> Result<Vec<u8>, Error> {
    let (mut stream, mut packed) = (Compressor::new(memory)?, Vec::new());
    for piece in bytes.chunks(piece) {
        stream.push(piece, &mut packed)?;
        between();
    }
    stream.finish(&mut packed)?;
    Ok(packed)
}

/// The way back.
fn unpacked(packed: &[u8], piece: usize, memory: &Arc<Memory>, between: impl Fn()) -> Result<Vec<u8>, Error> {
    let (mut stream, mut bytes) = (Decompressor::new(memory)?, Vec::new());
    for piece in packed.chunks(piece) {
        stream.push(piece, &mut bytes)?;
        between();
    }
    stream.finish()?;
    Ok(bytes)
}

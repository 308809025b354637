//! Where the slots are: in chunks that never move, each twice as large as the one before.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use crossbeam_queue::SegQueue;

use super::slot::{Kind, Mark, Pin, Refusal, Slot};

/// Slots in the first chunk, a power of two: 4 KiB.
const FIRST: usize = 64;
/// Enough for all 2³² indices.
const CHUNKS: usize = 27;

static TABLE: [AtomicPtr<Slot>; CHUNKS] = [const { AtomicPtr::new(null_mut()) }; CHUNKS];

/// Slots that have been used.
static USED: AtomicUsize = AtomicUsize::new(0);

/// Indices of free slots among them. First in, first out: a slot is used again as late as can be.
static FREE: SegQueue<u32> = SegQueue::new();

/// What C gets: the slot's index, and the mark of the value in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token(pub(crate) usize);

impl Token {
    fn new(index: u32, mark: Mark) -> Token {
        Token((mark.0 as usize) << 32 | index as usize)
    }

    fn index(self) -> u32 {
        self.0 as u32
    }

    fn mark(self) -> Mark {
        Mark((self.0 >> 32) as u32)
    }
}

/// Keeps `value`, and makes a token for it.
pub(crate) fn put(kind: &'static Kind, value: *mut ()) -> Token {
    let index = FREE.pop().unwrap_or_else(next_unused);
    Token::new(index, slot_or_chunk(index).put(kind, value))
}

/// The value of `token`, for as long as the pin lives.
#[inline]
pub(crate) fn pin(token: Token, kind: &'static Kind) -> Result<Pin<'static>, Refusal> {
    slot(token.index()).ok_or(Refusal::Foreign)?.pin(token.mark(), kind)
}

/// The value of `token`, for good.
pub(crate) fn take(token: Token, kind: &'static Kind) -> Result<*mut (), Refusal> {
    let slot = slot(token.index()).ok_or(Refusal::Foreign)?;
    let value = slot.take(token.mark(), kind)?;
    if !slot.is_spent() {
        FREE.push(token.index());
    }
    Ok(value)
}

#[cold]
fn next_unused() -> u32 {
    let next = USED.fetch_add(1, Ordering::Relaxed);
    u32::try_from(next)
        .unwrap_or_else(|_| crate::fatal!("2^32 handles have been given to C and not taken back"))
}

/// Which chunk an index lies in, and where.
fn place(index: u32) -> (usize, usize) {
    let n = index as usize + FIRST;
    let chunk = n.ilog2() - FIRST.ilog2();
    (chunk as usize, n - (FIRST << chunk))
}

/// The slot of an index that anybody may have made up.
#[inline]
fn slot(index: u32) -> Option<&'static Slot> {
    let (chunk, at) = place(index);
    // Acquire: pairs with the store of the chunk.
    let slots = TABLE[chunk].load(Ordering::Acquire);
    // SAFETY: a chunk has room for all indices of its number, and is never freed.
    if slots.is_null() { None } else { Some(unsafe { &*slots.add(at) }) }
}

/// The slot of an index that is in use, whose chunk may not be there yet.
fn slot_or_chunk(index: u32) -> &'static Slot {
    slot(index).unwrap_or_else(|| {
        let (chunk, at) = place(index);
        // SAFETY: as in `slot`.
        unsafe { &*add_chunk(chunk).add(at) }
    })
}

#[cold]
fn add_chunk(chunk: usize) -> *mut Slot {
    let slots: Box<[Slot]> = (0..FIRST << chunk).map(|_| Slot::after(0)).collect();
    let slots = Box::into_raw(slots);
    // Release: publishes the slots.
    match TABLE[chunk].compare_exchange(null_mut(), slots.cast(), Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => slots.cast(),
        Err(others) => {
            // SAFETY: another thread was first, and nobody has seen ours.
            drop(unsafe { Box::from_raw(slots) });
            others
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_has_a_place_of_its_own_within_its_chunk() {
        let mut expected = (0, 0);
        for index in 0..100_000 {
            assert_eq!(place(index), expected, "{index}");
            expected.1 += 1;
            if expected.1 == FIRST << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        let (chunk, at) = place(u32::MAX);
        assert!(chunk < CHUNKS && at < FIRST << chunk);
    }
}

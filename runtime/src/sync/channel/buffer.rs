//! The values that no receiver has asked for yet.

use std::collections::{LinkedList, VecDeque};
use std::mem;

/// Bytes that one segment should about fill: a page, so that getting one is short work for any allocator.
const SEGMENT_BYTES: usize = 4096;

/// A queue made of rings of fixed size.
///
/// One ring that doubled would copy everything it holds, and that under the channel's lock; a list of rings
/// does a bounded amount of work per value. A queue that fits one segment stays in it and is a plain ring,
/// and the last segment to run empty is kept, so that a queue of steady length allocates nothing.
///
/// Only the front segment can be empty, and only if it is the only one.
pub(super) struct Buffer<T> {
    segments: LinkedList<VecDeque<T>>,
    /// At most one empty segment.
    spare: LinkedList<VecDeque<T>>,
    segment_len: usize,
    len: usize,
}

impl<T> Buffer<T> {
    /// A buffer of which at most `most` values are expected at a time. It allocates at the first `push`.
    pub(super) fn new(most: usize) -> Buffer<T> {
        let segment_len = (SEGMENT_BYTES / size_of::<T>().max(1)).clamp(1, most.max(1));
        Buffer { segments: LinkedList::new(), spare: LinkedList::new(), segment_len, len: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        match self.segments.back_mut() {
            Some(segment) if segment.len() < segment.capacity() => segment.push_back(value),
            _ => self.push_segment(value),
        }
        self.len += 1;
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        let front = self.segments.front_mut()?;
        let value = front.pop_front()?;
        self.len -= 1;
        if front.is_empty() && self.len > 0 {
            self.retire_front();
        }
        Some(value)
    }

    #[cold]
    fn push_segment(&mut self, value: T) {
        if self.spare.is_empty() {
            self.spare.push_back(VecDeque::with_capacity(self.segment_len));
        }
        self.segments.append(&mut self.spare);
        self.segments.back_mut().expect("a segment was just appended").push_back(value);
    }

    #[cold]
    fn retire_front(&mut self) {
        let rest = self.segments.split_off(1);
        self.spare = mem::replace(&mut self.segments, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PER_SEGMENT: usize = SEGMENT_BYTES / size_of::<usize>();

    #[test]
    fn values_leave_in_the_order_they_came_over_many_segments() {
        let mut buffer = Buffer::new(usize::MAX);
        let (mut pushed, mut popped) = (0, 0);
        for burst in [1, 3 * PER_SEGMENT, 2, PER_SEGMENT, 5 * PER_SEGMENT + 1] {
            for _ in 0..burst {
                buffer.push(pushed);
                pushed += 1;
            }
            while buffer.len() > burst / 2 {
                assert_eq!(buffer.pop(), Some(popped));
                popped += 1;
            }
        }
        assert!(std::iter::from_fn(|| buffer.pop()).eq(popped..pushed));
        assert_eq!(buffer.len(), 0);
    }

    #[test]
    fn a_steady_queue_reuses_its_segments() {
        let mut buffer = Buffer::new(usize::MAX);
        (0..3 * PER_SEGMENT / 2).for_each(|i| buffer.push(i));
        for i in 0..10 * PER_SEGMENT {
            buffer.push(i);
            buffer.pop();
            assert!(buffer.segments.len() + buffer.spare.len() <= 3);
        }
    }

    #[test]
    fn a_small_buffer_takes_no_more_than_its_bound() {
        let mut buffer = Buffer::new(3);
        for i in 0..100u64 {
            (0..3).for_each(|_| buffer.push(i));
            (0..3).for_each(|_| assert_eq!(buffer.pop(), Some(i)));
        }
        assert_eq!(buffer.segments.front().map(VecDeque::capacity), Some(3));
        assert_eq!(buffer.segments.len() + buffer.spare.len(), 1);
    }

    #[test]
    fn zero_sized_and_huge_values_fit() {
        let mut units = Buffer::new(usize::MAX);
        (0..10_000).for_each(|_| units.push(()));
        assert_eq!(std::iter::from_fn(|| units.pop()).count(), 10_000);

        let mut pages = Buffer::new(usize::MAX);
        (0..3).for_each(|i| pages.push([i; 2 * SEGMENT_BYTES]));
        assert!(std::iter::from_fn(|| pages.pop()).map(|page| page[0]).eq(0..3));
    }
}

//! What zlib asks Rust for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cgocall::sync::Barrier;
use cgocall_example_zlib::{Compressor, Decompressor, Error, Memory};

use super::{EACH, packed, text, together, unpacked};

/// How many there are, and have been at most.
#[derive(Default)]
struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Crowd {
    fn enter(&self) {
        self.most.fetch_max(self.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    }

    fn leave(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }
}

#[test]
fn a_thousand_streams_wait_within_zlib_for_memory_of_eight() {
    let (memory, crowd, eight) = (Memory::new(8, EACH), Arc::new(Crowd::default()), Barrier::new(8));
    let (kept, seen) = (memory.clone(), crowd.clone());
    together(1000, move |number| {
        let text = text(number, 3000);
        let mut packed = Vec::new();
        let mut stream = Compressor::new(&memory).unwrap();
        crowd.enter();
        assert!(memory.in_use() <= 8 * EACH);
        stream.push(&text, &mut packed).unwrap();
        eight.wait();
        crowd.leave();
        stream.finish(&mut packed).unwrap();
        assert!(unpacked(&packed, 500, &memory, cgocall::yield_now).unwrap() == text);
    });
    assert_eq!(seen.most.load(Ordering::SeqCst), 8);
    assert_eq!(kept.in_use(), 0);
}

#[test]
fn streams_in_both_directions_are_dropped_in_the_middle_and_leave_nothing() {
    let memory = Memory::new(16, EACH);
    let kept = memory.clone();
    together(500, move |number| {
        let text = text(number, 50_000);
        let packed = packed(&text, 9000, &memory, || ()).unwrap();
        let mut half = Vec::new();
        if number % 2 == 0 {
            let mut stream = Compressor::new(&memory).unwrap();
            stream.push(&text[..25_000], &mut half).unwrap();
        } else {
            let mut stream = Decompressor::new(&memory).unwrap();
            stream.push(&packed[..packed.len() / 2], &mut half).unwrap();
            assert!(text.starts_with(&half) && half.len() < text.len());
            assert_eq!(stream.finish(), Err(Error::Damaged));
        }
    });
    assert_eq!(kept.in_use(), 0);
}

#[test]
fn a_stream_that_needs_more_than_its_share_is_refused_at_any_block_and_leaves_nothing() {
    const PAGE: usize = 4096;
    let by_pages = together(69, |pages| {
        let memory = Memory::new(1, pages * PAGE);
        let text = text(pages, 100_000);
        let good = packed(&text, 1000, &Memory::new(1, EACH), || ()).unwrap();
        let compressed = packed(&text, 1000, &memory, cgocall::yield_now).map(|again| assert!(again == good));
        // In pieces, for zlib needs a window only where there is more than one.
        let restored = unpacked(&good, 1000, &memory, cgocall::yield_now).map(|again| assert!(again == text));
        assert_eq!(memory.in_use(), 0);
        (compressed, restored)
    });
    let (compressed, restored): (Vec<_>, Vec<_>) = by_pages.into_iter().unzip();
    // Some kilobytes more than 256 KiB, and than 32 KiB.
    for (results, enough) in [(compressed, 65..=68), (restored, 9..=12)] {
        assert!(
            results.iter().position(Result::is_ok).is_some_and(|pages| enough.contains(&pages)),
            "{results:?}"
        );
        assert!(results.iter().all(|it| it.is_ok() || *it == Err(Error::Memory)), "{results:?}");
    }
}

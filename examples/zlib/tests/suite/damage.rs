//! Streams that are none.

use cgocall_example_zlib::{Decompressor, Error, Memory};

use super::{EACH, packed, text, together, unpacked};

#[test]
fn a_stream_that_is_damaged_anywhere_is_an_error_of_its_own_goroutine() {
    let memory = Memory::new(50, EACH);
    let kept = memory.clone();
    let at_once = together(400, move |number| {
        let text = text(number, 4000);
        let good = packed(&text, 1000, &memory, || ()).unwrap();
        let mut bad = good.clone();
        let at = number * good.len() / 400;
        bad[at] ^= 0x10;
        let (mut stream, mut bytes) = (Decompressor::new(&memory).unwrap(), Vec::new());
        let told = bad.chunks(100).find_map(|piece| {
            cgocall::yield_now();
            stream.push(piece, &mut bytes).err()
        });
        // All ends with a checksum: nothing goes by unnoticed, though for some zlib waits in vain for more.
        let told_at_end = told.or(stream.finish().err());
        assert_eq!(told_at_end, Some(Error::Damaged), "byte {at}");
        assert!(unpacked(&good, 100, &memory, cgocall::yield_now).unwrap() == text);
        told.is_some()
    });
    assert_eq!(kept.in_use(), 0);
    assert!(at_once.into_iter().filter(|&told| told).count() > 350);
}

#[test]
fn a_stream_that_ends_early_or_late_is_an_error() {
    let memory = Memory::new(50, EACH);
    together(100, move |number| {
        let good = packed(&text(number, 2000), 1000, &memory, || ()).unwrap();
        let early = &good[..good.len() - 1 - number];
        assert_eq!(unpacked(early, 64, &memory, || ()), Err(Error::Damaged));

        let (mut stream, mut bytes) = (Decompressor::new(&memory).unwrap(), Vec::new());
        let late = [&good[..], b"more"].concat();
        assert_eq!(stream.push(&late, &mut bytes), Err(Error::Damaged));
        let (mut stream, mut bytes) = (Decompressor::new(&memory).unwrap(), Vec::new());
        stream.push(&good, &mut bytes).unwrap();
        assert_eq!(stream.push(b"", &mut bytes), Ok(()));
        assert_eq!(stream.push(b"more", &mut bytes), Err(Error::Damaged));
    });
}

//! Round trips.

use cgocall::sync::Barrier;
use cgocall_example_zlib::{Memory, compress, decompress};

use super::{EACH, packed, text, together, unpacked};

#[test]
fn a_thousand_streams_come_back_as_they_were() {
    let (memory, all) = (Memory::new(1000, EACH), Barrier::new(1000));
    let kept = memory.clone();
    together(1000, move |number| {
        let text = text(number, 20_000 + number);
        all.wait();
        let packed = packed(&text, 777 + number, &memory, cgocall::yield_now).unwrap();
        assert!(packed.len() < text.len() * 2 / 3);
        assert!(unpacked(&packed, 333 + number, &memory, cgocall::yield_now).unwrap() == text);
    });
    assert_eq!(kept.in_use(), 0);
}

#[test]
fn pieces_and_whole_buffers_are_the_same_to_zlib() {
    let memory = Memory::new(100, EACH);
    together(300, move |number| {
        let text = text(number, number * 200);
        let whole = compress(&text).unwrap();
        assert!(unpacked(&whole, 1 + number, &memory, || ()).unwrap() == text);
        let pieces = packed(&text, 1 + number, &memory, || ()).unwrap();
        assert!(decompress(&pieces, text.len()).unwrap() == text);
    });
}

#[test]
fn bytes_that_cannot_be_compressed_survive_any_size_of_piece() {
    let memory = Memory::new(64, EACH);
    together(64, move |number| {
        let mut state = number as u32 + 1;
        let noise: Vec<u8> = (0..40_000)
            .map(|_| {
                state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
                (state >> 24) as u8
            })
            .collect();
        let piece = 1 << (number % 16);
        let packed = packed(&noise, piece, &memory, || ()).unwrap();
        assert!(packed.len() > noise.len());
        assert!(unpacked(&packed, piece, &memory, || ()).unwrap() == noise);
    });
}

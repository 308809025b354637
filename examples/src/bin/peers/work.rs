//! F: libraries that a user would call. One operation is one row (5 or 6 C calls) or one buffer.
use crate::{Cases, Metrics, Runtime, ffi::*, per_op, sqlite};
use std::hint::black_box;

const CRCS: usize = 200_000;
const BUFS: usize = 20_000;
const OK: i32 = 0;

fn input() -> Box<[u8; 1024]> {
    Box::new(std::array::from_fn(|i| ((i * i) >> 3) as u8))
}

fn checksums() -> Metrics {
    let data = input();
    per_op(CRCS, || {
        for _ in 0..CRCS {
            // SAFETY: zlib reads 1,024 bytes, which `data` has.
            black_box(unsafe { crc32(0, data.as_ptr(), 1024) });
        }
    })
}

fn compressions() -> Metrics {
    let data = input();
    per_op(BUFS, || {
        for _ in 0..BUFS {
            let (mut out, mut n) = ([0u8; 2048], 2048);
            // SAFETY: zlib reads 1,024 bytes of `data` and writes at most n bytes of `out`.
            assert_eq!(unsafe { compress2(out.as_mut_ptr(), &mut n, data.as_ptr(), 1024, 1) }, OK);
        }
    })
}

pub(crate) fn add(c: &mut Cases) {
    for (bench, imported, plain) in [
        (
            "F.sqlite-insert",
            sqlite::imported::insert as fn() -> Metrics,
            sqlite::plain::insert as fn() -> Metrics,
        ),
        ("F.sqlite-select", sqlite::imported::select, sqlite::plain::select),
    ] {
        c.add(bench, "cgocall", Runtime::MIGRATING, imported);
        c.add(bench, "plain-threads", Runtime::MIGRATING, move || sqlite::on_a_thread(plain));
    }
    c.add("F.crc32", "cgocall", Runtime::MIGRATING, checksums);
    c.add("F.compress", "cgocall", Runtime::MIGRATING, compressions);
}

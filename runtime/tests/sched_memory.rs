//! Stacks by the million.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::time::Duration;

/// KiB of the process in memory.
fn resident_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("proc is mounted");
    let line = status.lines().find(|l| l.starts_with("VmRSS")).expect("a line of it");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
}

/// Can the byte at `address` be read? Asked of the kernel, so that "no" is an answer and not a fault.
#[cfg(not(debug_assertions))]
fn is_readable(pipe: &std::io::PipeWriter, address: usize) -> bool {
    use std::os::fd::AsRawFd;
    // SAFETY: the kernel checks the address.
    unsafe { libc::write(pipe.as_raw_fd(), std::ptr::without_provenance(address), 1) == 1 }
}

#[cfg(not(debug_assertions))]
#[test]
fn a_million_parked_goroutines_have_guarded_stacks_in_few_mappings() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    const N: usize = 1_000_000;
    const STACK: usize = 64 << 10;
    const GUARD: usize = 16 << 10;
    let test = "a_million_parked_goroutines_have_guarded_stacks_in_few_mappings";
    child::alone(test, &[], || {
        // SAFETY: no goroutine of this test keeps a thread's value across a park.
        unsafe { cgocall::Builder::new().max_procs(2).migrating() }.init().expect("nobody has started it");
        let woken = Arc::new(AtomicUsize::new(0));
        let tops = Arc::new((0..N.div_ceil(1000)).map(|_| AtomicUsize::new(0)).collect::<Vec<_>>());
        let parked: Vec<_> = (0..N)
            .map(|i| {
                let (woken, tops) = (woken.clone(), tops.clone());
                cgocall::spawn(move || {
                    if i % 1000 == 0 {
                        tops[i / 1000].store((&raw const i).addr(), SeqCst);
                    }
                    cgocall::park();
                    woken.fetch_add(1, SeqCst);
                })
            })
            .collect();
        while cgocall::stats().goroutines_parked < N {
            std::thread::sleep(Duration::from_millis(20));
        }
        let maps = std::fs::read_to_string("/proc/self/maps").expect("proc is mounted").lines().count();
        assert!(maps < 1000, "{maps} mappings");
        let (reader, pipe) = std::io::pipe().expect("a pipe");
        for top in tops.iter() {
            let base = top.load(SeqCst) / STACK * STACK;
            assert!(
                [0, 1, GUARD / 2, GUARD - 1].iter().all(|at| !is_readable(&pipe, base + at)),
                "a hole in the guard"
            );
            assert!(is_readable(&pipe, base + GUARD), "the guard is larger than it should be");
        }
        drop(reader);
        parked.iter().for_each(|p| p.goroutine().unpark());
        parked.into_iter().for_each(|p| p.join().expect("it was woken"));
        assert_eq!(woken.load(SeqCst), N);
    });
}

#[test]
fn memory_of_a_burst_goes_back() {
    fn touch(kib: usize) -> u8 {
        let frame = std::hint::black_box([1u8; 1024]);
        if kib == 0 { frame[0] } else { touch(kib - 1).max(frame[7]) }
    }
    child::alone("memory_of_a_burst_goes_back", &[], || {
        cgocall::Builder::new().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| ());
        let before = resident_kib();
        let burst: Vec<_> = (0..5000)
            .map(|_| {
                cgocall::spawn(|| {
                    touch(20);
                    cgocall::park();
                })
            })
            .collect();
        while cgocall::stats().goroutines_parked < 5000 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let full = resident_kib();
        assert!(full - before > 5000 * 20, "the burst took {} KiB only", full - before);
        burst.iter().for_each(|b| b.goroutine().unpark());
        burst.into_iter().for_each(|b| b.join().expect("it was woken"));
        // Nothing happens in the process meanwhile. Some slots stay in the caches of the processors.
        while resident_kib() > before + (full - before) / 10 {
            std::thread::sleep(Duration::from_millis(100));
        }
        assert_eq!(cgocall::run(|| cgocall::spawn(|| touch(20)).join().expect("it returns")), 1);
    });
}

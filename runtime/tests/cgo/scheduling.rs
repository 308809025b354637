//! Programs that go back and forth between C and goroutines, and what their processors do meanwhile.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicI32, AtomicU32, AtomicU64, Ordering::SeqCst};

use cgocall::sync::channel;
use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::closure::{Run, call_back, run, with_data};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
struct Census {
    born: i32,
    died: i32,
    alive: i64,
}

const WIDTH: usize = 16;
const HEIGHT: usize = 16;

#[cgo_import]
unsafe extern "C" {
    fn life_rows(old: *const u8, next: *mut u8, from: c_int, to: c_int) -> Census;
    fn life_play(
        board: *mut u8,
        generations: c_int,
        f: unsafe extern "C" fn(*const u8, *mut u8) -> Census,
    ) -> Census;
    safe fn life_fibonacci(f: extern "C" fn(i32) -> i64, n: i32) -> i64;
    fn fx_call_data(f: Run, data: *mut c_void);
    safe fn fx_call_many(f: extern "C" fn(c_int) -> c_int, n: c_int) -> c_int;
    #[cgo(blocking)]
    safe fn fixture_wait(flag: &AtomicI32);
}

/// A board's memory, of which goroutines write a part each.
#[derive(Clone, Copy)]
struct Board(*mut u8);
// SAFETY: the test hands out rows, to one goroutine each.
unsafe impl Send for Board {}

impl Board {
    fn rows(self, old: Board, from: usize) -> Census {
        // SAFETY: both are whole boards, and the rows this goroutine's alone.
        unsafe { life_rows(old.0, self.0, from as c_int, (from + HEIGHT / 4) as c_int) }
    }
}

#[cgo_export]
unsafe extern "C" fn step(old: *const u8, next: *mut u8) -> Census {
    let (old, next) = (Board(old.cast_mut()), Board(next));
    let quarters = (0..4).map(|n| cgocall::spawn(move || next.rows(old, n * HEIGHT / 4)));
    let all: Vec<_> = quarters.collect();
    all.into_iter().map(|quarter| quarter.join().expect("no panic")).fold(Census::default(), |sum, part| {
        Census { born: sum.born + part.born, died: sum.died + part.died, alive: sum.alive + part.alive }
    })
}

#[test]
fn c_plays_life_with_a_goroutine_for_each_quarter() {
    child::in_every_mode("scheduling::c_plays_life_with_a_goroutine_for_each_quarter", || {
        child::builder().max_procs(2).init().expect("the first");
        let mut board = UnsafeCell::new([0u8; WIDTH * HEIGHT]);
        // A glider, which is one field further to the right and down after 4 generations, and a blinker.
        for (x, y) in [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (12, 12), (13, 12), (14, 12)] {
            board.get_mut()[y * WIDTH + x] = 1;
        }
        let start = Board(board.get().cast());
        let census = cgocall::run(move || {
            let whole = start;
            // SAFETY: a board, and an export that writes the next.
            unsafe { life_play(whole.0, 21, step) }
        });
        let board = board.into_inner();
        let shown: String = board
            .chunks(WIDTH)
            .flat_map(|row| row.iter().map(|&x| b".#"[x as usize] as char).chain(['\n']))
            .collect();
        let golden = "\
            ................\n\
            ................\n\
            ................\n\
            ................\n\
            ................\n\
            ................\n\
            .....#.#........\n\
            ......##........\n\
            ......#.........\n\
            ................\n\
            ................\n\
            .............#..\n\
            .............#..\n\
            .............#..\n\
            ................\n\
            ................\n";
        assert_eq!(shown, golden);
        assert_eq!(census, Census { born: 84, died: 84, alive: 8 });
    });
}

#[test]
fn a_number_passes_through_a_chain_of_goroutines_each_waiting_in_a_callback() {
    child::in_every_mode(
        "scheduling::a_number_passes_through_a_chain_of_goroutines_each_waiting_in_a_callback",
        || {
            child::builder().max_procs(2).init().expect("the first");
            cgocall::run(|| {
                const LINKS: u64 = 100;
                let (first, mut last) = channel::<u64>(0);
                for _ in 0..LINKS {
                    let (to, from) = channel(0);
                    let before = std::mem::replace(&mut last, from);
                    cgocall::spawn(move || {
                        for _ in 0..3 {
                            call_back(|| to.send(before.recv().expect("it is sent") + 1).expect("it waits"));
                        }
                    });
                }
                for n in 0..3 {
                    first.send(n).expect("it waits");
                    assert_eq!(last.recv().expect("it arrives"), n + LINKS);
                }
            });
        },
    );
}

#[cgo_export]
extern "C" fn fibonacci(n: i32) -> i64 {
    if n < 10 {
        life_fibonacci(fibonacci, n)
    } else {
        // C that waits for a goroutine that waits for C ...
        cgocall::spawn(move || life_fibonacci(fibonacci, n)).join().expect("no panic")
    }
}

#[test]
fn c_and_goroutines_recurse_through_each_other() {
    child::in_every_mode("scheduling::c_and_goroutines_recurse_through_each_other", || {
        child::builder().max_procs(2).init().expect("the first");
        assert_eq!(cgocall::run(|| fibonacci(17)), 1597);
    });
}

#[test]
fn a_goroutine_behind_a_blocking_call_starts_at_once_because_the_call_hands_the_processor_on() {
    let test = "scheduling::a_goroutine_behind_a_blocking_call_starts_at_once_because_the_call_hands_the_processor_on";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("the first");
        cgocall::run(|| {
            const CALLS: u64 = 50;
            let before = cgocall::stats();
            for _ in 0..CALLS {
                static STARTED: AtomicI32 = AtomicI32::new(0);
                STARTED.store(0, SeqCst);
                let behind = cgocall::spawn(|| STARTED.store(1, SeqCst));
                fixture_wait(&STARTED); // does not return before the other has started
                behind.join().expect("no panic");
            }
            let after = cgocall::stats();
            assert!(after.handoffs - before.handoffs >= CALLS, "{before:?} {after:?}");
            assert_eq!(after.retakes, before.retakes, "sysmon had to take it");
        });
    });
}

static SAMPLES: AtomicU64 = AtomicU64::new(0);
static DEEPEST: AtomicU32 = AtomicU32::new(0);

unsafe extern "C" {
    safe fn cgo_depth() -> c_int;
}

/// A profiler's handler: walks the stack from wherever it has come upon the thread.
extern "C" fn sample(_: c_int) {
    let depth = cgo_depth();
    SAMPLES.fetch_add(1, SeqCst);
    DEEPEST.fetch_max(depth as u32, SeqCst);
}

#[cgo_export]
extern "C" fn add_one(x: c_int) -> c_int {
    x + 1
}

#[test]
fn a_million_callbacks_under_a_profiler_that_walks_the_stack() {
    let test = "scheduling::a_million_callbacks_under_a_profiler_that_walks_the_stack";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("the first");
        sample(0);
        DEEPEST.store(0, SeqCst);
        let interval = libc::timeval { tv_sec: 0, tv_usec: 200 };
        let timer = libc::itimerval { it_interval: interval, it_value: interval };
        // SAFETY: a handler that does what it may, on the signal stack that every thread of the runtime has.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = sample as *const () as usize;
            action.sa_flags = libc::SA_ONSTACK | libc::SA_RESTART;
            assert_eq!(libc::sigaction(libc::SIGPROF, &action, std::ptr::null_mut()), 0);
            assert_eq!(libc::setitimer(libc::ITIMER_PROF, &timer, std::ptr::null_mut()), 0);
        }
        cgocall::run(|| {
            let mut n = 0u64;
            while n < 250_000 || SAMPLES.load(SeqCst) < 20 {
                assert_eq!(fx_call_many(add_one, 1000), 500_500);
                let mut nested = 0;
                let nest = || call_back(|| nested += 1);
                // SAFETY: C calls once and keeps nothing.
                with_data(nest, |data| unsafe { fx_call_data(run, data) });
                assert_eq!(nested, 1);
                n += 1002;
            }
        });
        // Every walk ended, and none ran astray. No unwinder finds its way out of a signal's frame of musl.
        let deepest = DEEPEST.load(SeqCst);
        let least = if cfg!(target_env = "musl") { 1 } else { 5 };
        assert!((least..200).contains(&deepest), "{deepest} frames");
    });
}

//! A bit of everything that a program does with cgocall: calls, callbacks, parks, panics, nests. `tests/builds.rs` builds it
//! in every way in which programs are built, and runs it. It checks itself: each function panics if something is wrong.

use std::backtrace::Backtrace;
use std::ffi::{c_int, c_void};
use std::hint::black_box;
use std::io;
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::sync::{Receiver, Sender, channel};
use cgocall::{cgo_export, cgo_import};

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Wide {
    a: i64,
    b: i64,
    c: i64,
    d: f64,
}

type F = unsafe extern "C" fn(*mut c_void, c_int) -> c_int;

#[cgo_import]
unsafe extern "C" {
    safe fn everything_add(a: c_int, b: c_int) -> c_int;
    safe fn everything_scale(x: f64, y: f32, z: i64) -> f64;
    safe fn everything_ten(
        a: i64,
        b: i64,
        c: i64,
        d: i64,
        e: i64,
        f: i64,
        g: i64,
        h: i64,
        i: i64,
        j: i64,
    ) -> i64;
    safe fn everything_turn(w: Wide) -> Wide;
    #[cgo(variadic)]
    fn everything_sum(n: c_int, ...) -> i64;
    #[cgo(errno)]
    safe fn everything_fail(error: c_int) -> io::Result<c_int>;
    safe fn everything_deep() -> i64;
    #[cgo(leaf)]
    #[link_name = "everything_add"]
    safe fn add_leaf(a: c_int, b: c_int) -> c_int;
    #[cgo(nocallback)]
    #[link_name = "everything_add"]
    safe fn add_nocallback(a: c_int, b: c_int) -> c_int;
    #[cgo(inline)]
    #[link_name = "everything_add"]
    safe fn add_inline(a: c_int, b: c_int) -> c_int;
    #[cgo(blocking)]
    safe fn everything_sleep(microseconds: u32);
    #[link_name = "everything_sleep"]
    safe fn sleep_by_default(microseconds: u32);
    fn everything_call(f: F, data: *mut c_void, x: c_int) -> c_int;
    fn everything_protected(f: F, data: *mut c_void, times: c_int) -> c_int;
    fn everything_error(value: c_int) -> !;
    #[link_name = "everything_call_on_thread"]
    fn call_on_thread(f: F, data: *mut c_void, times: c_int) -> c_int;
}

/// All of it, in the order of growing trouble.
pub fn everything() {
    let parts: [(&str, fn()); 7] = [
        ("calls", calls),
        ("is called back", is_called_back),
        ("is left by errors", is_left_by_errors),
        ("parks", parks),
        ("nests", nests),
        ("shows its callers", shows_its_callers),
        ("panics", panics),
    ];
    for (name, part) in parts {
        cgocall::spawn(part).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        println!("{name}");
    }
}

/// The same for a host in C, which knows nothing of goroutines. Zero if all is well.
#[unsafe(no_mangle)]
pub extern "C" fn everything_run() -> c_int {
    std::panic::catch_unwind(|| cgocall::run(everything)).map_or(1, |()| 0)
}

fn calls() {
    let wide = Wide { a: 1, b: 2, c: 3, d: 4.0 };
    for i in 0..1000 {
        assert_eq!(everything_add(i, 1), i + 1);
        assert_eq!(add_leaf(i, 1), i + 1);
        assert_eq!(add_nocallback(i, 1), i + 1);
        assert_eq!(add_inline(i, 1), i + 1);
        assert_eq!(everything_scale(1.5, 2.0, 3), 9.0);
        assert_eq!(everything_ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 385);
        assert_eq!(everything_turn(wide), Wide { a: 3, b: 2, c: 1, d: -4.0 });
        // SAFETY: as many numbers as it is told.
        assert_eq!(unsafe { everything_sum(9, (1i64, 2i64, 3i64, 4i64, 5i64, 6i64, 7i64, 8i64, 9i64)) }, 45);
        assert_eq!(everything_fail(i).expect_err("-1").raw_os_error(), Some(i));
    }
    everything_sleep(100);
    sleep_by_default(20_000);
    assert_eq!(cgocall::blocking(|| everything_add(1, 2)), 3);
    assert_eq!(cgocall::on_system_stack(|| everything_add(1, 2)), 3);
    assert_eq!(everything_deep(), 256);
}

#[cgo_export]
unsafe extern "C" fn counts(data: *mut c_void, x: c_int) -> c_int {
    // SAFETY: those who pass this pass a counter.
    unsafe { &*data.cast::<AtomicI32>() }.fetch_add(1, SeqCst);
    x
}

fn is_called_back() {
    let count = AtomicI32::new(0);
    let data = ptr::from_ref(&count).cast_mut().cast();
    for i in 0..1000 {
        // SAFETY: `counts` gets its counter, here and below.
        assert_eq!(unsafe { everything_call(counts, data, i) }, i);
    }
    // SAFETY: as above.
    assert_eq!(unsafe { call_on_thread(counts, data, 100) }, 4950);
    // On a thread that is none of the runtime's at first.
    let data = data as usize;
    // SAFETY: as above.
    let plain = std::thread::spawn(move || unsafe { everything_call(counts, data as *mut c_void, 5) });
    assert_eq!(plain.join().expect("no panic"), 5);
    assert_eq!(count.load(SeqCst), 1101);
}

/// Raises an error in C, out of some frames.
#[cgo_export]
unsafe extern "C" fn raises(_: *mut c_void, x: c_int) -> c_int {
    #[inline(never)]
    fn deeper(x: c_int) -> c_int {
        let words = black_box([x; 64]);
        // SAFETY: C that waits for it is around; no frame here has a destructor.
        if words[63] >= 0 { unsafe { everything_error(1) } } else { words[0] }
    }
    deeper(x)
}

fn is_left_by_errors() {
    // SAFETY: `raises` looks at no data.
    assert_eq!(unsafe { everything_protected(raises, ptr::null_mut(), 1000) }, 1000);
    is_called_back();
}

/// What a callback asks, and who answers.
struct Asks {
    ask: Sender<c_int>,
    answer: Receiver<c_int>,
}

#[cgo_export]
unsafe extern "C" fn asks(data: *mut c_void, x: c_int) -> c_int {
    // SAFETY: those who pass this pass one.
    let asks = unsafe { &*data.cast::<Asks>() };
    asks.ask.send(x).expect("it waits");
    cgocall::yield_now();
    asks.answer.recv().expect("it answers")
}

fn parks() {
    cgocall::scope(|s| {
        for i in 0..64 {
            let (ask, asked) = channel(0);
            let (tell, answer) = channel(0);
            s.spawn(move || {
                for x in asked.iter() {
                    cgocall::sleep(std::time::Duration::from_micros(50));
                    tell.send(2 * x).expect("it asks");
                }
            });
            s.spawn(move || {
                let mut asking = Asks { ask, answer };
                for x in 0..20 {
                    // SAFETY: `asks` gets what it expects.
                    let answer = unsafe { everything_call(asks, (&raw mut asking).cast(), i + x) };
                    assert_eq!(answer, 2 * (i + x));
                }
            });
        }
    });
}

#[cgo_export]
unsafe extern "C" fn nest(data: *mut c_void, x: c_int) -> c_int {
    cgocall::yield_now();
    // SAFETY: as in `nests`.
    if x == 0 { everything_deep() as c_int } else { unsafe { 1 + everything_call(nest, data, x - 1) } }
}

fn nests() {
    cgocall::scope(|s| {
        for _ in 0..8 {
            // SAFETY: `nest` looks at no data.
            s.spawn(|| assert_eq!(unsafe { everything_call(nest, ptr::null_mut(), 20) }, 276));
        }
    });
}

#[cgo_export]
unsafe extern "C" fn looks(data: *mut c_void, _: c_int) -> c_int {
    // SAFETY: `shows_its_callers` passes it.
    unsafe { *data.cast::<String>() = Backtrace::force_capture().to_string() };
    black_box(0)
}

#[inline(never)]
fn asks_for_its_callers(text: &mut String) -> c_int {
    // SAFETY: `looks` gets a string.
    black_box(unsafe { everything_call(looks, ptr::from_mut(text).cast(), 0) })
}

fn shows_its_callers() {
    let mut text = String::new();
    asks_for_its_callers(&mut text);
    if std::env::var_os("EVERYTHING_HAS_NO_NAMES").is_some() {
        return;
    }
    let mut rest = text.lines();
    for name in
        ["looks", "__morestack", "everything_call", "__morestack", "asks_for_its_callers", "cgocall_gostart"]
    {
        assert!(rest.any(|line| line.contains(name)), "{name} is not where it should be in\n{text}");
    }
}

#[cgo_export(on_panic = return(-7))]
unsafe extern "C" fn panics_with(data: *mut c_void, x: c_int) -> c_int {
    if data.is_null() {
        std::panic::panic_any(x);
    }
    x
}

fn panics() {
    if cfg!(panic = "abort") {
        return; // see `panics_for_good`
    }
    std::panic::set_hook(Box::new(|_| ()));
    for x in 0..50 {
        // SAFETY: `panics_with` looks at no data.
        let goroutine = cgocall::spawn(move || unsafe { everything_call(panics_with, ptr::null_mut(), x) });
        let panic = goroutine.join().expect_err("its panic");
        assert_eq!(panic.downcast_ref(), Some(&x));
        // SAFETY: as above.
        let caught = std::panic::catch_unwind(|| unsafe { everything_call(panics_with, ptr::null_mut(), x) });
        assert_eq!(caught.expect_err("its panic").downcast_ref(), Some(&x));
        everything_add(1, 2);
    }
    drop(std::panic::take_hook());
}

/// A panic that reaches C. The process ends, and says why.
pub fn panics_for_good() {
    #[cgo_export]
    unsafe extern "C" fn is_beyond_help(_: *mut c_void, x: c_int) -> c_int {
        panic!("{x} is too much")
    }
    // SAFETY: `is_beyond_help` looks at no data.
    unsafe { everything_call(is_beyond_help, ptr::null_mut(), 42) };
}

/// Each with memory that is known to its frame alone.
pub fn leaves_goroutines_parked() {
    for _ in 0..8 {
        cgocall::spawn(|| {
            let held = black_box(vec![1_u8; 54321]);
            cgocall::park();
            drop(held);
        });
        cgocall::yield_now();
    }
}

/// A mistake for a sanitizer to find, made where `place` says: on a goroutine's stack, whatever runs there.
pub fn mistake(which: &str) {
    type Place = fn(fn());
    const PLACES: [Place; 2] = [
        |mistake| mistake(),
        |mistake| {
            let mut mistake = mistake;
            // SAFETY: `makes` gets a function.
            unsafe { everything_call(makes, (&raw mut mistake).cast(), 0) };
        },
    ];
    let (mistake, place): (fn(), Place) = match which {
        "use after free" => (use_after_free, PLACES[0]),
        "use after free in a callback" => (use_after_free, PLACES[1]),
        "past the end of a frame's array" => (past_the_end, PLACES[0]),
        "past the end of a frame's array in a callback" => (past_the_end, PLACES[1]),
        "race" => (race, PLACES[0]),
        "leak" => (leak, PLACES[0]),
        other => panic!("no mistake {other:?}"),
    };
    cgocall::spawn(move || place(mistake)).join().expect("no panic");
    println!("nobody has noticed");
}

#[cgo_export]
unsafe extern "C" fn makes(data: *mut c_void, _: c_int) -> c_int {
    cgocall::yield_now();
    // SAFETY: `mistake` passes one.
    unsafe { (*data.cast::<fn()>())() };
    0
}

fn use_after_free() {
    let boxed = Box::into_raw(Box::new(7));
    cgocall::yield_now();
    // SAFETY: none. It is to be found.
    unsafe {
        drop(Box::from_raw(boxed));
        black_box(boxed.read_volatile());
    }
}

fn past_the_end() {
    let words = black_box([0_u64; 8]);
    cgocall::yield_now();
    // SAFETY: none. It is to be found.
    black_box(unsafe { black_box(words.as_ptr()).add(black_box(8)).read_volatile() });
}

fn leak() {
    std::mem::forget(black_box(vec![0_u8; 12345]));
    // What is found on a stack is no leak.
    cgocall::yield_now();
    black_box([0_usize; 512]);
}

/// Two goroutines that are at it at one time are on two threads.
fn race() {
    static WORD: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let both = AtomicI32::new(0);
    cgocall::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                both.fetch_add(1, SeqCst);
                while both.load(SeqCst) < 2 {
                    sleep_by_default(100);
                }
                for _ in 0..1000 {
                    // SAFETY: none. It is to be found.
                    unsafe { WORD.as_ptr().write_volatile(WORD.as_ptr().read_volatile() + 1) };
                }
            });
        }
    });
}

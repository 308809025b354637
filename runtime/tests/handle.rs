//! Tokens that C keeps for Rust values.

mod support;

use std::collections::HashSet;
use std::ffi::{c_int, c_void};
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Once};
use std::time::Duration;

use cgocall::{Handle, cgo_export, cgo_import};

type First = unsafe extern "C" fn(*mut c_void, c_int) -> c_int;

#[cgo_import]
unsafe extern "C" {
    fn fx_sum_first(f: First, data: *mut c_void, n: c_int) -> c_int;
    #[cgo(blocking)]
    fn fx_sum_on_threads(f: First, data: *mut c_void, threads: c_int, n: c_int) -> c_int;
}

/// What `f` panics with.
fn panic_of<T: Debug>(f: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("text")).into(),
    }
}

/// Refused tokens are not reported from now on: there are thousands.
fn quietly() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !panic.payload().downcast_ref::<String>().is_some_and(|text| text.starts_with("Handle<")) {
                report(panic);
            }
        }));
    });
}

/// Counts its drops.
#[derive(Debug)]
struct Dropped(Arc<AtomicUsize>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[cgo_export]
unsafe extern "C" fn adds(data: *mut c_void, n: c_int) -> c_int {
    Handle::<AtomicI32>::with(data, |sum| sum.fetch_add(n, Relaxed));
    n
}

#[test]
fn a_value_goes_to_c_is_seen_by_its_token_and_comes_back() {
    cgocall::run(|| {
        let token = Handle::new(AtomicI32::new(5)).into_raw();
        // SAFETY: the export looks at the token only.
        unsafe {
            assert_eq!(fx_sum_first(adds, token, 10), 45);
            assert_eq!(fx_sum_on_threads(adds, token, 4, 10), 4 * 45);
        }
        let sum = Handle::<AtomicI32>::from_raw(token);
        assert_eq!(sum.load(Relaxed), 5 + 5 * 45);
        assert_eq!(sum.into_inner().into_inner(), 230);
    });
}

#[test]
fn a_value_is_dropped_with_its_handle_and_not_while_c_has_it() {
    let drops = Arc::new(AtomicUsize::new(0));
    let dropped = || Dropped(drops.clone());
    drop(Handle::new(dropped()));
    assert_eq!(drops.load(Relaxed), 1);
    let token = Handle::new(dropped()).into_raw();
    assert_eq!(drops.load(Relaxed), 1);
    drop(Handle::<Dropped>::from_raw(token));
    assert_eq!(drops.load(Relaxed), 2);
}

#[test]
fn a_stale_token_is_a_panic_that_names_the_type() {
    let token = Handle::new(String::from("kept")).into_raw();
    drop(Handle::<String>::from_raw(token));
    // Its place is taken by others, perhaps.
    let others: Vec<_> = (0..100).map(|i| Handle::new(i.to_string()).into_raw()).collect();
    for text in [
        panic_of(|| Handle::<String>::with(token, String::len)),
        panic_of(|| Handle::<String>::from_raw(token)),
        // The type that it was of does not matter any more.
        panic_of(|| Handle::<String>::from_raw(token)),
    ] {
        assert!(text.starts_with("Handle<alloc::string::String>: the token 0x"), "{text}");
        assert!(text.contains("is stale: its value was taken back by Handle::from_raw"), "{text}");
    }
    for (i, other) in others.into_iter().enumerate() {
        assert_eq!(*Handle::<String>::from_raw(other), i.to_string());
    }
}

#[test]
fn a_token_of_no_handle_is_a_panic_that_names_the_type() {
    let kept = Handle::new(7_u64).into_raw();
    let local = 7_u64;
    let boxed = Box::new(7_u64);
    let mut foreign: Vec<usize> = vec![
        1,
        usize::MAX,
        1 << 63,
        (&raw const local).addr(),
        (&raw const *boxed).addr(),
        panic_of::<()> as fn(fn()) -> String as usize,
        kept.addr() + (1 << 32),  // the next value of its slot
        kept.addr() & !(1 << 63), // without the mark that it is there
        kept.addr() | 0xffff_ffff,
    ];
    let mut random = 1_usize;
    foreign.extend((0..10_000).map(|_| {
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        random
    }));
    quietly();
    let said: Vec<_> = foreign
        .into_iter()
        .map(|token| {
            let token = without_provenance_mut(token);
            (panic_of(|| Handle::<u64>::with(token, |n| *n)), panic_of(|| Handle::<u64>::from_raw(token)))
        })
        .collect();
    for (with, from_raw) in said {
        assert!(with.starts_with("Handle<u64>: 0x") && with.ends_with("is no token of any handle"), "{with}");
        assert_eq!(with, from_raw);
    }
    assert_eq!(*Handle::<u64>::from_raw(kept), 7);
}

#[test]
fn null_is_a_panic_that_asks_for_the_data_pointer() {
    for text in
        [panic_of(|| Handle::<u8>::with(null_mut(), |n| *n)), panic_of(|| Handle::<u8>::from_raw(null_mut()))]
    {
        assert_eq!(text, "Handle<u8>: the token is null. Was the data pointer given to C with the callback?");
    }
}

#[test]
fn a_token_of_another_type_is_a_panic_that_names_both_and_hurts_nothing() {
    let token = Handle::new(vec![1_u8, 2]).into_raw();
    for text in [
        panic_of(|| Handle::<String>::with(token, String::len)),
        panic_of(|| Handle::<String>::from_raw(token)),
    ] {
        assert!(text.starts_with("Handle<alloc::string::String>: the token 0x"), "{text}");
        assert!(text.ends_with("stands for a value of the type alloc::vec::Vec<u8>"), "{text}");
    }
    assert_eq!(*Handle::<Vec<u8>>::from_raw(token), [1, 2]);
}

#[test]
fn a_value_that_is_being_looked_at_is_not_taken_back() {
    let token = Handle::new(String::from("kept")).into_raw();
    Handle::<String>::with(token, |s| {
        let text = panic_of(|| Handle::<String>::from_raw(token));
        assert!(text.contains("cannot be taken back, as 1 call(s) of Handle::with are looking"), "{text}");
        let text = std::thread::scope(|scope| {
            let token = AtomicPtr::new(token);
            scope
                .spawn(move || {
                    let token = token.load(Relaxed);
                    Handle::<String>::with(token, |_| panic_of(|| Handle::<String>::from_raw(token)))
                })
                .join()
                .expect("caught")
        });
        assert!(text.contains("as 2 call(s)"), "{text}");
        assert_eq!(s, "kept");
    });
    assert_eq!(*Handle::<String>::from_raw(token), "kept");
}

#[test]
fn a_panic_of_who_looks_lets_go_of_the_value() {
    let token = Handle::new(1).into_raw();
    assert_eq!(panic_of(|| Handle::<i32>::with(token, |_| -> i32 { panic!("looking") })), "looking");
    assert_eq!(*Handle::<i32>::from_raw(token), 1);
}

#[test]
fn goroutines_wait_while_they_look() {
    cgocall::run(|| {
        let token = AtomicPtr::new(Handle::new(AtomicUsize::new(0)).into_raw());
        cgocall::scope(|scope| {
            for _ in 0..100 {
                scope.spawn(|| {
                    Handle::<AtomicUsize>::with(token.load(Relaxed), |n| {
                        cgocall::sleep(Duration::from_millis(1));
                        n.fetch_add(1, Relaxed);
                    });
                });
            }
        });
        assert_eq!(Handle::<AtomicUsize>::from_raw(token.into_inner()).load(Relaxed), 100);
    });
}

#[test]
fn no_token_is_given_out_twice_or_could_be_an_address() {
    let mut seen = HashSet::new();
    for round in 0..100 {
        let tokens: Vec<_> = (0..1000_usize).map(|i| Handle::new((round, i)).into_raw()).collect();
        for (i, token) in tokens.into_iter().enumerate() {
            assert!(seen.insert(token), "{token:p} a second time");
            assert!(token.addr() >> 63 == 1, "{token:p}");
            assert_eq!(*Handle::<(i32, usize)>::from_raw(token), (round, i));
        }
    }
}

#[test]
fn a_hundred_thousand_values_are_kept_at_once() {
    let tokens: Vec<_> = (0..100_000_u32).map(|i| Handle::new(i).into_raw()).collect();
    for (i, token) in tokens.iter().enumerate() {
        assert_eq!(Handle::<u32>::with(*token, |n| *n), i as u32);
    }
    for (i, token) in tokens.into_iter().enumerate() {
        assert_eq!(*Handle::<u32>::from_raw(token), i as u32);
    }
}

#[test]
fn values_without_a_size_have_tokens_of_their_own() {
    #[derive(Debug)]
    struct Nothing;
    let (a, b) = (Handle::new(Nothing).into_raw(), Handle::new(Nothing).into_raw());
    assert_ne!(a, b);
    drop(Handle::<Nothing>::from_raw(a));
    panic_of(|| Handle::<Nothing>::from_raw(a));
    drop(Handle::<Nothing>::from_raw(b));
}

/// A value that knows its token's number, and is poisoned when it is dropped.
struct Canary {
    value: AtomicUsize,
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.value.store(usize::MAX, Relaxed);
    }
}

/// Threads look at and take back each other's values all the time. Nobody sees one that is gone, and each is taken once.
#[test]
fn threads_that_race_for_a_value_see_it_whole_or_a_panic() {
    const SHARED: usize = 4;
    let rounds = if cfg!(debug_assertions) { 20_000 } else { 200_000 };
    let shared: [AtomicPtr<c_void>; SHARED] =
        std::array::from_fn(|_| AtomicPtr::new(Handle::new(Canary { value: 0.into() }).into_raw()));
    let (put, taken) = (AtomicUsize::new(SHARED), AtomicUsize::new(0));
    quietly();
    let run = |seed: usize| {
        let mut looked = 0;
        for i in 0..rounds {
            let place = &shared[(i * 7 + seed) % SHARED];
            let token = place.load(Relaxed);
            let look = || {
                Handle::<Canary>::with(token, |c| {
                    assert_ne!(c.value.fetch_add(1, Relaxed), usize::MAX, "it is gone");
                })
            };
            match catch_unwind(look) {
                Ok(()) => looked += 1,
                Err(text) => assert!(text.downcast::<String>().expect("text").contains("is stale")),
            }
            if (i + seed) % 5 == 0
                && let Ok(handle) = catch_unwind(|| Handle::<Canary>::from_raw(token))
            {
                taken.fetch_add(1, Relaxed);
                drop(handle);
                put.fetch_add(1, Relaxed);
                place.store(Handle::new(Canary { value: 0.into() }).into_raw(), Relaxed);
            }
        }
        looked
    };
    let looked: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|seed| scope.spawn(move || run(seed))).collect();
        threads.into_iter().map(|t| t.join().expect("no value was gone")).collect()
    });
    assert!(looked.iter().all(|n| *n > 0), "{looked:?}");
    assert_eq!(put.into_inner(), taken.load(Relaxed) + SHARED, "each value is taken once");
    assert!(taken.into_inner() > 1000);
    for token in shared {
        drop(Handle::<Canary>::from_raw(token.into_inner()));
    }
}

#[test]
fn an_export_that_c_calls_with_a_stale_token_ends_the_process_with_both_messages() {
    let ended = support::run("stale").died_of(libc::SIGABRT);
    ended
        .said("Handle<core::sync::atomic::Atomic")
        .said("is stale")
        .said("a panic reached the end of the export `adds`")
        .did_not_say("survived");
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    assert_eq!(scenario, "stale");
    cgocall::run(|| {
        let token = Handle::new(AtomicI32::new(0)).into_raw();
        drop(Handle::<AtomicI32>::from_raw(token));
        // SAFETY: the export looks at the token only.
        unsafe { fx_sum_first(adds, token, 1) };
        println!("survived");
    });
}

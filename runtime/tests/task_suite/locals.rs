//! `goroutine_local!`.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Dropped, go};

cgocall::goroutine_local! {
    static NUMBER: Cell<u64> = Cell::new(5);
    static WORDS: RefCell<Vec<String>> = RefCell::new(Vec::new());
}

#[test]
fn a_local_follows_its_goroutine_across_parks() {
    go(|| {
        let tasks: Vec<_> = (0..300u64)
            .map(|i| {
                cgocall::spawn(move || {
                    assert_eq!(NUMBER.with(Cell::get), 5);
                    NUMBER.with(|n| n.set(i));
                    for round in 0..20 {
                        WORDS.with(|w| w.borrow_mut().push(format!("{i} {round}")));
                        match round % 3 {
                            0 => cgocall::sleep(Duration::from_micros(i % 20)),
                            _ => cgocall::yield_now(),
                        }
                        assert_eq!(NUMBER.with(Cell::get), i);
                    }
                    WORDS.with(|w| assert!((0..20).all(|round| w.borrow()[round] == format!("{i} {round}"))));
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("its own values"));
    });
}

#[test]
fn a_park_within_with_is_fine() {
    go(|| {
        NUMBER.with(|n| {
            n.set(8);
            cgocall::spawn(|| NUMBER.with(|n| assert_eq!(n.get(), 5))).join().expect("another's is another");
            cgocall::yield_now();
            assert_eq!(n.get(), 8);
        });
    });
}

#[test]
fn a_thread_has_values_of_its_own() {
    NUMBER.with(|n| n.set(1));
    go(|| assert_eq!(NUMBER.with(Cell::get), 5));
    std::thread::spawn(|| assert_eq!(NUMBER.with(Cell::get), 5)).join().expect("another thread");
    assert_eq!(NUMBER.with(Cell::get), 1);
}

#[test]
fn locals_are_dropped_at_the_end_on_the_goroutine_before_join_returns() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    struct OnGoroutine(u64);
    impl Drop for OnGoroutine {
        fn drop(&mut self) {
            assert_eq!(cgocall::current().id(), self.0);
            cgocall::yield_now(); // it may even wait
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
    }
    cgocall::goroutine_local! {
        static HERE: OnGoroutine = OnGoroutine(cgocall::current().id());
    }
    go(|| {
        for n in 1..=100 {
            let task = cgocall::spawn(move || {
                HERE.with(|_| cgocall::yield_now());
                if n % 2 == 0 {
                    std::panic::resume_unwind(Box::new(()));
                }
            });
            assert_eq!(task.join().is_err(), n % 2 == 0);
            assert_eq!(DROPPED.load(Ordering::SeqCst), n);
        }
    });
}

#[test]
fn a_local_may_be_used_in_the_destructor_of_another_and_of_itself() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    struct Last(Dropped<'static>);
    impl Drop for Last {
        fn drop(&mut self) {
            // Made anew if it is gone already.
            NUMBER.with(|n| n.set(n.get() + 1));
            if self.0.0.load(Ordering::SeqCst) == 0 {
                LAST.with(|again| assert!(std::ptr::eq(again.0.0, &DROPPED)));
            }
        }
    }
    cgocall::goroutine_local! {
        static LAST: Last = Last(Dropped(&DROPPED));
    }
    go(|| {
        let task = cgocall::spawn(|| {
            NUMBER.with(|n| n.set(2));
            LAST.with(|_| ());
        });
        task.join().expect("its destructors do not panic");
    });
    assert_eq!(DROPPED.load(Ordering::SeqCst), 2);
}

#[test]
fn a_panic_in_a_locals_destructor_is_the_goroutines() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            std::panic::resume_unwind(Box::new("local"));
        }
    }
    cgocall::goroutine_local! {
        static PANICS: Panics = Panics;
    }
    go(|| {
        let payload = cgocall::spawn(|| PANICS.with(|_| ())).join().expect_err("it panics at its end");
        assert_eq!(*payload.downcast::<&str>().expect("a &str"), "local");
    });
}

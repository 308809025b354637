//! Never more than may, and as many as may.

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::cgo_import;

use crate::{Count, child, soon, soon_in_line};

const FIVE: usize = 2 + 3;

mod own {
    use super::{Count, FIVE, cgo_import};

    #[cgo_import]
    unsafe extern "C" {
        #[cgo(limit = 4)]
        pub(super) safe fn limits_gather(count: &Count, n: i32);
        #[cgo(blocking, limit = FIVE)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_blocking(count: &Count, n: i32);
        #[cgo(nocallback, limit = 3)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_nocallback(count: &Count, n: i32);
        #[cgo(leaf, limit = 2)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_leaf(count: &Count, n: i32);
        #[cgo(inline, limit = FIVE - 3)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_inline(count: &Count, n: i32);
    }
}

/// So many goroutines call `f`, of which `limit` may be in C at one time: the first stay until so many are.
#[track_caller]
fn gather(goroutines: usize, limit: i32, f: fn(&Count, i32)) {
    let count: &'static Count = Box::leak(Box::default());
    cgocall::run(move || {
        let all: Vec<_> = (0..goroutines).map(|_| cgocall::spawn(move || f(count, limit))).collect();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
    });
    assert_eq!((count.now(), count.most(), count.all()), (0, limit, goroutines as i32));
}

#[test]
fn as_many_as_the_limit_of_ten_thousand_goroutines_are_in_c_and_never_more() {
    let test = "counts::as_many_as_the_limit_of_ten_thousand_goroutines_are_in_c_and_never_more";
    child::in_every_mode(test, || {
        child::builder().max_procs(3).init().expect("the first");
        gather(10_000, 4, own::limits_gather);
    });
}

#[test]
fn so_it_is_by_every_policy() {
    child::in_every_mode("counts::so_it_is_by_every_policy", || {
        child::builder().max_procs(3).init().expect("the first");
        gather(1000, 5, own::gather_blocking);
        gather(1000, 3, own::gather_nocallback);
        gather(1000, 2, own::gather_leaf);
        gather(1000, 2, own::gather_inline);
    });
}

mod shared {
    use super::{AtomicI32, Count, cgo_import};

    #[cgo_import(limit = 3)]
    unsafe extern "C" {
        pub(super) safe fn limits_gather(count: &Count, n: i32);
        #[cgo(blocking)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_too(count: &Count, n: i32);
        #[cgo(limit = 2)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_apart(count: &Count, n: i32);
        #[cgo(limit = none)]
        #[link_name = "limits_gather"]
        pub(super) safe fn gather_freely(count: &Count, n: i32);
        pub(super) safe fn limits_stay(count: &Count, flag: &AtomicI32);
    }

    /// Another block, with places of its own.
    pub(super) mod other {
        use super::{AtomicI32, Count, cgo_import};

        #[cgo_import(limit = 3)]
        unsafe extern "C" {
            pub(in super::super) safe fn limits_stay(count: &Count, flag: &AtomicI32);
        }
    }
}

#[test]
fn the_functions_of_a_block_share_its_places() {
    child::in_every_mode("counts::the_functions_of_a_block_share_its_places", || {
        child::builder().max_procs(3).init().expect("the first");
        static COUNT: Count = Count::new();
        cgocall::run(|| {
            let functions = [shared::limits_gather, shared::gather_too];
            let all: Vec<_> =
                (0..1000).map(|i| cgocall::spawn(move || functions[i % 2](&COUNT, 3))).collect();
            all.into_iter().for_each(|g| g.join().expect("no panic"));
        });
        assert_eq!((COUNT.most(), COUNT.all()), (3, 1000));
    });
}

#[test]
fn a_function_with_a_limit_of_its_own_or_none_takes_no_place_of_its_block() {
    let test = "counts::a_function_with_a_limit_of_its_own_or_none_takes_no_place_of_its_block";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        static GO_ON: AtomicI32 = AtomicI32::new(0);
        let stays: Vec<_> = (0..4).map(|_| cgocall::spawn(|| shared::limits_stay(&COUNT, &GO_ON))).collect();
        soon(|| COUNT.now() == 3);
        soon_in_line("limits_stay", 1);
        // The block is full, and these go in.
        gather(100, 2, shared::gather_apart);
        gather(8, 8, shared::gather_freely);
        let another = cgocall::spawn(|| shared::other::limits_stay(&COUNT, &GO_ON));
        soon(|| COUNT.now() == 4);
        GO_ON.store(1, SeqCst);
        stays.into_iter().chain([another]).for_each(|g| g.join().expect("no panic"));
        assert_eq!((COUNT.most(), COUNT.all()), (4, 5));
    });
}

mod serialized {
    use super::cgo_import;

    #[cgo_import(serialize)]
    unsafe extern "C" {
        pub(super) safe fn limits_change(value: i64);
        #[cgo(blocking)]
        #[link_name = "limits_change"]
        pub(super) safe fn change_blocking(value: i64);
        pub(super) safe fn limits_torn() -> i64;
    }
}

#[test]
fn goroutines_and_threads_may_use_a_library_that_is_not_thread_safe() {
    let test = "counts::goroutines_and_threads_may_use_a_library_that_is_not_thread_safe";
    child::in_every_mode(test, || {
        child::builder().max_procs(3).init().expect("the first");
        std::thread::scope(|s| {
            for thread in 0..4 {
                s.spawn(move || (0..50).for_each(|n| serialized::limits_change(1000 * thread + n)));
            }
            cgocall::run(|| {
                let changes = [serialized::limits_change, serialized::change_blocking];
                let all: Vec<_> =
                    (0..500).map(|n| cgocall::spawn(move || changes[n % 2](10_000 + n as i64))).collect();
                all.into_iter().for_each(|g| g.join().expect("no panic"));
            });
        });
        assert_eq!(serialized::limits_torn(), 0);
    });
}

#[test]
fn threads_are_bound_before_the_runtime_starts_and_do_not_start_it() {
    child::alone("counts::threads_are_bound_before_the_runtime_starts_and_do_not_start_it", &[], || {
        static COUNT: Count = Count::new();
        std::thread::scope(|s| {
            for _ in 0..32 {
                s.spawn(|| (0..100).for_each(|_| own::limits_gather(&COUNT, 4)));
            }
        });
        assert_eq!((COUNT.most(), COUNT.all()), (4, 3200));
        child::builder().init().expect("nobody has started it");
    });
}

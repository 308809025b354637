//! How one waits for a place: parked where that can be, else with the thread, and where it can be seen.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};

use cgocall::cgo_import;

use crate::{Count, child, dumped, soon, soon_in_line};

#[cgo_import(serialize)]
unsafe extern "C" {
    safe fn limits_pass(count: &Count);
    #[cgo(blocking)]
    safe fn limits_stay(count: &Count, flag: &AtomicI32);
}

/// A goroutine that stays in C until it is let go.
struct Holder {
    go_on: &'static AtomicI32,
    g: cgocall::JoinHandle<()>,
}

impl Holder {
    fn new() -> Holder {
        let (count, go_on): (&Count, &AtomicI32) = (Box::leak(Box::default()), Box::leak(Box::default()));
        let g = cgocall::spawn(move || limits_stay(count, go_on));
        soon(|| count.now() == 1);
        Holder { go_on, g }
    }

    fn let_go(self) {
        self.go_on.store(1, SeqCst);
        self.g.join().expect("no panic");
    }
}

#[test]
fn a_thousand_who_wait_take_no_thread_and_no_processor() {
    child::in_every_mode("waits::a_thousand_who_wait_take_no_thread_and_no_processor", || {
        child::builder().max_procs(1).init().expect("the first");
        static COUNT: Count = Count::new();
        let holder = Holder::new();
        let all: Vec<_> = (0..1000).map(|_| cgocall::spawn(|| limits_pass(&COUNT))).collect();
        soon_in_line("limits_pass", 1000);
        cgocall::spawn(|| ()).join().expect("the processor is free");
        let stats = cgocall::stats();
        assert!(stats.threads < 20, "{stats:?}");
        assert_eq!((stats.goroutines_parked, stats.goroutines_in_c), (1000, 1));
        holder.let_go();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
        assert_eq!((COUNT.most(), COUNT.all()), (1, 1000));
    });
}

#[test]
fn dump_says_what_a_goroutine_waits_for_and_where() {
    child::in_every_mode("waits::dump_says_what_a_goroutine_waits_for_and_where", || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        let holder = Holder::new();
        let waits = || limits_pass(&COUNT);
        let line = line!() - 1;
        let waiter = cgocall::Spawner::new().name("waiter").spawn(waits).expect("a stack");
        soon_in_line("limits_pass", 1);
        let [dump] = &dumped("(\"waiter\")")[..] else { panic!("once") };
        assert!(dump.ends_with(&format!(", at {}:{line}:24", file!())), "{dump}");
        assert_eq!(dumped("in C: limits_stay").len(), 1);
        holder.let_go();
        waiter.join().expect("no panic");
        // What it has waited for is forgotten.
        let later = cgocall::Spawner::new().name("waiter").spawn(cgocall::park).expect("a stack");
        soon(|| dumped("(\"waiter\"): parked, ").len() == 1);
        later.goroutine().unpark();
        later.join().expect("no panic");
    });
}

#[test]
fn within_blocking_a_wait_is_a_park_too() {
    child::in_every_mode("waits::within_blocking_a_wait_is_a_park_too", || {
        child::builder().max_procs(1).init().expect("the first");
        static COUNT: Count = Count::new();
        let holder = Holder::new();
        let all: Vec<_> =
            (0..10).map(|_| cgocall::spawn(|| cgocall::blocking(|| limits_pass(&COUNT)))).collect();
        soon_in_line("limits_pass", 10);
        holder.let_go();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
        assert_eq!(COUNT.all(), 10);
    });
}

#[test]
fn on_the_system_stack_the_thread_waits_and_leaves_its_processor_to_others() {
    let test = "waits::on_the_system_stack_the_thread_waits_and_leaves_its_processor_to_others";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("the first");
        static COUNT: Count = Count::new();
        let holder = Holder::new();
        let waiter = cgocall::spawn(|| {
            cgocall::on_system_stack(|| {
                limits_pass(&COUNT);
                // It is there still, with a processor.
                std::panic::catch_unwind(cgocall::park).expect_err("it would park within on_system_stack");
                cgocall::spawn(|| ())
            })
            .join()
            .expect("no panic");
            limits_pass(&COUNT);
        });
        soon(|| dumped("in C: (limit of limits_pass)").len() == 1);
        cgocall::spawn(|| ()).join().expect("the processor is free");
        holder.let_go();
        waiter.join().expect("no panic");
        assert_eq!(COUNT.all(), 2);
    });
}

#[test]
fn where_no_park_forbids_it_the_wait_is_a_panic_and_nothing_is_left_of_it() {
    let test = "waits::where_no_park_forbids_it_the_wait_is_a_panic_and_nothing_is_left_of_it";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        let with_no_park = || {
            let _no_park = cgocall::NoPark::new();
            limits_pass(&COUNT);
        };
        let while_the_world_is_stopped = || {
            let _world = cgocall::stop_the_world();
            limits_pass(&COUNT);
        };
        let so_on_the_system_stack = || {
            let _world = cgocall::stop_the_world();
            cgocall::on_system_stack(|| limits_pass(&COUNT));
        };
        let refused = |f: fn(), why: &str| {
            let panic = std::panic::catch_unwind(f).expect_err("it has to wait");
            let text = panic.downcast::<String>().expect("text");
            assert!(text.contains(why), "{text}");
        };
        cgocall::run(with_no_park);
        let holder = Holder::new();
        let waiter = cgocall::spawn(|| limits_pass(&COUNT));
        soon_in_line("limits_pass", 1);
        cgocall::run(|| {
            for _ in 0..3 {
                refused(with_no_park, "would park while a NoPark");
                refused(while_the_world_is_stopped, "while it holds the world stopped");
                refused(so_on_the_system_stack, "while it holds the world stopped");
            }
        });
        soon_in_line("limits_pass", 1);
        holder.let_go();
        waiter.join().expect("no panic");
        cgocall::run(with_no_park);
        assert_eq!((COUNT.most(), COUNT.all()), (1, 3));
    });
}

#[test]
fn a_goroutine_that_panics_may_wait() {
    struct Passes(&'static Count);
    impl Drop for Passes {
        fn drop(&mut self) {
            limits_pass(self.0);
        }
    }
    child::in_every_mode("waits::a_goroutine_that_panics_may_wait", || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        let holder = Holder::new();
        let panics = cgocall::spawn(|| {
            let _passes = Passes(&COUNT);
            panic!("and calls C meanwhile");
        });
        soon_in_line("limits_pass", 1);
        holder.let_go();
        assert!(panics.join().is_err());
        assert_eq!(COUNT.all(), 1);
    });
}

#[test]
fn bound_goroutines_go_on_on_their_thread() {
    child::alone("waits::bound_goroutines_go_on_on_their_thread", &[], || {
        child::builder().max_procs(3).init().expect("the first");
        static COUNT: Count = Count::new();
        static MOVED: AtomicBool = AtomicBool::new(false);
        let passes = || {
            // SAFETY: no arguments, no memory.
            let thread = || unsafe { libc::gettid() };
            for _ in 0..20 {
                let before = thread();
                limits_pass(&COUNT);
                MOVED.fetch_or(thread() != before, SeqCst);
            }
        };
        let all: Vec<_> = (0..100).map(|_| cgocall::spawn(passes)).collect();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
        assert!(!MOVED.load(SeqCst));
    });
}

//! The chaos mode: every park of a migrating program migrates, and a bound goroutine stays all the same.
#![cfg(feature = "chaos")]

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::time::Duration;

const ON: &str = "CGOCALL_CHAOS";

fn tid() -> i32 {
    // SAFETY: no arguments, no memory.
    unsafe { libc::gettid() }
}

/// How many parks of each kind went on on another thread, of how many.
fn migrations() -> Vec<(&'static str, u32, u32)> {
    type Park = (&'static str, fn());
    let parks: [Park; 5] = [
        ("sleep", || cgocall::sleep(Duration::from_millis(5))),
        ("park_timeout", || cgocall::park_timeout(Duration::from_millis(5))),
        ("unpark", || {
            let me = cgocall::current();
            cgocall::spawn(move || {
                // Until it has surely left its stack.
                cgocall::sleep(Duration::from_millis(1));
                me.unpark();
            });
            cgocall::park();
        }),
        ("rendezvous", || {
            let (sender, receiver) = cgocall::sync::channel(0);
            cgocall::spawn(move || {
                cgocall::sleep(Duration::from_micros(100));
                sender.send(()).expect("it waits");
            });
            receiver.recv().expect("it is sent");
        }),
        ("join", || {
            cgocall::spawn(|| cgocall::sleep(Duration::from_micros(100))).join().expect("it returns")
        }),
    ];
    let mut seen = Vec::new();
    for (name, park) in parks {
        let (mut moved, mut all) = (0, 0);
        for _ in 0..50 {
            let before = tid();
            park();
            all += 1;
            moved += u32::from(tid() != before);
        }
        seen.push((name, moved, all));
    }
    seen
}

#[test]
fn every_park_of_a_migrating_program_migrates() {
    child::alone("every_park_of_a_migrating_program_migrates", &[(ON, "1")], || {
        for procs in [1, 3] {
            // SAFETY: no goroutine of this test keeps a thread's value across a park.
            let _ = unsafe { cgocall::Builder::new().migrating() }.init();
            cgocall::set_max_procs(procs);
            for (name, moved, all) in cgocall::run(migrations) {
                // On a busy machine a sleep may be over before its park, which does not leave its thread then, or one
                // that wakes a little early parks once more, and may come back.
                assert!(moved * 2 > all, "{name} with {procs} processors: {moved} of {all}");
            }
        }
    });
}

#[test]
fn a_yield_to_another_goroutine_migrates() {
    child::alone("a_yield_to_another_goroutine_migrates", &[(ON, "1")], || {
        // SAFETY: as above.
        unsafe { cgocall::Builder::new().max_procs(1).migrating() }.init().expect("nobody has started it");
        cgocall::run(|| {
            let other = cgocall::spawn(|| (0..1000).for_each(|_| cgocall::yield_now()));
            let mut moved = 0;
            for _ in 0..500 {
                let before = tid();
                cgocall::yield_now();
                moved += u32::from(tid() != before);
            }
            assert!(moved >= 450, "{moved} of 500");
            other.join().expect("it returns");
        });
    });
}

#[test]
fn bound_goroutines_stay() {
    child::alone("bound_goroutines_stay", &[(ON, "1")], || {
        cgocall::Builder::new().max_procs(3).init().expect("nobody has started it");
        for (name, moved, _) in cgocall::run(migrations) {
            assert_eq!(moved, 0, "{name}");
        }
    });
}

#[test]
fn pinned_and_locked_goroutines_of_a_migrating_program_stay() {
    child::alone("pinned_and_locked_goroutines_of_a_migrating_program_stay", &[(ON, "1")], || {
        // SAFETY: as above.
        unsafe { cgocall::Builder::new().max_procs(3).migrating() }.init().expect("nobody has started it");
        let pinned = || cgocall::Spawner::new().pinned(true).spawn(migrations).expect("a stack").join();
        let locked = || {
            let _guard = cgocall::lock_os_thread();
            migrations()
        };
        let pinned = cgocall::run(pinned).expect("it returns");
        for (name, moved, _) in pinned.into_iter().chain(cgocall::run(locked)) {
            assert_eq!(moved, 0, "{name}");
        }
    });
}

#[test]
fn a_c_call_never_migrates() {
    child::alone("a_c_call_never_migrates", &[(ON, "1")], || {
        // SAFETY: as above.
        unsafe { cgocall::Builder::new().max_procs(2).migrating() }.init().expect("nobody has started it");
        cgocall::run(|| {
            let tasks: Vec<_> = (0..30)
                .map(|i| {
                    cgocall::spawn(move || {
                        for _ in 0..30 {
                            let before = tid();
                            match i % 2 {
                                0 => cgocall::blocking(|| std::thread::sleep(Duration::from_micros(50))),
                                _ => drop(c::usleep(50)),
                            }
                            assert_eq!(tid(), before);
                            cgocall::yield_now();
                        }
                    })
                })
                .collect();
            tasks.into_iter().for_each(|t| t.join().expect("it never moved in C"));
        });
    });
}

mod c {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        #[cgo(blocking)]
        pub(super) safe fn usleep(us: std::ffi::c_uint) -> std::ffi::c_int;
    }
}

#[test]
fn without_the_variable_nothing_is_scattered() {
    child::alone("without_the_variable_nothing_is_scattered", &[(ON, "0")], || {
        // SAFETY: as above.
        unsafe { cgocall::Builder::new().max_procs(1).migrating() }.init().expect("nobody has started it");
        let moved: u32 = cgocall::run(migrations).iter().map(|(_, moved, _)| moved).sum();
        assert!(moved < 125, "{moved} of 250 parks migrated on one processor");
    });
}

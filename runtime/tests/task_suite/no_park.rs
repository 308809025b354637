//! `NoPark`.

use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::Duration;

use super::{Gate, go};

fn message(of: impl FnOnce() + std::panic::UnwindSafe) -> String {
    match catch_unwind(of) {
        Ok(()) => panic!("it waited while a NoPark lived"),
        Err(payload) => *payload.downcast::<String>().expect("a message"),
    }
}

#[test]
fn a_park_while_one_lives_panics_and_names_where_it_was_made() {
    go(|| {
        let no_park = cgocall::NoPark::new();
        let line = line!() - 1;
        let text = message(cgocall::park);
        assert!(text.contains("no_park.rs") && text.contains(&format!(":{line}:")), "{text}");
        let nested = cgocall::NoPark::new();
        drop(nested);
        assert!(message(|| cgocall::sleep(Duration::from_millis(1))).contains("NoPark"));
        drop(no_park);
        cgocall::sleep(Duration::from_micros(10));
    });
}

#[test]
fn waits_that_need_not_wait_are_allowed() {
    go(|| {
        let task = cgocall::spawn(|| 1);
        while !task.is_finished() {
            cgocall::yield_now();
        }
        cgocall::current().unpark();
        let _no_park = cgocall::NoPark::new();
        cgocall::park();
        assert_eq!(task.join().expect("it has ended"), 1);
    });
}

/// A wait that is refused leaves nothing behind that others could reach.
#[test]
fn a_refused_join_can_be_left_alone() {
    go(|| {
        for _ in 0..500 {
            let gate = Arc::new(Gate::default());
            let task = cgocall::spawn({
                let gate = gate.clone();
                move || gate.pass()
            });
            let text = {
                let _no_park = cgocall::NoPark::new();
                message(std::panic::AssertUnwindSafe(move || task.join().expect("it returns")))
            };
            gate.open();
            assert!(text.contains("NoPark"), "{text}");
            cgocall::yield_now();
        }
    });
}

#[test]
fn a_refused_run_and_a_refused_scope_start_nothing_that_borrows() {
    go(|| {
        let mut touched = false;
        let no_park = cgocall::NoPark::new();
        assert!(message(std::panic::AssertUnwindSafe(|| cgocall::run(|| touched = true))).contains("NoPark"));
        let scope = || {
            cgocall::scope(|s| {
                s.spawn(|| touched = true);
            })
        };
        assert!(message(std::panic::AssertUnwindSafe(scope)).contains("NoPark"));
        drop(no_park);
        cgocall::sleep(Duration::from_millis(1));
        assert!(!touched);
    });
}

#[test]
fn it_belongs_to_its_goroutine_alone() {
    go(|| {
        let parks = cgocall::spawn(|| cgocall::sleep(Duration::from_micros(100)));
        let no_park = cgocall::NoPark::new();
        drop(no_park);
        parks.join().expect("another goroutine may park");
    });
}

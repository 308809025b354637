//! First come, first served.

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::cgo_import;

use crate::{Count, announce, child, soon, soon_asleep, soon_in_line};

#[repr(C)]
struct Order {
    n: i32,
    who: [i32; 64],
}

#[cgo_import(serialize)]
unsafe extern "C" {
    safe fn limits_stay(count: &Count, flag: &AtomicI32);
    fn limits_note(order: *mut Order, who: i32);
}

struct Shared(*mut Order);
// SAFETY: C writes to it from one thread at a time: that is what is to be shown.
unsafe impl Sync for Shared {}

#[test]
fn goroutines_and_threads_enter_in_the_order_they_came_and_who_comes_again_is_last() {
    let test = "order::goroutines_and_threads_enter_in_the_order_they_came_and_who_comes_again_is_last";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        static GO_ON: AtomicI32 = AtomicI32::new(0);
        let mut order = Order { n: 0, who: [0; 64] };
        let shared = &Shared(&raw mut order);
        // SAFETY: it outlives everybody.
        let note = move |who| unsafe { limits_note({ shared }.0, who) };
        std::thread::scope(|s| {
            let holder = s.spawn(|| {
                cgocall::run(|| {
                    limits_stay(&COUNT, &GO_ON);
                    note(99);
                });
            });
            soon(|| COUNT.now() == 1);
            let mut goroutines = 0;
            for who in 0..30 {
                let tid: &'static AtomicI32 = Box::leak(Box::default());
                if who % 3 == 2 {
                    s.spawn(move || {
                        announce(tid);
                        note(who);
                    });
                    soon_asleep(tid);
                } else {
                    goroutines += 1;
                    s.spawn(move || cgocall::run(move || note(who)));
                    soon_in_line("limits_note", goroutines);
                }
            }
            GO_ON.store(1, SeqCst);
            holder.join().expect("no panic");
        });
        let expected: Vec<i32> = (0..30).chain([99]).collect();
        assert_eq!(order.who[..order.n as usize], expected);
    });
}

//! Locks, on plain threads, on goroutines and between the two.

mod sync_ground;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use cgocall::sync::{Barrier, Condvar, Mutex, OnceLock, RwLock, RwLockWriteGuard, Semaphore, channel};
use sync_ground::{Ground, on_every_ground};

on_every_ground!(
    increments_under_a_mutex_are_never_lost,
    a_mutex_held_across_a_park_keeps_others_out,
    a_panic_under_a_mutex_unlocks_it,
    many_read_at_once_but_a_writer_is_alone,
    a_waiting_writer_goes_before_new_readers,
    a_downgrade_lets_readers_in_and_keeps_writers_out,
    a_condition_that_becomes_true_ends_the_wait,
    each_notification_wakes_one_waiter,
    notifying_all_wakes_all,
    a_bounded_queue_of_mutex_and_condvars_passes_everything,
    a_condvar_wait_times_out_with_the_lock_held,
    a_condvar_timeout_racing_a_notification_passes_it_on,
    no_more_than_the_permitted_number_is_inside,
    permits_that_come_free_together_wake_as_many,
    a_forgotten_permit_is_gone_and_an_added_one_is_there,
    all_meet_at_a_barrier_and_one_leads,
    a_value_is_made_once_though_its_making_parks,
    a_making_that_panics_leaves_the_place_empty,
);

#[test]
fn locks_show_their_value_or_that_they_are_held() {
    let mutex = Mutex::new(5);
    assert_eq!(format!("{mutex:?}"), "Mutex { data: 5 }");
    let guard = mutex.lock();
    assert_eq!(format!("{guard:?} {guard} {mutex:?}"), "5 5 Mutex { data: <locked> }");

    let lock = RwLock::from(5);
    assert_eq!(format!("{lock:?} {}", lock.read()), "RwLock { data: 5 } 5");
    let guard = lock.write();
    assert_eq!(format!("{guard:?} {lock:?}"), "5 RwLock { data: <locked> }");

    assert_eq!(Mutex::<u8>::default().into_inner() + RwLock::<u8>::default().into_inner(), 0);
}

/// Watches how many are inside at a time.
#[derive(Default)]
struct Room {
    inside: AtomicUsize,
    most: AtomicUsize,
}

impl Room {
    /// Goes in and out, giving others the chance to come in meanwhile.
    fn visit(&self) {
        let inside = self.inside.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(inside, Ordering::SeqCst);
        cgocall::yield_now();
        self.inside.fetch_sub(1, Ordering::SeqCst);
    }
}

fn increments_under_a_mutex_are_never_lost(on: Ground) {
    let total = Arc::new(Mutex::new(0));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let total = total.clone();
            on.spawn(move || {
                for _ in 0..1000 {
                    let mut total = total.lock();
                    let before = *total;
                    if before % 64 == 0 {
                        cgocall::yield_now();
                    }
                    *total = before + 1;
                }
            })
        })
        .collect();
    tasks.into_iter().for_each(|task| task.join());
    assert_eq!(Arc::into_inner(total).map(Mutex::into_inner), Some(8000));
}

fn a_mutex_held_across_a_park_keeps_others_out(on: Ground) {
    let (mutex, room) = (Arc::new(Mutex::new(())), Arc::new(Room::default()));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (mutex, room) = (mutex.clone(), room.clone());
            on.spawn(move || {
                for _ in 0..50 {
                    let _guard = mutex.lock();
                    assert!(mutex.try_lock().is_none());
                    room.visit();
                }
            })
        })
        .collect();
    tasks.into_iter().for_each(|task| task.join());
    assert_eq!(room.most.load(Ordering::SeqCst), 1);
}

fn a_panic_under_a_mutex_unlocks_it(on: Ground) {
    let mutex = Arc::new(Mutex::new(1));
    let other = mutex.clone();
    let task = on.spawn(move || {
        *other.lock() = 2;
        let _guard = other.lock();
        panic!("on purpose, with the lock held");
    });
    assert!(catch_unwind(AssertUnwindSafe(|| task.join())).is_err());
    assert_eq!(*mutex.lock(), 2);
}

fn many_read_at_once_but_a_writer_is_alone(on: Ground) {
    let lock = Arc::new(RwLock::new((0, 0)));
    let reading = lock.read();
    let other = lock.clone();
    on.spawn(move || assert_eq!(*other.read(), (0, 0))).join();
    assert!(lock.try_write().is_none());
    drop(reading);

    let tasks: Vec<_> = (0..8)
        .map(|i| {
            let lock = lock.clone();
            on.spawn(move || {
                for _ in 0..300 {
                    if i < 3 {
                        let mut pair = lock.write();
                        pair.0 += 1;
                        cgocall::yield_now();
                        pair.1 += 1;
                    } else {
                        let pair = lock.read();
                        let first = pair.0;
                        cgocall::yield_now();
                        assert_eq!((first, first), *pair);
                    }
                }
            })
        })
        .collect();
    tasks.into_iter().for_each(|task| task.join());
    assert_eq!(*lock.read(), (900, 900));
}

fn a_waiting_writer_goes_before_new_readers(on: Ground) {
    let lock = Arc::new(RwLock::new(0));
    let reading = lock.read();
    let other = lock.clone();
    let task = on.spawn(move || *other.write() = 1);
    while lock.try_read().is_some() {
        cgocall::yield_now();
    }
    let other = lock.clone();
    let late = on.spawn(move || *other.read());
    assert_eq!(*reading, 0);
    drop(reading);
    assert_eq!(late.join(), 1);
    task.join();
}

fn a_downgrade_lets_readers_in_and_keeps_writers_out(on: Ground) {
    let lock = Arc::new(RwLock::new(0));
    let mut writing = lock.write();
    let other = lock.clone();
    let writer = on.spawn(move || *other.write() += 10);
    *writing = 1;
    let reading = RwLockWriteGuard::downgrade(writing);
    assert!(lock.try_write().is_none());
    assert_eq!(*reading, 1);
    drop(reading);
    writer.join();
    assert_eq!(*lock.read(), 11);
}

fn a_condition_that_becomes_true_ends_the_wait(on: Ground) {
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let other = pair.clone();
    let task = on.spawn(move || {
        for _ in 0..100 {
            *other.0.lock() += 1;
            other.1.notify_one();
            cgocall::yield_now();
        }
    });
    let (guard, result) =
        pair.1.wait_timeout_while(pair.0.lock(), Duration::from_secs(3600), |count| *count < 50);
    assert!(!result.timed_out());
    assert!(*guard >= 50);
    let guard = pair.1.wait_while(guard, |count| *count < 100);
    assert_eq!(*guard, 100);
    drop(guard);
    task.join();
}

/// Spawns `count` waiters on a condition variable and returns once all of them wait.
fn waiters(on: Ground, count: usize, pair: &Arc<(Mutex<usize>, Condvar)>) -> Vec<sync_ground::Task<()>> {
    let tasks = (0..count)
        .map(|_| {
            let pair = pair.clone();
            on.spawn(move || {
                let mut waiting = pair.0.lock();
                *waiting += 1;
                // Counted and listening from here on, as far as anyone who holds the lock can tell.
                let mut waiting = pair.1.wait(waiting);
                *waiting -= 1;
            })
        })
        .collect();
    while *pair.0.lock() < count {
        cgocall::yield_now();
    }
    tasks
}

fn each_notification_wakes_one_waiter(on: Ground) {
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let tasks = waiters(on, 5, &pair);
    // Two in a row, before the first of those woken can have run.
    let guard = pair.0.lock();
    pair.1.notify_one();
    pair.1.notify_one();
    drop(guard);
    while *pair.0.lock() > 3 {
        cgocall::yield_now();
    }
    (0..20).for_each(|_| cgocall::yield_now());
    assert_eq!(*pair.0.lock(), 3, "two notifications woke more than two");
    (0..3).for_each(|_| pair.1.notify_one());
    tasks.into_iter().for_each(|task| task.join());
}

fn notifying_all_wakes_all(on: Ground) {
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let tasks = waiters(on, 8, &pair);
    pair.1.notify_all();
    tasks.into_iter().for_each(|task| task.join());
    assert_eq!(*pair.0.lock(), 0);
}

fn a_bounded_queue_of_mutex_and_condvars_passes_everything(on: Ground) {
    struct Queue {
        values: Mutex<Vec<usize>>,
        filled: Condvar,
        emptied: Condvar,
    }
    let queue =
        Arc::new(Queue { values: Mutex::default(), filled: Condvar::new(), emptied: Condvar::default() });
    let producers: Vec<_> = (0..4)
        .map(|p| {
            let queue = queue.clone();
            on.spawn(move || {
                for i in 0..500 {
                    queue
                        .emptied
                        .wait_while(queue.values.lock(), |values| values.len() == 2)
                        .push(p * 500 + i);
                    queue.filled.notify_one();
                }
            })
        })
        .collect();
    let consumers: Vec<_> = (0..2)
        .map(|_| {
            let queue = queue.clone();
            on.spawn(move || {
                (0..1000)
                    .map(|_| {
                        let mut values =
                            queue.filled.wait_while(queue.values.lock(), |values| values.is_empty());
                        let value = values.pop().expect("not empty");
                        queue.emptied.notify_one();
                        value
                    })
                    .sum::<usize>()
            })
        })
        .collect();
    producers.into_iter().for_each(|task| task.join());
    assert_eq!(consumers.into_iter().map(|task| task.join()).sum::<usize>(), (0..2000).sum());
}

fn a_condvar_wait_times_out_with_the_lock_held(_: Ground) {
    let (mutex, never) = (Mutex::new(1), Condvar::new());
    let (guard, result) = never.wait_timeout(mutex.lock(), Duration::from_millis(1));
    assert!(result.timed_out());
    assert!(mutex.try_lock().is_none());
    let (guard, result) = never.wait_timeout_while(guard, Duration::from_millis(1), |value| *value == 1);
    assert!(result.timed_out());
    let (_, result) = never.wait_timeout_while(guard, Duration::ZERO, |value| *value != 1);
    assert!(!result.timed_out());
}

fn a_condvar_timeout_racing_a_notification_passes_it_on(on: Ground) {
    // One token at a time, one notification for each, and waiters that keep giving up. A notification
    // swallowed by one who gave up would leave the patient one asleep.
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let done = Arc::new(AtomicBool::new(false));
    let impatient: Vec<_> = (0..3)
        .map(|i| {
            let (pair, done) = (pair.clone(), done.clone());
            on.spawn(move || {
                let mut taken = 0;
                while !done.load(Ordering::SeqCst) {
                    let patience = Duration::from_micros(5 + 10 * i);
                    let (mut tokens, result) = pair.1.wait_timeout(pair.0.lock(), patience);
                    if !result.timed_out() && *tokens > 0 {
                        *tokens -= 1;
                        taken += 1;
                    }
                }
                taken
            })
        })
        .collect();
    let patient = {
        let (pair, done) = (pair.clone(), done.clone());
        on.spawn(move || {
            let mut taken = 0;
            while !done.load(Ordering::SeqCst) {
                let mut tokens =
                    pair.1.wait_while(pair.0.lock(), |n| *n == 0 && !done.load(Ordering::SeqCst));
                if *tokens > 0 {
                    *tokens -= 1;
                    taken += 1;
                }
            }
            taken
        })
    };
    for _ in 0..1000 {
        *pair.0.lock() += 1;
        pair.1.notify_one();
        while *pair.0.lock() > 0 {
            cgocall::yield_now();
        }
    }
    {
        let _tokens = pair.0.lock();
        done.store(true, Ordering::SeqCst);
    }
    pair.1.notify_all();
    let taken: usize = impatient.into_iter().map(|task| task.join()).sum();
    assert_eq!(taken + patient.join(), 1000);
}

fn no_more_than_the_permitted_number_is_inside(on: Ground) {
    let (semaphore, room) = (Arc::new(Semaphore::new(3)), Arc::new(Room::default()));
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (semaphore, room) = (semaphore.clone(), room.clone());
            on.spawn(move || {
                for _ in 0..200 {
                    let _permit = semaphore.acquire();
                    room.visit();
                }
            })
        })
        .collect();
    tasks.into_iter().for_each(|task| task.join());
    assert!(room.most.load(Ordering::SeqCst) <= 3);
    let all: Vec<_> = std::iter::from_fn(|| semaphore.try_acquire()).collect();
    assert_eq!(all.len(), 3, "every permit came back");
}

fn permits_that_come_free_together_wake_as_many(on: Ground) {
    for _ in 0..50 {
        let semaphore = Arc::new(Semaphore::new(2));
        let meeting = Arc::new(Barrier::new(2));
        let held = (semaphore.acquire(), semaphore.acquire());
        let tasks: Vec<_> = (0..2)
            .map(|_| {
                let (semaphore, meeting) = (semaphore.clone(), meeting.clone());
                on.spawn(move || {
                    // Neither gives its permit back before both have one.
                    let _permit = semaphore.acquire();
                    meeting.wait();
                })
            })
            .collect();
        (0..3).for_each(|_| cgocall::yield_now());
        drop(held);
        tasks.into_iter().for_each(|task| task.join());
    }
}

fn a_forgotten_permit_is_gone_and_an_added_one_is_there(on: Ground) {
    let semaphore = Arc::new(Semaphore::new(1));
    semaphore.acquire().forget();
    assert!(semaphore.try_acquire().is_none());
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let semaphore = semaphore.clone();
            on.spawn(move || semaphore.acquire().forget())
        })
        .collect();
    semaphore.add_permits(3);
    tasks.into_iter().for_each(|task| task.join());
    assert!(semaphore.try_acquire().is_none());
}

fn all_meet_at_a_barrier_and_one_leads(on: Ground) {
    const PARTIES: usize = 5;
    const ROUNDS: usize = 100;
    let (barrier, came) = (Arc::new(Barrier::new(PARTIES)), Arc::new(AtomicUsize::new(0)));
    let tasks: Vec<_> = (0..PARTIES)
        .map(|_| {
            let (barrier, came) = (barrier.clone(), came.clone());
            on.spawn(move || {
                let mut led = 0;
                for round in 1..=ROUNDS {
                    came.fetch_add(1, Ordering::SeqCst);
                    led += usize::from(barrier.wait().is_leader());
                    assert!(came.load(Ordering::SeqCst) >= round * PARTIES);
                }
                led
            })
        })
        .collect();
    assert_eq!(tasks.into_iter().map(|task| task.join()).sum::<usize>(), ROUNDS);
}

fn a_value_is_made_once_though_its_making_parks(on: Ground) {
    let place = Arc::new(OnceLock::new());
    let (go, gone) = channel::<()>(0);
    let tasks: Vec<_> = (0..6)
        .map(|i| {
            let (place, gone) = (place.clone(), gone.clone());
            on.spawn(move || {
                *place.get_or_init(|| {
                    // Parks with the others coming, until the body says so.
                    gone.recv().unwrap();
                    i
                })
            })
        })
        .collect();
    go.send(()).unwrap();
    let values: Vec<_> = tasks.into_iter().map(|task| task.join()).collect();
    assert_eq!(values, [values[0]; 6]);
    assert_eq!(place.set(9), Err(9));
    assert_eq!(place.get(), Some(&values[0]));
}

fn a_making_that_panics_leaves_the_place_empty(on: Ground) {
    let place = Arc::new(OnceLock::new());
    let other = place.clone();
    let task = on.spawn(move || {
        other.get_or_init(|| panic!("on purpose, while making"));
    });
    assert!(catch_unwind(AssertUnwindSafe(|| task.join())).is_err());
    assert_eq!(place.get(), None);
    assert_eq!(place.get_or_init(|| 3), &3);
}

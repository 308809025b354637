//! Channels, on plain threads, on goroutines and between the two.

mod sync_ground;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cgocall::sync::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, Sender, TryRecvError, TrySendError, channel,
    unbounded,
};
use sync_ground::{Ground, on_every_ground};

on_every_ground!(
    values_arrive_in_the_order_they_were_sent,
    a_rendezvous_send_returns_only_when_the_value_is_received,
    a_rendezvous_takes_a_value_only_from_one_who_waits,
    a_full_channel_makes_the_sender_wait,
    a_ping_pong_alternates,
    every_value_reaches_exactly_one_of_many_receivers,
    receivers_drain_the_channel_and_then_learn_that_senders_are_gone,
    waiting_receivers_learn_that_senders_are_gone,
    waiting_senders_get_their_values_back_when_receivers_are_gone,
    one_remaining_clone_keeps_its_side_alive,
    iteration_ends_with_the_senders,
    a_timeout_without_a_peer_gives_up,
    a_timeout_longer_than_time_waits_for_the_value,
    a_receive_timeout_racing_a_send_loses_nothing,
    a_send_timeout_racing_a_receive_loses_nothing,
    those_who_time_out_leave_the_others_in_line,
    every_value_is_dropped_exactly_once,
    a_value_that_panics_when_dropped_leaves_the_channel_usable,
    an_unbounded_channel_takes_everything_without_a_receiver,
    a_channel_can_carry_its_own_ends,
    large_and_zero_sized_values_cross,
);

/// A value that counts how often it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn values_arrive_in_the_order_they_were_sent(on: Ground) {
    for capacity in [0, 1, 3, 1000, usize::MAX] {
        let (sender, receiver) = channel(capacity);
        let task = on.spawn(move || (0..2000).for_each(|i| sender.send(i).unwrap()));
        assert!(receiver.iter().eq(0..2000), "with capacity {capacity}");
        task.join();
    }
}

fn a_rendezvous_send_returns_only_when_the_value_is_received(on: Ground) {
    let (sender, receiver) = channel(0);
    let received = Arc::new(AtomicUsize::new(0));
    let count = received.clone();
    let task = on.spawn(move || {
        for i in 0..500 {
            // The receiver counts before it takes, so a send that returned early would find too small a
            // count.
            sender.send(i).unwrap();
            assert!(count.load(Ordering::SeqCst) > i);
        }
    });
    for i in 0..500 {
        cgocall::yield_now();
        received.fetch_add(1, Ordering::SeqCst);
        assert_eq!(receiver.recv(), Ok(i));
    }
    task.join();
}

fn a_rendezvous_takes_a_value_only_from_one_who_waits(on: Ground) {
    let (sender, receiver) = channel(0);
    assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));

    let there = receiver.clone();
    let task = on.spawn(move || there.recv());
    while sender.try_send(2).is_err() {
        cgocall::yield_now();
    }
    assert_eq!(task.join(), Ok(2));

    let task = on.spawn(move || sender.send(3));
    let value = loop {
        match receiver.try_recv() {
            Ok(value) => break value,
            Err(error) => assert_eq!(error, TryRecvError::Empty),
        }
        cgocall::yield_now();
    };
    assert_eq!(value, 3);
    task.join().unwrap();
}

fn a_full_channel_makes_the_sender_wait(on: Ground) {
    let (sender, receiver) = channel(3);
    (0..3).for_each(|i| sender.try_send(i).unwrap());
    assert_eq!(sender.try_send(3), Err(TrySendError::Full(3)));
    let task = on.spawn(move || {
        sender.send(3).unwrap();
        sender.send(4).unwrap();
    });
    assert!((0..5).all(|i| receiver.recv() == Ok(i)));
    task.join();
}

fn a_ping_pong_alternates(on: Ground) {
    let ((ping, pinged), (pong, ponged)) = (channel(0), channel(0));
    let task = on.spawn(move || pinged.iter().for_each(|i: usize| pong.send(i + 1).unwrap()));
    for i in 0..2000 {
        ping.send(i).unwrap();
        assert_eq!(ponged.recv(), Ok(i + 1));
    }
    drop(ping);
    task.join();
}

fn every_value_reaches_exactly_one_of_many_receivers(on: Ground) {
    const EACH: usize = 2000;
    const SENDERS: usize = 4;
    for capacity in [0, 1, 7, usize::MAX] {
        let (sender, receiver) = channel(capacity);
        let senders: Vec<_> = (0..SENDERS)
            .map(|s| {
                let sender = sender.clone();
                on.spawn(move || (0..EACH).for_each(|i| sender.send(s * EACH + i).unwrap()))
            })
            .collect();
        drop(sender);
        let receivers: Vec<_> = (0..3)
            .map(|_| {
                let receiver = receiver.clone();
                on.spawn(move || receiver.into_iter().collect::<Vec<_>>())
            })
            .collect();
        drop(receiver);
        senders.into_iter().for_each(|task| task.join());
        let mut all = Vec::new();
        for task in receivers {
            let part = task.join();
            for s in 0..SENDERS {
                let of_one_sender = part.iter().filter(|&value| value / EACH == s);
                assert!(of_one_sender.is_sorted(), "one sender's values overtook each other");
            }
            all.extend(part);
        }
        all.sort_unstable();
        assert!(all.into_iter().eq(0..SENDERS * EACH), "with capacity {capacity}");
    }
}

fn receivers_drain_the_channel_and_then_learn_that_senders_are_gone(on: Ground) {
    let (sender, receiver) = channel(4);
    on.spawn(move || (0..4).for_each(|i| sender.send(i).unwrap())).join();
    assert!((0..4).all(|i| receiver.recv() == Ok(i)));
    assert_eq!(receiver.recv(), Err(RecvError));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(receiver.recv_timeout(Duration::from_secs(3600)), Err(RecvTimeoutError::Disconnected));
}

fn waiting_receivers_learn_that_senders_are_gone(on: Ground) {
    let (sender, receiver) = channel(0);
    let tasks: Vec<_> = (0..8)
        .map(|i| {
            let receiver = receiver.clone();
            on.spawn(move || match i % 2 {
                0 => receiver.recv().map_err(|RecvError| RecvTimeoutError::Disconnected),
                _ => receiver.recv_timeout(Duration::from_secs(3600)),
            })
        })
        .collect();
    // Some of them wait by now, as one that a value was handed to shows; the rest meet the end when they
    // come.
    while sender.try_send(7).is_err() {
        cgocall::yield_now();
    }
    drop(sender);
    let (served, disconnected): (Vec<_>, Vec<_>) =
        tasks.into_iter().map(|task| task.join()).partition(Result::is_ok);
    assert_eq!(served, [Ok(7)]);
    assert_eq!(disconnected, [Err(RecvTimeoutError::Disconnected); 7]);
}

fn waiting_senders_get_their_values_back_when_receivers_are_gone(on: Ground) {
    let (sender, receiver) = channel(1);
    let tasks: Vec<_> = (0..8)
        .map(|i| {
            let sender = sender.clone();
            on.spawn(move || match i % 2 {
                0 => sender.send(i).map_err(|SendError(value)| value),
                _ => sender.send_timeout(i, Duration::from_secs(3600)).map_err(|error| {
                    assert!(matches!(error, SendTimeoutError::Disconnected(_)));
                    error.into_inner()
                }),
            })
        })
        .collect();
    let first = receiver.recv().unwrap();
    drop(receiver);
    let mut sent = 0;
    for (i, task) in tasks.into_iter().enumerate() {
        match task.join() {
            Ok(()) => sent += 1,
            Err(value) => {
                assert_eq!(value, i);
                assert_ne!(value, first);
            }
        }
    }
    assert!((1..=2).contains(&sent), "one was received and at most one was in the buffer, not {sent}");
    assert_eq!(sender.send(9), Err(SendError(9)));
    assert_eq!(sender.try_send(9), Err(TrySendError::Disconnected(9)));
    assert_eq!(sender.send_timeout(9, Duration::MAX), Err(SendTimeoutError::Disconnected(9)));
}

fn one_remaining_clone_keeps_its_side_alive(on: Ground) {
    let (sender, receiver) = channel(1);
    let (other_sender, other_receiver) = (sender.clone(), receiver.clone());
    on.spawn(move || drop((sender, receiver))).join();
    other_sender.send(1).unwrap();
    assert_eq!(other_receiver.recv(), Ok(1));
    drop(other_sender);
    assert_eq!(other_receiver.recv(), Err(RecvError));
}

fn iteration_ends_with_the_senders(on: Ground) {
    let (sender, receiver) = channel(2);
    let task = on.spawn(move || (1..=100).for_each(|i| sender.send(i).unwrap()));
    let mut total = 0;
    for value in &receiver {
        total += value;
    }
    task.join();
    assert_eq!(total, 5050);
    assert_eq!(receiver.try_iter().next(), None);
    assert_eq!(receiver.into_iter().next(), None);
}

fn a_timeout_without_a_peer_gives_up(_: Ground) {
    let (sender, receiver) = channel(1);
    for patience in [Duration::ZERO, Duration::from_millis(2)] {
        assert_eq!(receiver.recv_timeout(patience), Err(RecvTimeoutError::Timeout));
    }
    sender.send(1).unwrap();
    for patience in [Duration::ZERO, Duration::from_millis(2)] {
        assert_eq!(sender.send_timeout(2, patience), Err(SendTimeoutError::Timeout(2)));
    }
    assert!(receiver.try_iter().eq([1]));
}

fn a_timeout_longer_than_time_waits_for_the_value(on: Ground) {
    let (sender, receiver) = channel(0);
    let task = on.spawn(move || receiver.recv_timeout(Duration::MAX));
    assert_eq!(sender.send_timeout(1, Duration::MAX), Ok(()));
    assert_eq!(task.join(), Ok(1));
}

/// Patience from nothing to a few scheduling delays, so that some time-outs come before the peer, some after
/// it, and some together with it.
fn patience(i: usize) -> Duration {
    Duration::from_micros((i * 7 % 60) as u64)
}

fn a_receive_timeout_racing_a_send_loses_nothing(on: Ground) {
    const VALUES: usize = 3000;
    for capacity in [0, 1] {
        let (sender, receiver) = channel(capacity);
        let tasks: Vec<_> = (0..2)
            .map(|_| {
                let receiver = receiver.clone();
                on.spawn(move || {
                    let mut got = Vec::new();
                    for i in 0.. {
                        match receiver.recv_timeout(patience(i)) {
                            Ok(value) => got.push(value),
                            Err(RecvTimeoutError::Timeout) => {}
                            Err(RecvTimeoutError::Disconnected) => break,
                        }
                    }
                    got
                })
            })
            .collect();
        for i in 0..VALUES {
            if i % 3 == 0 {
                cgocall::sleep(patience(i));
            }
            sender.send(i).unwrap();
        }
        drop(sender);
        let mut all: Vec<_> = tasks.into_iter().flat_map(|task| task.join()).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..VALUES), "with capacity {capacity}");
    }
}

fn a_send_timeout_racing_a_receive_loses_nothing(on: Ground) {
    const VALUES: usize = 3000;
    for capacity in [0, 1] {
        let (sender, receiver) = channel(capacity);
        let tasks: Vec<_> = (0..2)
            .map(|parity| {
                let sender = sender.clone();
                on.spawn(move || {
                    for (i, value) in (parity..VALUES).step_by(2).enumerate() {
                        let mut unsent = value;
                        while let Err(error) = sender.send_timeout(unsent, patience(i)) {
                            assert!(matches!(error, SendTimeoutError::Timeout(_)));
                            unsent = error.into_inner();
                            assert_eq!(unsent, value);
                        }
                    }
                })
            })
            .collect();
        drop(sender);
        let mut all = Vec::new();
        while let Ok(value) = receiver.recv() {
            if value % 3 == 0 {
                cgocall::sleep(patience(value));
            }
            all.push(value);
        }
        tasks.into_iter().for_each(|task| task.join());
        all.sort_unstable();
        assert!(all.into_iter().eq(0..VALUES), "with capacity {capacity}");
    }
}

fn those_who_time_out_leave_the_others_in_line(on: Ground) {
    let (sender, receiver) = channel::<usize>(0);
    let patient: Vec<_> = (0..3)
        .map(|_| {
            let receiver = receiver.clone();
            on.spawn(move || receiver.recv())
        })
        .collect();
    let impatient: Vec<_> = (0..6)
        .map(|i| {
            let receiver = receiver.clone();
            on.spawn(move || receiver.recv_timeout(Duration::from_millis(1 + i % 3)))
        })
        .collect();
    for task in impatient {
        assert_eq!(task.join(), Err(RecvTimeoutError::Timeout));
    }
    (0..3).for_each(|i| sender.send(i).unwrap());
    let mut got: Vec<_> = patient.into_iter().map(|task| task.join().unwrap()).collect();
    got.sort_unstable();
    assert_eq!(got, [0, 1, 2]);
}

fn every_value_is_dropped_exactly_once(on: Ground) {
    let drops = Arc::new(AtomicUsize::new(0));
    let value = || Counted(drops.clone());
    let dropped = || drops.swap(0, Ordering::SeqCst);

    // Received, from the buffer and from a waiting sender.
    let (sender, receiver) = channel(1);
    let values = [value(), value(), value()];
    let task = on.spawn(move || values.into_iter().for_each(|value| sender.send(value).unwrap()));
    assert_eq!(receiver.iter().count(), 3);
    task.join();
    assert_eq!(dropped(), 3);

    // Left in the buffer when the receiver goes: dropped then, though the sender lives.
    let (sender, receiver) = unbounded();
    (0..5).for_each(|_| sender.try_send(value()).unwrap());
    drop(receiver);
    assert_eq!(dropped(), 5);
    // Refused: back to the sender, not dropped by the channel.
    let refused = sender.send(value()).unwrap_err();
    assert_eq!(dropped(), 0);
    drop(refused);
    assert_eq!(dropped(), 1);

    // Left in the buffer when the senders go first: dropped with the receiver.
    let (sender, receiver) = channel(8);
    (0..5).for_each(|_| sender.try_send(value()).unwrap());
    drop(sender);
    assert_eq!(dropped(), 0);
    drop(receiver);
    assert_eq!(dropped(), 5);

    // Timed out and tried in vain.
    let (sender, _receiver) = channel(0);
    drop(sender.send_timeout(value(), Duration::from_micros(50)));
    drop(sender.try_send(value()));
    assert_eq!(dropped(), 2);
}

fn a_value_that_panics_when_dropped_leaves_the_channel_usable(on: Ground) {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                panic!("dropped");
            }
        }
    }
    let (sender, receiver) = channel(4);
    (0..3).for_each(|_| sender.try_send(Bomb).unwrap());
    let dropper = on.spawn(move || drop(receiver));
    assert!(catch_unwind(AssertUnwindSafe(|| dropper.join())).is_err());
    std::mem::forget(sender.send(Bomb).unwrap_err());
}

fn an_unbounded_channel_takes_everything_without_a_receiver(on: Ground) {
    const VALUES: usize = 100_000;
    let (sender, receiver) = unbounded();
    let second = sender.clone();
    let task = on.spawn(move || (0..VALUES).step_by(2).for_each(|i| second.send(i).unwrap()));
    (1..VALUES).step_by(2).for_each(|i| sender.try_send(i).unwrap());
    task.join();
    let (even, odd): (Vec<_>, Vec<_>) = receiver.try_iter().partition(|i| i % 2 == 0);
    assert!(even.into_iter().eq((0..VALUES).step_by(2)));
    assert!(odd.into_iter().eq((1..VALUES).step_by(2)));
}

fn a_channel_can_carry_its_own_ends(on: Ground) {
    struct Reply(usize, Sender<Reply>);
    let (sender, receiver) = channel::<Reply>(2);
    let own = sender.clone();
    let task = on.spawn(move || {
        let Reply(number, back) = receiver.recv().unwrap();
        assert!(back.send(Reply(number + 1, own)).is_ok());
        // The receiver goes with a sender of its own channel in the buffer.
        drop(receiver);
    });
    let (back, answer) = channel(1);
    sender.send(Reply(1, back)).unwrap();
    let Reply(number, own) = answer.recv().unwrap();
    task.join();
    assert_eq!(number, 2);
    assert!(own.send(Reply(3, sender)).is_err());
}

fn large_and_zero_sized_values_cross(on: Ground) {
    for capacity in [0, 1, 3] {
        let (sender, receiver) = channel(capacity);
        let task = on.spawn(move || (0..50u8).for_each(|i| sender.send([i; 1500]).unwrap()));
        assert!((0..50).all(|i| receiver.recv() == Ok([i; 1500])));
        task.join();

        let (sender, receiver) = channel(capacity);
        let task = on.spawn(move || (0..500).for_each(|_| sender.send(()).unwrap()));
        assert_eq!(receiver.iter().count(), 500);
        task.join();
    }
}

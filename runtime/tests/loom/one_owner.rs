//! The accounting protocol: whatever an owner in C and those who want its P do, one of them has it, and only one.

use loom::sync::Arc;
use loom::thread;

use crate::accounting;
use crate::check;
use crate::processor::M;
use crate::shim;

/// The M calls C `calls` times and uses its P around each; sysmon looks `looks` times.
fn owner_and_sysmon(membarrier: bool, calls: u32, looks: u32) {
    let m = Arc::new(M::new(membarrier));
    let sysmon = {
        let m = m.clone();
        thread::spawn(move || (0..looks).map(|_| u32::from(m.retake())).sum::<u32>())
    };
    for _ in 0..calls {
        m.call();
        m.work();
    }
    let taken = sysmon.join().unwrap();
    assert_eq!(m.worked(), calls + taken);
}

#[test]
fn a_p_has_one_owner_while_sysmon_retakes_it() {
    check(None, || owner_and_sysmon(true, 2, 1));
    check(Some(3), || owner_and_sysmon(true, 3, 2));
}

#[test]
fn a_p_has_one_owner_without_membarrier() {
    check(None, || owner_and_sysmon(false, 2, 1));
    check(Some(3), || owner_and_sysmon(false, 3, 2));
}

/// Sysmon and another (`set_max_procs`, say) want the same P at once.
fn owner_and_two_takers(membarrier: bool) {
    let m = Arc::new(M::new(membarrier));
    let takers: Vec<_> = (0..2)
        .map(|_| {
            let m = m.clone();
            thread::spawn(move || u32::from(m.retake()))
        })
        .collect();
    m.call();
    m.work();
    m.call();
    m.work();
    let taken: u32 = takers.into_iter().map(|t| t.join().unwrap()).sum();
    assert_eq!(m.worked(), 2 + taken);
}

#[test]
fn a_p_has_one_owner_while_two_want_it() {
    check(Some(3), || owner_and_two_takers(true));
    check(Some(3), || owner_and_two_takers(false));
}

/// A request that is neither withdrawn nor followed by a take.
fn standing_request(membarrier: bool) {
    let m = Arc::new(M::new(membarrier));
    let asker = {
        let m = m.clone();
        thread::spawn(move || {
            assert!(accounting::request(&m.evt));
            shim::heavy_fence();
        })
    };
    let met_early = !m.call();
    asker.join().unwrap();
    let met_late = !m.call();
    assert!(met_early != met_late, "met {} times", u32::from(met_early) + u32::from(met_late));
    assert!(m.call(), "a request that was met stands again");
}

#[test]
fn a_standing_request_is_met_at_the_next_exit_and_only_there() {
    check(None, || standing_request(true));
    check(None, || standing_request(false));
}

/// A blocking call gives the P away while somebody asks for it and somebody else finds it idle.
fn give_and_take(membarrier: bool) {
    let m = Arc::new(M::new(membarrier));
    let sysmon = {
        let m = m.clone();
        thread::spawn(move || u32::from(m.retake()))
    };
    let finder = {
        let m = m.clone();
        thread::spawn(move || {
            let found = m.take_idle();
            if found {
                m.work();
                m.put(&mut m.lock());
            }
            u32::from(found)
        })
    };
    m.work();
    m.blocking_call();
    m.work();
    m.call();
    m.work();
    let others = sysmon.join().unwrap() + finder.join().unwrap();
    assert_eq!(m.worked(), 3 + others);
}

#[test]
fn a_p_that_is_given_away_is_not_taken_as_well() {
    check(Some(3), || give_and_take(true));
    check(Some(3), || give_and_take(false));
}

/// The world is to stop while the P is being given away.
fn give_and_request(membarrier: bool) {
    let m = Arc::new(M::new(membarrier));
    let stopper = {
        let m = m.clone();
        thread::spawn(move || {
            m.begin_stop();
            shim::heavy_fence();
            while !m.try_stop() {
                thread::yield_now();
            }
            m.work();
            m.start();
        })
    };
    m.work();
    m.blocking_call();
    m.work();
    m.end();
    stopper.join().unwrap();
    assert_eq!(m.worked(), 3);
}

#[test]
fn a_p_given_away_under_a_request_stops_once() {
    check(Some(3), || give_and_request(true));
    check(Some(3), || give_and_request(false));
}

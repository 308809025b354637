//! When to wake a thread: when everything has come to rest, no goroutine waits in the global queue beside an idle P.
//!
//! Around the real [`Wake`] stands what `ready::push_global`, `threads::wake_for_work`, `schedule`, `rest::release` and
//! `syscall::take_p_in_place` do with it. The goroutines of these models either end at once or run for ever, so that one that was forgotten is not
//! found by chance, when another has ended; and there is no sysmon that would find it.

use std::collections::VecDeque;

use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

use crate::check;
use crate::wake::Wake;

#[derive(Clone, Copy, PartialEq)]
enum Goroutine {
    Ends,
    RunsForEver,
}
use Goroutine::{Ends, RunsForEver};

struct Sched {
    wake: Wake,
    procs: usize,
    central: Mutex<Central>,
    /// Length of the global queue, at a glance.
    global_len: AtomicUsize,
    /// Ms queued for a P, at a glance.
    wanting: AtomicUsize,
}

struct Central {
    global: VecDeque<Goroutine>,
    idle_ps: usize,
    /// Ms that have come back from C without a P.
    wanting: usize,
}

impl Central {
    fn take_idle_p(&mut self, sched: &Sched) -> bool {
        let any = self.idle_ps > 0;
        if any {
            self.idle_ps -= 1;
            sched.wake.p_busy();
        }
        any
    }

    /// True: an M that wants a P is to be woken.
    fn put_p(&mut self, sched: &Sched) -> bool {
        self.idle_ps += 1;
        sched.wake.p_idle();
        self.wanting > 0
    }

    /// An M that wanted a P has one. Its goroutine runs for ever.
    fn wants_no_more(&mut self, sched: &Sched) {
        self.wanting -= 1;
        sched.wanting.store(self.wanting, Ordering::SeqCst);
    }

    fn pop_global(&mut self, sched: &Sched) -> Option<Goroutine> {
        let g = self.global.pop_front();
        sched.global_len.store(self.global.len(), Ordering::SeqCst);
        g
    }
}

impl Sched {
    fn new(procs: usize, idle_ps: usize) -> Arc<Sched> {
        let sched = Sched {
            wake: Wake::new(),
            procs,
            central: Mutex::new(Central { global: VecDeque::new(), idle_ps: 0, wanting: 0 }),
            global_len: AtomicUsize::new(0),
            wanting: AtomicUsize::new(0),
        };
        for _ in 0..idle_ps {
            sched.central.lock().unwrap().put_p(&sched);
        }
        Arc::new(sched)
    }

    /// `ready::push_global`.
    fn push_global(&self, g: Goroutine) {
        let mut central = self.central.lock().unwrap();
        central.global.push_back(g);
        self.global_len.store(central.global.len(), Ordering::SeqCst);
        drop(central);
        self.wake_for_work();
    }

    /// `threads::wake_for_work`. The M that it starts runs on the caller's thread, which has nothing else to do.
    fn wake_for_work(&self) {
        if !self.wake.claim() {
            return;
        }
        let mut central = self.central.lock().unwrap();
        if central.take_idle_p(self) {
            drop(central);
            self.schedule(true);
        } else {
            self.wake.unclaim();
        }
    }

    /// `schedule::schedule`, for an M that has a P: until it is left without one, or its goroutine runs for ever.
    fn schedule(&self, mut spinning: bool) {
        loop {
            if self.wanting.load(Ordering::Relaxed) > 0 && self.serve(&mut spinning) {
                return;
            }
            if self.global_len.load(Ordering::SeqCst) > 0 {
                let g = self.central.lock().unwrap().pop_global(self);
                if let Some(g) = g {
                    if std::mem::take(&mut spinning) && self.wake.found_work() {
                        self.wake_for_work();
                    }
                    if g == RunsForEver {
                        return;
                    }
                    continue;
                }
            }
            if !spinning {
                spinning = self.wake.start_spinning(self.procs);
            }
            // Other Ps have nothing to steal: what they have, they run themselves.
            if self.release(&mut spinning) {
                return;
            }
        }
    }

    /// `schedule::serve`. True if the M is left without its P.
    fn serve(&self, spinning: &mut bool) -> bool {
        let mut central = self.central.lock().unwrap();
        if central.wanting == 0 {
            return false;
        }
        central.wants_no_more(self);
        drop(central);
        if std::mem::take(spinning) {
            self.wake.unclaim();
            self.wake_for_work();
        }
        true
    }

    /// `Central::try_wanted`, of an M that was woken for an idle P.
    fn try_wanted(&self) {
        let mut central = self.central.lock().unwrap();
        if central.wanting > 0 && central.take_idle_p(self) {
            central.wants_no_more(self);
        }
    }

    /// `syscall::take_p_in_place`: an M comes back from C.
    fn return_from_c(&self) {
        let mut central = self.central.lock().unwrap();
        if !central.take_idle_p(self) {
            central.wanting += 1;
            self.wanting.store(central.wanting, Ordering::SeqCst);
        }
    }

    /// `rest::release`. True if the M is left without its P.
    fn release(&self, spinning: &mut bool) -> bool {
        let mut central = self.central.lock().unwrap();
        if !central.global.is_empty() {
            return false;
        }
        let woken = central.put_p(self);
        drop(central);
        if woken {
            self.try_wanted();
        }
        if !std::mem::take(spinning) {
            return true;
        }
        self.wake.stop_spinning();
        if self.global_len.load(Ordering::Relaxed) > 0 && self.central.lock().unwrap().take_idle_p(self) {
            self.wake.resume_spinning();
            *spinning = true;
            return false;
        }
        true
    }

    fn assert_nothing_forgotten(&self) {
        let central = self.central.lock().unwrap();
        assert_eq!(self.wake.spinning(), 0, "counted, but nobody spins");
        assert_eq!(self.wake.idle_ps(), central.idle_ps);
        let (waiting, idle) = (central.global.len(), central.idle_ps);
        assert!(waiting == 0 || idle == 0, "{waiting} goroutines wait beside {idle} idle Ps");
        assert!(central.wanting == 0 || idle == 0, "an M wants a P beside {idle} idle ones");
    }
}

/// Each inner list is submitted by a thread of its own, while an M whose goroutine has just ended looks for work.
fn submit(procs: usize, idle_ps: usize, submissions: &[&[Goroutine]]) {
    let sched = Sched::new(procs, idle_ps);
    let submitters: Vec<_> = submissions
        .iter()
        .map(|gs| {
            let (sched, gs) = (sched.clone(), gs.to_vec());
            thread::spawn(move || gs.into_iter().for_each(|g| sched.push_global(g)))
        })
        .collect();
    if idle_ps < procs {
        sched.schedule(false);
    }
    for s in submitters {
        s.join().unwrap();
    }
    sched.assert_nothing_forgotten();
}

#[test]
fn a_goroutine_submitted_while_the_last_m_goes_idle_is_run() {
    check(None, || submit(1, 0, &[&[RunsForEver]]));
}

#[test]
fn goroutines_submitted_one_after_the_other_are_run() {
    check(Some(3), || submit(1, 0, &[&[Ends, Ends]]));
    check(Some(3), || submit(2, 1, &[&[RunsForEver, RunsForEver]]));
}

#[test]
fn two_submitters_to_idle_ps_get_a_p_each() {
    check(Some(3), || submit(2, 2, &[&[RunsForEver], &[RunsForEver]]));
}

#[test]
fn a_submitter_that_finds_no_p_leaves_nobody_else_behind() {
    check(Some(3), || submit(1, 0, &[&[Ends], &[Ends]]));
}

#[test]
fn threads_follow_the_work() {
    check(Some(2), || submit(2, 1, &[&[RunsForEver], &[RunsForEver]]));
    check(Some(2), || submit(3, 2, &[&[RunsForEver, RunsForEver], &[RunsForEver]]));
}

/// While a thread is being woken for new work, another comes back from C and wants the P.
fn submit_and_return(procs: usize, idle_ps: usize, submitted: &'static [Goroutine]) {
    let sched = Sched::new(procs, idle_ps);
    let submitter = {
        let sched = sched.clone();
        thread::spawn(move || submitted.iter().for_each(|&g| sched.push_global(g)))
    };
    sched.return_from_c();
    submitter.join().unwrap();
    sched.assert_nothing_forgotten();
}

#[test]
fn an_m_that_gives_its_p_away_spins_no_more() {
    check(None, || submit_and_return(1, 1, &[Ends]));
    check(Some(3), || submit_and_return(2, 2, &[Ends, RunsForEver]));
}

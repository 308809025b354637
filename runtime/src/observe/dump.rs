//! `dump`: every goroutine, one line each.

use std::fmt;
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::boundary::site::Site;
use crate::sched::clock;
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::schedule;
use crate::task::current::{Goroutine, described};

/// Writes every goroutine, one line each: id, name, state, for how long, where.
///
/// States: `running`, `runnable`, `parked`, `in C: FUNCTION`; then `bound to a thread in C: FUNCTION` where a runnable
/// goroutine waits for that, and `locked to thread` where so. Everything goes on meanwhile, so the lines are of
/// slightly different moments. "For how long" has the monitor's accuracy, a few milliseconds.
///
/// # Errors
/// The writer's.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let mut text = Vec::new();
/// cgocall::dump(&mut text).unwrap();
/// assert!(String::from_utf8(text).unwrap().contains("running"));
/// # }) }
/// ```
pub fn dump(out: &mut impl io::Write) -> io::Result<()> {
    let mut all = Vec::new();
    if crate::sched::started().is_some() {
        crate::stack::for_each_header(|header| {
            // SAFETY: the header of a slot: zero, or a G, alive or ended.
            let g = unsafe { &*header.cast::<G>() };
            if let Some(handle) = acquire(g) {
                all.push(handle);
            }
        });
    }
    all.sort_by_key(Goroutine::id);
    for handle in &all {
        let g = handle.g();
        if g.status.load(Ordering::Relaxed) != status::DEAD && !g.is_hidden() {
            writeln!(out, "{}", Line(g))?;
        }
    }
    Ok(())
}

/// A reference to a goroutine that still has one.
fn acquire(g: &'static G) -> Option<Goroutine> {
    let mut refs = g.refs.load(Ordering::Acquire);
    while refs > 0 {
        match g.refs.compare_exchange_weak(refs, refs + 1, Ordering::Acquire, Ordering::Acquire) {
            // SAFETY: just counted.
            Ok(_) => return Some(unsafe { Goroutine::from_retained(g) }),
            Err(now) => refs = now,
        }
    }
    None
}

struct Line(&'static G);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let g = self.0;
        write!(f, "{}: ", described(g))?;
        match g.status.load(Ordering::Relaxed) {
            status::RUNNABLE => write_runnable(f, g)?,
            status::PARKED => f.write_str("parked")?,
            status::RUNNING => write_running(f, g)?,
            _ => f.write_str("ending")?,
        }
        // SAFETY: exports are static.
        if let Some(export) = unsafe { g.callback.load(Ordering::Relaxed).as_ref() } {
            write!(f, ", in callback: {}", export.name())?;
        }
        if g.locks.get() > 0 {
            f.write_str(", locked to thread")?;
        }
        let since = g.since.load(Ordering::Relaxed);
        write!(f, ", {:?}", Duration::from_millis(clock::coarse_ms().saturating_sub(since)))?;
        // SAFETY: set from a `&'static Location`.
        if let Some(place) = unsafe { g.place.load(Ordering::Relaxed).as_ref() }
            && g.status.load(Ordering::Relaxed) == status::PARKED
        {
            write!(f, ", at {place}")?;
        }
        Ok(())
    }
}

fn write_runnable(f: &mut fmt::Formatter<'_>, g: &G) -> fmt::Result {
    f.write_str("runnable")?;
    // SAFETY: Ms are never freed.
    match unsafe { g.bound.load(Ordering::Relaxed).as_ref() } {
        Some(m) if schedule::is_in_c(m) => write!(f, ", bound to a thread in C: {}", site_name(m)),
        _ => Ok(()),
    }
}

fn write_running(f: &mut fmt::Formatter<'_>, g: &G) -> fmt::Result {
    // SAFETY: Ms are never freed.
    match unsafe { g.m.load(Ordering::Relaxed).as_ref() } {
        Some(m) if super::stats::in_c(g) => write!(f, "in C: {}", site_name(m)),
        // SAFETY: exports are static.
        Some(m) => match unsafe { m.hot.export.load(Ordering::Relaxed).as_ref() } {
            Some(export) => write!(f, "in callback: {}", export.name()),
            None => f.write_str("running"),
        },
        None => f.write_str("running"),
    }
}

/// The function that an M calls, or called last.
pub(super) fn site_name(m: &M) -> &'static str {
    // SAFETY: sites are static.
    unsafe { m.hot.site.load(Ordering::Relaxed).as_ref() }.map_or("(none)", Site::name)
}

/// Writes "goroutine 3 ("worker")" for the overflow report: in a signal handler, without allocating.
pub(crate) fn describe_for_overflow(header: *mut u8, out: &mut dyn FnMut(&[u8])) {
    // SAFETY: the goroutine whose stack overflowed runs: its header is intact.
    let g = unsafe { &*header.cast::<G>() };
    if g.refs.load(Ordering::Relaxed) == 0 {
        return out(b"C code, on a stack that stands in for its thread's (Builder::c_stack_size),");
    }
    out(b"goroutine ");
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut id = g.id.get();
    loop {
        at -= 1;
        digits[at] = b'0' + (id % 10) as u8;
        id /= 10;
        if id == 0 {
            break;
        }
    }
    out(&digits[at..]);
    if let Some(name) = g.name() {
        out(b" (\"");
        out(name.as_bytes());
        out(b"\")");
    }
}

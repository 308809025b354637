//! `dump`: every goroutine, one line each.

use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::atomic::{Ordering, fence};
use std::time::Duration;

use crate::boundary::callback::Export;
use crate::boundary::on_thread::Thread;
use crate::boundary::site::Site;
use crate::sched::clock;
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::schedule;
use crate::task::current::Described;

/// Writes every goroutine, one line each: id, name, state, for how long, where.
///
/// States: `running`, `runnable`, `parked`, `in C: FUNCTION`; then `bound to a thread in C: FUNCTION` where a runnable
/// goroutine waits for that, `limit of FUNCTION` where a parked one waits to call that, `thread "NAME": FUNCTION` where it
/// waits for a call on that thread, whose own goroutine has that name, and `locked to thread` where so. Everything goes on
/// meanwhile, so the lines are of slightly different moments. "For how long" has the monitor's accuracy, a few milliseconds.
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
        clock::refresh(); // sysmon may not have had its turn for long
        crate::stack::for_each_header(|header| {
            // SAFETY: the header of a slot: zero, or a G, alive or ended. Only atomics are read.
            let g: &'static G = unsafe { &*header.cast::<G>() };
            all.extend(Seen::now(g).map(|seen| (seen.id, g)));
        });
    }
    all.sort_by_key(|(id, _)| *id);
    for (id, g) in all {
        if let Some(seen) = Seen::now(g).filter(|seen| seen.id == id) {
            writeln!(out, "{seen}")?;
        }
    }
    Ok(())
}

/// What is to be said of a goroutine, read at one moment.
///
/// No reference is taken: only from a reference is another made, so that the last one is given up without a locked
/// instruction. The goroutine may end at any time, and another live in its place; so what was read counts only if it is there
/// still afterwards, by its id, of which there are no two.
struct Seen {
    id: u64,
    name: Option<String>,
    status: u8,
    m: Option<&'static M>,
    bound: Option<&'static M>,
    in_c: bool,
    callback: Option<&'static Export>,
    /// The import that it waits to call.
    limit_of: Option<&'static Site>,
    /// The thread that is to call for it.
    awaits: Option<&'static Thread>,
    /// It is a thread's of `thread = ..`, and in no callback of C's.
    serves: bool,
    locked: bool,
    since: u64,
    place: Option<&'static Location<'static>>,
}

impl Seen {
    fn now(g: &G) -> Option<Seen> {
        // Acquire pairs with the Release in `spawn`: the goroutine is complete.
        if g.refs.load(Ordering::Acquire) == 0 || g.is_hidden() {
            return None;
        }
        let export = g.newest_export();
        let seen = Seen {
            id: g.id(),
            name: g.name.copy(),
            status: g.status.load(Ordering::Relaxed),
            // SAFETY: Ms are never freed.
            m: unsafe { g.m.load(Ordering::Relaxed).as_ref() },
            // SAFETY: as above.
            bound: unsafe { g.bound.load(Ordering::Relaxed).as_ref() },
            in_c: super::stats::in_c(g),
            callback: export.filter(|export| !export.is_hidden()),
            serves: export.is_some_and(Export::is_hidden),
            // SAFETY: threads of imports are static, and so are sites.
            awaits: unsafe { g.awaits.load(Ordering::Relaxed).as_ref() },
            // SAFETY: as above.
            limit_of: unsafe { g.waits_for.load(Ordering::Relaxed).as_ref() },
            locked: g.locks.load(Ordering::Relaxed) > 0,
            since: g.since.load(Ordering::Relaxed),
            // SAFETY: set from a `&'static Location`.
            place: unsafe { g.place.load(Ordering::Relaxed).as_ref() },
        };
        // Pairs with the fence in `G::create`: if we have seen something of the next goroutine here, we see now that this
        // one has gone, or (Acquire) the id of that one.
        fence(Ordering::Acquire);
        let stays = g.refs.load(Ordering::Acquire) > 0 && g.id() == seen.id;
        (stays && seen.status != status::DEAD).then_some(seen)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Described { id: self.id, name: self.name.as_deref() })?;
        match self.status {
            status::RUNNABLE => write_runnable(f, self.bound)?,
            status::PARKED => self.write_parked(f)?,
            _ => match self.m {
                Some(m) if self.in_c => self.write_in_c(f, m)?,
                _ if self.callback.is_some() => {}
                _ => f.write_str("running")?,
            },
        }
        match self.callback {
            Some(export) if self.status == status::RUNNING && !self.in_c => {
                write!(f, "in callback: {}", export.name())?;
            }
            Some(export) if self.status != status::RUNNING => write!(f, ", in callback: {}", export.name())?,
            _ => {}
        }
        if self.locked {
            f.write_str(", locked to thread")?;
        }
        let lasts = Duration::from_millis(clock::coarse_ms().saturating_sub(self.since));
        write!(f, ", {lasts:?}")?;
        match self.place {
            Some(place) if self.status == status::PARKED && !self.serves => write!(f, ", at {place}"),
            _ => Ok(()),
        }
    }
}

impl Seen {
    fn write_in_c(&self, f: &mut fmt::Formatter<'_>, m: &M) -> fmt::Result {
        match (self.awaits, self.limit_of) {
            (_, Some(site)) => write!(f, "in C: (limit of {})", site.name()),
            (Some(thread), None) => write!(f, "in C: ({thread})"),
            (None, None) => write!(f, "in C: {}", site_name(m)),
        }
    }

    fn write_parked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.awaits, self.limit_of) {
            (_, Some(site)) => write!(f, "parked: limit of {}", site.name()),
            (Some(thread), None) => write!(f, "parked: {thread}"),
            (None, None) if self.serves => f.write_str("parked: no call"),
            (None, None) => f.write_str("parked"),
        }
    }
}

fn write_runnable(f: &mut fmt::Formatter<'_>, bound: Option<&M>) -> fmt::Result {
    match bound {
        Some(m) if schedule::is_in_c(m) => {
            write!(f, "runnable, bound to a thread in C: {}", site_name(m))
        }
        _ => f.write_str("runnable"),
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
    let mut id = g.id();
    loop {
        at -= 1;
        digits[at] = b'0' + (id % 10) as u8;
        id /= 10;
        if id == 0 {
            break;
        }
    }
    out(&digits[at..]);
    if let Some(name) = g.name.get() {
        out(b" (\"");
        out(name.as_bytes());
        out(b"\")");
    }
}

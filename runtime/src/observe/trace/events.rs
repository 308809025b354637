//! The events of a trace.
//!
//! A "thread" of the trace is an M, under its number; `cgocall-m3` is the name of its OS thread, too. On it lie slices,
//! one within the other: the goroutine that runs; within it a call known to block (`enter_blocking` to its return),
//! and the wait for a P after a call that lost its own. "retaken" marks that sysmon took the P of an M in C.
//! Calls that cost nanoseconds leave no trace: an event costs a hundred times as much.
//!
//! The scheduler asks `on()` before it calls anything here.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{self, Write};
use std::sync::atomic::Ordering;

use super::file::{Micros, process, push, relieve};
use crate::boundary::site::Site;
use crate::observe::dump::site_name;
use crate::sched::clock;
use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::p::P;

/// A slice that has begun and not ended.
#[derive(Clone, Copy, PartialEq)]
enum Slice {
    Goroutine,
    /// A call, by its site's address.
    Call(*const Site),
    WaitForP,
}

thread_local! {
    /// This thread's, outermost first. `None` until it has said its name.
    static OPEN: RefCell<Option<Vec<Slice>>> = const { RefCell::new(None) };
}

/// `m` goes on with `g`, on `p`. On g0, before the goroutine runs.
#[cold]
pub(crate) fn runs(m: &M, p: &P, g: &G) {
    let id = g.id();
    let unnamed = || Cow::Owned(format!("goroutine {id}"));
    let name = g.name.get().map_or_else(unnamed, Cow::Borrowed);
    begin(m, Slice::Goroutine, &name, format_args!("\"goroutine\":{id},\"P\":{}", p.id));
    relieve(m.id);
}

/// The goroutine of `m` has left it. In C that it had called, a callback parked: those slices end, too.
#[cold]
pub(crate) fn left(m: &M) {
    with_open(m, |open| {
        for _ in open.drain(..) {
            end(m, None);
        }
    });
}

/// `m` begins a call that is known to block, without its P.
#[cold]
pub(crate) fn call_begins(m: &M, site: &Site) {
    begin(m, Slice::Call(site), site.name(), format_args!(""));
}

/// C has returned by the slow path: from a call that is known to block, or from one whose P was asked for.
#[cold]
pub(crate) fn call_ends(m: &M, site: &Site) {
    end_if_innermost(m, Slice::Call(site), None);
}

/// `m` wants a P to go on with its goroutine.
#[cold]
pub(crate) fn waits_for_p(m: &M) {
    begin(m, Slice::WaitForP, "waits for a P", format_args!(""));
}

/// It has one.
#[cold]
pub(crate) fn has_p(m: &M) {
    end_if_innermost(m, Slice::WaitForP, m.p());
}

/// sysmon took `p` from `m`, which is in C.
#[cold]
pub(crate) fn retaken(m: &M, p: &P) {
    push(
        m.id,
        format_args!(
            "{{\"name\":\"retaken\",\"ph\":\"i\",\"s\":\"t\",{},\"args\":{{\"P\":{},\"in C\":\"{}\"}}}}",
            At(m),
            p.id,
            Escaped(site_name(m))
        ),
    );
}

fn begin(m: &M, slice: Slice, name: &str, args: fmt::Arguments<'_>) {
    with_open(m, |open| {
        let name = Escaped(name);
        push(m.id, format_args!("{{\"name\":\"{name}\",\"ph\":\"B\",{},\"args\":{{{args}}}}}", At(m)));
        open.push(slice);
    });
}

/// Ends the innermost slice; the P that `m` then has, if that is news.
fn end(m: &M, p: Option<&P>) {
    match p {
        Some(p) => push(m.id, format_args!("{{\"ph\":\"E\",{},\"args\":{{\"P\":{}}}}}", At(m), p.id)),
        None => push(m.id, format_args!("{{\"ph\":\"E\",{}}}", At(m))),
    }
}

fn end_if_innermost(m: &M, slice: Slice, p: Option<&P>) {
    with_open(m, |open| {
        if open.pop_if(|innermost| *innermost == slice).is_some() {
            end(m, p);
        }
    });
}

/// Not inlined: a goroutine that parks may go on on another thread, whose slices are others.
#[inline(never)]
fn with_open(m: &M, f: impl FnOnce(&mut Vec<Slice>)) {
    // A thread that ends has lost its list before its last events; they are not missed.
    let _ = OPEN.try_with(|open| {
        f(open.borrow_mut().get_or_insert_with(|| {
            say_name(m);
            Vec::new()
        }));
    });
}

fn say_name(m: &M) {
    push(
        m.id,
        format_args!(
            "{{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":{},\"tid\":{},\"args\":{{\"name\":\"cgocall-m{} (tid {})\"}}}}",
            process(),
            m.id,
            m.id,
            m.tid.load(Ordering::Relaxed)
        ),
    );
}

/// The fields that say when and where.
struct At<'a>(&'a M);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"ts\":{},\"pid\":{},\"tid\":{}", Micros(clock::now()), process(), self.0.id)
    }
}

/// The inside of a JSON string.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '"' | '\\' => write!(f, "\\{c}"),
            c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c)),
            c => f.write_char(c),
        })
    }
}

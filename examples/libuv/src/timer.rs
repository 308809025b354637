//! Timers.

use crate::event_loop::{Here, Loop, Reply};
use crate::ffi::*;
use crate::handle::Handle;
use crate::status::check;
use cgocall::cgo_export;
use std::io;
use std::time::Duration;

type Once = Handle<uv_timer_t, Option<Reply<()>>>;
type Every = Handle<uv_timer_t, Box<dyn FnMut() + Send>>;

/// Calls its closure now and then, until it is dropped.
#[must_use = "it ends when it is dropped"]
pub struct Ticker {
    uv: Loop,
    timer: Every,
}

impl Loop {
    /// Waits until a timer of the loop says that the time is over.
    pub fn sleep(&self, time: Duration) -> io::Result<()> {
        self.ask(move |here, reply| {
            // SAFETY: the loop is here, and so is room for the handle.
            match Once::new(None, |timer| unsafe { uv_timer_init(here.uv(), timer) }) {
                // SAFETY: it was just made, and is closed when it has called.
                Ok(timer) => unsafe {
                    *timer.state() = Some(reply);
                    uv_update_time(here.uv()); // the loop's clock is that of the beginning of its turn
                    uv_timer_start(timer.uv(), Some(rings), milliseconds(time), 0);
                },
                Err(error) => reply.send(Err(error)),
            }
        })
    }

    /// Calls `f` each time that so much time has passed, on the loop's goroutine. It may wait, for anything but the loop; the
    /// loop waits with it.
    pub fn every(&self, time: Duration, f: impl FnMut() + Send + 'static) -> io::Result<Ticker> {
        let timer = self.ask(move |here, reply| {
            // SAFETY: as in `sleep`; it is closed when the ticker is dropped, or the loop ends.
            let timer = Every::new(Box::new(f), |timer| unsafe { uv_timer_init(here.uv(), timer) });
            reply.send(timer.and_then(|timer| {
                let time = milliseconds(time);
                // SAFETY: it was just made.
                check(unsafe { uv_timer_start(timer.uv(), Some(ticks), time, time) }).map(|()| timer)
            }));
        })?;
        Ok(Ticker { uv: self.clone(), timer })
    }
}

/// Not zero, which libuv takes for "never again".
fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1)
}

#[cgo_export(implements = uv_timer_cb)]
unsafe extern "C" fn rings(timer: *mut uv_timer_t) {
    // SAFETY: libuv passes a timer of `sleep`'s.
    unsafe {
        let (here, timer) = (Here::of(timer.cast()), Once::of(timer));
        if let Some(reply) = (*timer.state()).take() {
            reply.send(Ok(()));
        }
        timer.close(&here);
    }
}

#[cgo_export(implements = uv_timer_cb)]
unsafe extern "C" fn ticks(timer: *mut uv_timer_t) {
    // SAFETY: libuv passes a timer of `every`'s, and calls nobody else before this returns.
    unsafe { (*Every::of(timer).state())() };
}

impl Drop for Ticker {
    fn drop(&mut self) {
        let timer = self.timer;
        // SAFETY: it is there until this; where the loop has ended, it has closed all.
        let _ = self.uv.post(Box::new(move |here| unsafe { timer.close(here) }));
    }
}

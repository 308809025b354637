//! A thread that sleeps in a futex: what the kernel takes to wake one, and thus what no runtime that has to
//! wake a thread can beat.
use std::{
    ptr::null,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::*},
        mpsc,
    },
    thread,
    time::Instant,
};

pub(crate) struct Sleeper {
    /// Counts the wakes. The thread sleeps while it stays what the thread saw last.
    wakes: Arc<AtomicU32>,
    woken: mpsc::Receiver<Instant>,
}

impl Sleeper {
    pub(crate) fn start() -> Sleeper {
        let wakes = Arc::new(AtomicU32::new(0));
        let (send, woken) = mpsc::channel();
        let word = wakes.clone();
        thread::spawn(move || {
            for seen in 0.. {
                while word.load(Acquire) == seen {
                    futex(&word, libc::FUTEX_WAIT, seen);
                }
                if send.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
        Sleeper { wakes, woken }
    }

    pub(crate) fn wake(&self) {
        // Pairs with the thread's acquiring load.
        self.wakes.fetch_add(1, Release);
        futex(&self.wakes, libc::FUTEX_WAKE, 1);
    }

    /// When the thread ran after the last wake.
    pub(crate) fn woken_at(&self) -> Instant {
        self.woken.recv().expect("the thread lives as long as this")
    }
}

fn futex(word: &AtomicU32, operation: libc::c_int, value: u32) {
    // SAFETY: the word is borrowed for the whole call, and the null timeout means to wait for ever. Any
    // result will do: a wait that fails or ends early is repeated, and a wake may find nobody asleep.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            operation | libc::FUTEX_PRIVATE_FLAG,
            value,
            null::<libc::timespec>(),
        )
    };
}

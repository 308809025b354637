//! Dedicated threads: one for each name, made at its first use, for as long as the process lives.

use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Which;
use super::server::Server;
use crate::sched::{sched, threads};

/// All there are. A program has a handful.
static SERVERS: Mutex<Vec<&'static Server>> = Mutex::new(Vec::new());

/// Between two attempts to start a thread that the system refuses.
const PAUSE: Duration = Duration::from_millis(2);

/// The server of the thread of that name.
pub(super) fn find(name: &'static str) -> &'static Server {
    let which = Which::Named(name);
    let mut servers = SERVERS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = servers.iter().find(|server| server.which == which) {
        return server;
    }
    let server = Box::leak(Box::new(Server::new(which)));
    servers.push(server);
    server
}

impl Server {
    /// Sees to it that there is a thread, or soon will be, making pauses where the system refuses it.
    pub(super) fn ensure_started(&'static self, pause: fn(Duration)) {
        if !self.started.load(Ordering::Relaxed) && !self.started.swap(true, Ordering::Relaxed) {
            self.start(pause);
        }
    }

    /// A system that refuses the thread is waited out, as for any other.
    #[cold]
    fn start(&'static self, pause: fn(Duration)) {
        let mut refused = false;
        while let Err(e) = threads::spawn_thread(sched(), self.which.name().into(), move || self.enter()) {
            if !std::mem::replace(&mut refused, true) {
                eprintln!(
                    "cgocall: the system refuses {} ({e}); the calls that belong to it wait until it is to be had.\n\
                     help: raise the limit (ulimit -u, the cgroup's pids.max) or lower Builder::max_threads",
                    self.which
                );
            }
            pause(PAUSE);
        }
    }
}

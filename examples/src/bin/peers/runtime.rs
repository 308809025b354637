//! How the runtime is set up for a case.
use crate::Metrics;

#[derive(Clone, Copy)]
pub(crate) struct Runtime {
    max_procs: usize,
    migrating: bool,
    membarrier: bool,
}

impl Runtime {
    pub(crate) const MIGRATING: Runtime = Runtime { max_procs: 2, migrating: true, membarrier: true };
    /// The default mode: a goroutine stays on the thread that ran it first.
    pub(crate) const BOUND: Runtime = Runtime { migrating: false, ..Runtime::MIGRATING };
    pub(crate) const ONE_P: Runtime = Runtime { max_procs: 1, ..Runtime::MIGRATING };
    /// The accounting of calls on kernels that have no `membarrier`: by compare-and-swap.
    pub(crate) const COMPARE_AND_SWAP: Runtime = Runtime { membarrier: false, ..Runtime::MIGRATING };

    /// Starts the runtime and runs `body` as a goroutine.
    pub(crate) fn run(self, body: impl FnOnce() -> Metrics + Send) -> Metrics {
        if !self.membarrier {
            // SAFETY: `main` calls this once, before the process has a second thread that could read
            // the environment.
            unsafe { std::env::set_var("CGOCALL_MEMBARRIER", "off") };
        }
        let mut builder = cgocall::Builder::new().max_procs(self.max_procs);
        if self.migrating {
            // SAFETY: no case keeps a thread-bound value across a park; they hold plain data only.
            builder = unsafe { builder.migrating() };
        }
        builder.init().expect("the runtime starts once");
        cgocall::run(body)
    }
}

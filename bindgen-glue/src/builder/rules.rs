//! What is said about functions by pattern.

use super::Builder;
use crate::pattern::Pattern;
use crate::policy::{Errno, Policy, Rule, Said, Thread};

impl Builder {
    /// These functions are known to wait: the processor is handed on at once.
    pub fn blocking(self, pattern: impl Into<String>) -> Builder {
        self.say("blocking", pattern, Said::Policy(Policy::Blocking))
    }

    /// These functions are short, never wait and never call back: the call is a change of stack and nothing else.
    pub fn leaf(self, pattern: impl Into<String>) -> Builder {
        self.say("leaf", pattern, Said::Policy(Policy::Leaf))
    }

    /// These functions are tiny: a plain call on the goroutine's own stack, which is small. Their frames and those of what
    /// they call must together be smaller than the guard below it.
    pub fn inline(self, pattern: impl Into<String>) -> Builder {
        self.say("inline", pattern, Said::Policy(Policy::Inline))
    }

    /// These functions never call back.
    pub fn nocallback(self, pattern: impl Into<String>) -> Builder {
        self.say("nocallback", pattern, Said::Policy(Policy::NoCallback))
    }

    /// These functions are declared plainly: a call runs on the caller's own stack, whatever else is said.
    pub fn raw(self, pattern: impl Into<String>) -> Builder {
        self.say("raw", pattern, Said::Policy(Policy::Raw))
    }

    /// These functions return -1 or null when they fail, and `errno` says why: they come out with `io::Result`.
    pub fn errno(self, pattern: impl Into<String>) -> Builder {
        self.say("errno", pattern, Said::Errno(Errno::OnFailure))
    }

    /// The same for functions that return another value when they fail, which this expression of Rust is.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("libc").header("stdio.h").allowlist("fgetc|EOF").errno_fail("fgetc", "EOF");
    /// ```
    pub fn errno_fail(self, pattern: impl Into<String>, value: impl Into<String>) -> Builder {
        self.say("errno_fail", pattern, Said::Errno(Errno::OnValue(value.into())))
    }

    /// These functions come out with a pair of what they return and `errno`, which is 0 before the call.
    pub fn errno_always(self, pattern: impl Into<String>) -> Builder {
        self.say("errno_always", pattern, Said::Errno(Errno::Always))
    }

    /// At most so many calls of each of these functions are in C at one time; further goroutines wait parked.
    pub fn limit(self, pattern: impl Into<String>, calls: usize) -> Builder {
        self.say("limit", pattern, Said::Limit(Some(calls)))
    }

    /// These functions are called by any number of goroutines at one time, whatever holds for the library as a whole. That
    /// is for functions that interrupt the others, for instance.
    pub fn no_limit(self, pattern: impl Into<String>) -> Builder {
        self.say("no_limit", pattern, Said::Limit(None))
    }

    /// These functions are called on one thread of this name, and on no other.
    pub fn thread(self, pattern: impl Into<String>, name: impl Into<String>) -> Builder {
        self.say("thread", pattern, Said::Thread(Thread::Named(name.into())))
    }

    /// These functions are called on the main thread.
    pub fn main_thread(self, pattern: impl Into<String>) -> Builder {
        self.say("main_thread", pattern, Said::Thread(Thread::Main))
    }

    /// These functions are called on any thread, whatever holds for the library as a whole.
    pub fn any_thread(self, pattern: impl Into<String>) -> Builder {
        self.say("any_thread", pattern, Said::Thread(Thread::Any))
    }

    /// Safe code may call these functions, for a reason that becomes part of their documentation.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("clock").header("time.h").allowlist("clock").safe("clock", "it takes nothing, and only reads a clock.");
    /// ```
    pub fn safe(self, pattern: impl Into<String>, reason: impl Into<String>) -> Builder {
        self.say("safe", pattern, Said::Safe { reason: reason.into() })
    }

    /// A panic of a callback may unwind through these functions, if it was exported as `C-unwind`, too. The C code has to
    /// be compiled for that, with `-fexceptions`. Functions with `...` stay as they are: Rust has no such ABI for them.
    pub fn unwind(self, pattern: impl Into<String>) -> Builder {
        self.say("unwind", pattern, Said::Unwind)
    }

    fn say(mut self, method: &'static str, pattern: impl Into<String>, said: Said) -> Builder {
        self.rules.push(Rule { pattern: Pattern::new(method, pattern), said });
        self
    }
}

//! What is said about functions by pattern.

use super::Builder;
use crate::pattern::Pattern;
use crate::policy::{Errno, Policy, Rule, Said, Thread};

impl Builder {
    /// Calls known to wait.
    pub fn blocking(self, pattern: impl Into<String>) -> Builder {
        self.say("blocking", pattern, Said::Policy(Policy::Blocking))
    }

    /// Short calls that neither wait nor call back.
    pub fn leaf(self, pattern: impl Into<String>) -> Builder {
        self.say("leaf", pattern, Said::Policy(Policy::Leaf))
    }

    /// Tiny functions.
    pub fn inline(self, pattern: impl Into<String>) -> Builder {
        self.say("inline", pattern, Said::Policy(Policy::Inline))
    }

    /// Functions that never call back.
    pub fn nocallback(self, pattern: impl Into<String>) -> Builder {
        self.say("nocallback", pattern, Said::Policy(Policy::NoCallback))
    }

    /// Plain declarations.
    pub fn raw(self, pattern: impl Into<String>) -> Builder {
        self.say("raw", pattern, Said::Policy(Policy::Raw))
    }

    /// Failures become errors.
    pub fn errno(self, pattern: impl Into<String>) -> Builder {
        self.say("errno", pattern, Said::Errno(Errno::OnFailure))
    }

    /// Failures, which this value means, become errors.
    pub fn errno_fail(self, pattern: impl Into<String>, value: impl Into<String>) -> Builder {
        self.say("errno_fail", pattern, Said::Errno(Errno::OnValue(value.into())))
    }

    /// errno beside every result.
    pub fn errno_always(self, pattern: impl Into<String>) -> Builder {
        self.say("errno_always", pattern, Said::Errno(Errno::Always))
    }

    /// At most so many calls of each function at one time.
    pub fn limit(self, pattern: impl Into<String>, calls: usize) -> Builder {
        self.say("limit", pattern, Said::Limit(calls))
    }

    /// Calls on one thread of this name.
    pub fn thread(self, pattern: impl Into<String>, name: impl Into<String>) -> Builder {
        self.say("thread", pattern, Said::Thread(Thread::Named(name.into())))
    }

    /// Calls on the main thread.
    pub fn main_thread(self, pattern: impl Into<String>) -> Builder {
        self.say("main_thread", pattern, Said::Thread(Thread::Main))
    }

    /// Functions that safe code may call, and why.
    pub fn safe(self, pattern: impl Into<String>, reason: impl Into<String>) -> Builder {
        self.say("safe", pattern, Said::Safe { reason: reason.into() })
    }

    /// Functions through which panics may unwind.
    pub fn unwind(self, pattern: impl Into<String>) -> Builder {
        self.say("unwind", pattern, Said::Unwind)
    }

    fn say(mut self, method: &'static str, pattern: impl Into<String>, said: Said) -> Builder {
        self.rules.push(Rule { pattern: Pattern::new(method, pattern), said });
        self
    }
}

//! How the bindings as a whole come out.

use super::Builder;
use crate::policy::{Said, Thread};
use std::path::PathBuf;

impl Builder {
    /// One call of the library at a time.
    pub fn serialize(mut self) -> Builder {
        self.block.push(Said::Serialize);
        self
    }

    /// At most so many calls of the library at one time.
    pub fn limit_all(mut self, calls: usize) -> Builder {
        self.block.push(Said::Limit(calls));
        self
    }

    /// Every call on one thread of this name.
    pub fn thread_all(mut self, name: impl Into<String>) -> Builder {
        self.block.push(Said::Thread(Thread::Named(name.into())));
        self
    }

    /// Binds function-like macros, by a prototype.
    pub fn function_macro(mut self, prototype: impl Into<String>) -> Builder {
        self.macros.push(prototype.into());
        self
    }

    /// Takes comments that are no documentation comments, too.
    pub fn plain_comments(mut self) -> Builder {
        self.plain_comments = true;
        self
    }

    /// Where the crate `cgocall` is.
    pub fn facade(mut self, path: impl Into<String>) -> Builder {
        self.facade = path.into();
        self
    }

    /// Bindings that are kept in the source tree.
    pub fn committed(mut self, path: impl Into<PathBuf>) -> Builder {
        self.committed = Some(path.into());
        self
    }

    /// Anything else that bindgen can do.
    pub fn bindgen(mut self, configure: impl FnOnce(bindgen::Builder) -> bindgen::Builder + 'static) -> Builder {
        self.configure.push(Box::new(configure));
        self
    }
}

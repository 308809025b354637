//! How the bindings as a whole come out.

use super::Builder;
use crate::policy::{Said, Thread};
use std::mem::discriminant;
use std::path::PathBuf;

impl Builder {
    /// One call of the library at a time, whatever its function: so a library can be used that no two threads may be in.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("oldlib").header("oldlib.h").link("oldlib").serialize().generate().unwrap_or_exit();
    /// ```
    pub fn serialize(self) -> Builder {
        self.say_of_all(Said::Serialize)
    }

    /// At most so many calls of the library are in C at one time, all functions together.
    pub fn limit_all(self, calls: usize) -> Builder {
        self.say_of_all(Said::Limit(Some(calls)))
    }

    /// Every function of the library is called on one thread of this name, and on no other.
    pub fn thread_all(self, name: impl Into<String>) -> Builder {
        self.say_of_all(Said::Thread(Thread::Named(name.into())))
    }

    /// Every function of the library is called on the main thread.
    pub fn main_thread_all(self) -> Builder {
        self.say_of_all(Said::Thread(Thread::Main))
    }

    /// Of two that answer the same question, the later one counts.
    fn say_of_all(mut self, said: Said) -> Builder {
        let question = |said: &Said| match said {
            Said::Serialize => discriminant(&Said::Limit(None)),
            other => discriminant(other),
        };
        self.block.retain(|earlier| question(earlier) != question(&said));
        self.block.push(said);
        self
    }

    /// Binds a macro that takes arguments as a function, by the prototype that it would have as one, with names for its
    /// parameters: a C function with the macro in it is compiled. A function for which the library has no symbol is bound
    /// in this way, too.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("lua").header("lua.h").pkg_config("lua").function_macro("void lua_pop(lua_State *L, int n)");
    /// ```
    pub fn function_macro(mut self, prototype: impl Into<String>) -> Builder {
        self.macros.push(prototype.into());
        self
    }

    /// Takes ordinary comments before a declaration as its documentation, too. Many headers have no others; in some they
    /// stand behind the declarations, and would come to the next.
    pub fn plain_comments(mut self) -> Builder {
        self.plain_comments = true;
        self
    }

    /// Where the bindings find the crate `cgocall`, if that is not `::cgocall`: for crates that re-export it.
    pub fn facade(mut self, path: impl Into<String>) -> Builder {
        self.facade = path.into();
        self
    }

    /// Keeps bindings in the source tree, in this file of the package and in a `.c` file beside it. They are used, with a
    /// warning, on machines without libclang.
    ///
    /// They are written when cargo runs with `CGOCALL_BINDINGS=write` in its environment, and belong under version control.
    /// The C file holds facts about the headers, which the C compiler of the machine checks: the sizes, alignments and
    /// members of types, and the types of functions. Where one is no longer true, the build ends with an error.
    ///
    /// A test sees to it that they are not forgotten:
    ///
    /// ```ignore
    /// #[test]
    /// fn the_bindings_that_are_kept_are_those_of_the_header() {
    ///     let generated = include_str!(concat!(env!("OUT_DIR"), "/sqlite3.rs"));
    ///     assert!(include_str!("sqlite3.rs") == generated, "run cargo with CGOCALL_BINDINGS=write");
    /// }
    /// ```
    pub fn committed(mut self, path: impl Into<PathBuf>) -> Builder {
        self.committed = Some(path.into());
        self
    }

    /// Anything else that bindgen can do. It is applied last.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("db").header("db.h").bindgen(|bindgen| bindgen.rustified_enum("db_state").derive_default(true));
    /// ```
    pub fn bindgen(
        mut self,
        configure: impl FnOnce(bindgen::Builder) -> bindgen::Builder + 'static,
    ) -> Builder {
        self.configure.push(Box::new(configure));
        self
    }
}

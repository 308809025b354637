//! Lua on goroutines: a state is driven by whichever goroutine has it, and its functions are Rust's, which may wait, raise
//! errors and yield.
//!
//! ```
//! use cgocall_example_lua::{Answer, Lua, Value};
//!
//! cgocall::run(|| {
//!     let lua = Lua::new();
//!     lua.define(c"root", |_, arguments| match arguments {
//!         [Value::Number(x)] if *x >= 0.0 => Answer::values([Value::Number(x.sqrt())]),
//!         _ => Answer::error("a number that has a root, please"),
//!     });
//!     assert_eq!(lua.run("return root(6.25)").unwrap(), [Value::Number(2.5)]);
//!     assert_eq!(lua.run("return root(-1.0)").unwrap_err().message, "a number that has a root, please");
//! });
//! ```
//!
//! Lua raises errors and yields by `longjmp`: the frames between where it happens and where it is caught are gone, those of Rust
//! among them, and no destructor of theirs has run. So a function for Lua is two. The outer one, which Lua calls, has nothing in
//! its frame that needs to be dropped; the inner one is ordinary Rust, and has returned, with an [`Answer`], before the outer one
//! pushes, raises or yields: `function.rs`. Whatever else could raise is done in the same way under `lua_pcall`: `protected.rs`.
//!
//! What works, and what does not:
//!
//! | a Rust function | |
//! |---|---|
//! | waits: sleeps, receives, locks | Other goroutines go on. The C frames of the script keep a stack, or a thread in a migrating program. |
//! | yields out of a coroutine | Nothing is kept: whoever has the coroutine resumes it, on any thread. By [`Answer::yields_then`] it goes on in Rust. |
//! | yields where there is no coroutine | An error of Lua's: "attempt to yield from outside a coroutine". |
//! | calls Lua by [`Answer::calls_then`], and Lua yields | Works: the call is the function's last act, and has a continuation. |
//! | calls Lua by [`State::call`], and Lua yields | An error of Lua's: "attempt to yield across a C-call boundary". The frames of Rust hold destructors. |
//! | raises | An error that scripts catch by `pcall`, and Rust as [`Error`]. |
//! | panics | The function returns nothing, the script goes on, and the panic goes on where the script was called. |
//!
//! Whatever may raise is imported by default, and so may call back. After the error of a `leaf` or `nocallback` function the call
//! around it goes on as one of these, and the next callback ends the process. `blocking` does no harm, nor do
//! `inline` and `raw`, unless the library checks where it jumps (`_FORTIFY_SOURCE`).

mod coroutine;
mod error;
mod function;
mod protected;
mod state;
mod value;

pub use coroutine::{Coroutine, Step};
pub use error::Error;
pub use function::{Answer, Body};
pub use state::{Lua, State};
pub use value::Value;

/// Lua's C interface.
pub mod ffi {
    cgocall::include_bindings!("lua");
}

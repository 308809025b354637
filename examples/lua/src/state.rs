//! States of Lua.

use crate::error::Error;
use crate::ffi::*;
use crate::function::{self, Answer, Body};
use crate::protected::protected;
use crate::value::Value;
use cgocall::c_fn;
use std::ffi::CStr;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

/// A state, or a coroutine of one, whose turn it is. References to it stay on the goroutine.
pub struct State(NonNull<lua_State>);

/// A state of one's own, with Lua's libraries but those that reach the system or undo what makes a function safe to call.
/// Whoever has it may use it, one goroutine at a time.
pub struct Lua(State);

// SAFETY: Lua keeps nothing by thread, and the bodies of its functions may be sent.
unsafe impl Send for Lua {}

impl State {
    /// # Safety
    /// It is its turn while the reference lives.
    pub(crate) unsafe fn borrowed(state: *mut lua_State) -> State {
        // SAFETY: Lua passes states that are there.
        State(unsafe { NonNull::new_unchecked(state) })
    }

    pub(crate) fn pointer(&self) -> *mut lua_State {
        self.0.as_ptr()
    }

    /// Runs a chunk of Lua.
    pub fn run(&self, chunk: &str) -> Result<Vec<Value>, Error> {
        let work = |state| {
            // SAFETY: `protected` calls it where errors are caught. It captures a reference.
            unsafe {
                load(state, chunk);
                lua_callk(state, 0, LUA_MULTRET, 0, None);
                lua_gettop(state)
            }
        };
        // SAFETY: the same.
        unsafe { protected(self.pointer(), work) }
    }

    /// Calls a global function. It cannot yield.
    pub fn call(&self, function: &CStr, arguments: &[Value]) -> Result<Vec<Value>, Error> {
        let work = |state| {
            // SAFETY: as in `run`.
            unsafe {
                crate::protected::push_global(state, function);
                let n = Value::push_all(arguments, state);
                lua_callk(state, n, LUA_MULTRET, 0, None);
                lua_gettop(state)
            }
        };
        // SAFETY: the same.
        unsafe { protected(self.pointer(), work) }
    }

    /// Makes a Rust function a global one of Lua's.
    ///
    /// # Panics
    /// If there is no memory for it.
    pub fn define(&self, name: &CStr, body: impl Fn(&State, &[Value]) -> Answer + Send + 'static) {
        let mut body = ManuallyDrop::new(Some(Box::new(body) as Body));
        let place = &raw mut *body;
        let work = |state| {
            // SAFETY: as in `run`; the body is this function's own, and has no destructor here.
            unsafe { function::define(state, name, &mut *place) };
            0
        };
        // SAFETY: the same.
        unsafe { protected(self.pointer(), work) }.expect("memory for a function");
    }
}

/// Leaves a chunk's function on the stack, or raises what is wrong with it.
///
/// # Safety
/// As for [`Value::push_all`].
pub(crate) unsafe fn load(state: *mut lua_State, chunk: &str) {
    // SAFETY: the caller's promise; the text lives for the call.
    unsafe {
        let text = chunk.as_ptr().cast();
        if luaL_loadbufferx(state, text, chunk.len(), c"=chunk".as_ptr(), c"t".as_ptr()) != LUA_OK {
            lua_error(state);
        }
    }
}

impl Lua {
    /// A new state.
    ///
    /// # Panics
    /// If there is no memory for it.
    pub fn new() -> Lua {
        // SAFETY: it has no conditions.
        let state = NonNull::new(unsafe { luaL_newstate() }).expect("memory for a state of Lua");
        let lua = Lua(State(state));
        let libraries: &[(&CStr, lua_CFunction)] = &[
            (c"_G", Some(c_fn!(luaopen_base))),
            (c"coroutine", Some(c_fn!(luaopen_coroutine))),
            (c"math", Some(c_fn!(luaopen_math))),
            (c"string", Some(c_fn!(luaopen_string))),
            (c"table", Some(c_fn!(luaopen_table))),
        ];
        let work = |state| {
            for (name, open) in libraries {
                // SAFETY: as in `run`.
                unsafe {
                    luaL_requiref(state, name.as_ptr(), *open, 1);
                    lua_settop(state, 0);
                }
            }
            0
        };
        // SAFETY: the same.
        unsafe { protected(state.as_ptr(), work) }.expect("memory for Lua's libraries");
        // They take bytecode, which Lua does not check, and files.
        lua.run("load, loadfile, dofile = nil").expect("three assignments");
        lua
    }
}

impl Default for Lua {
    fn default() -> Lua {
        Lua::new()
    }
}

impl Deref for Lua {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Drop for Lua {
    fn drop(&mut self) {
        // SAFETY: its owner's last use.
        unsafe { lua_close(self.pointer()) };
    }
}

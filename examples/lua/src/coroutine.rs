//! A script that is run step by step.

use crate::error::Error;
use crate::ffi::*;
use crate::protected::protected;
use crate::state::{self, Lua};
use crate::value::Value;
use std::ffi::c_int;
use std::ptr::{NonNull, null_mut};

/// A chunk of Lua that runs until it yields, each time that it is resumed, by whichever goroutine has it.
pub struct Coroutine {
    lua: Lua,
    /// On the stack of `lua`, for as long as that.
    thread: NonNull<lua_State>,
    /// How many values the last step has left there.
    left: c_int,
}

// SAFETY: the thread is used by the owner of its state.
unsafe impl Send for Coroutine {}

/// What a coroutine has done.
#[derive(PartialEq, Debug)]
pub enum Step {
    /// It waits to be resumed.
    Yielded(Vec<Value>),
    /// It is at its end.
    Returned(Vec<Value>),
}

impl Coroutine {
    /// A chunk at its beginning.
    pub fn new(lua: Lua, chunk: &str) -> Result<Coroutine, Error> {
        let mut thread = null_mut();
        let place = &raw mut thread;
        let work = |state| {
            // SAFETY: `protected` calls it where errors are caught. It captures references. Nobody looks for this key.
            unsafe {
                *place = lua_newthread(state);
                lua_rawsetp(state, LUA_REGISTRYINDEX, place.cast());
                state::load(state, chunk);
                lua_xmove(state, *place, 1);
            }
            0
        };
        // SAFETY: the same.
        unsafe { protected(lua.pointer(), work)? };
        Ok(Coroutine { lua, thread: NonNull::new(thread).expect("Lua has made it"), left: 0 })
    }

    /// Its state, for as long as it waits.
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// Goes on. The coroutine's pending `yield` returns these values, or its beginning gets them.
    pub fn resume(&mut self, values: &[Value]) -> Result<Step, Error> {
        let thread = self.thread.as_ptr();
        let mut status = LUA_OK;
        let places = (&raw mut status, &raw mut self.left);
        let work = |state| {
            // SAFETY: as in `new`. What the thread raises goes no further than `lua_resume`.
            unsafe {
                lua_pop(thread, std::mem::take(&mut *places.1));
                let n = Value::push_all(values, thread);
                *places.0 = lua_resume(thread, state, n, places.1);
            }
            0
        };
        // SAFETY: the same.
        let top = unsafe {
            protected(self.lua.pointer(), work)?;
            lua_gettop(thread)
        };
        // SAFETY: so many are there. Below them are those of a function that has yielded.
        let values = |n| unsafe { Value::read_from(thread, top - n + 1) };
        match status {
            LUA_OK => Ok(Step::Returned(values(self.left))),
            LUA_YIELD => Ok(Step::Yielded(values(self.left))),
            _ => Err(Error::of(values(1).first())),
        }
    }
}

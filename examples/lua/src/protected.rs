//! What may raise, done where Lua catches it.

use crate::error::Error;
use crate::ffi::*;
use crate::value::Value;
use cgocall::cgo_export;
use std::ffi::{CStr, c_int};

/// What is done: it leaves results on the stack, and says how many.
type Work<'a> = &'a dyn Fn(*mut lua_State) -> c_int;

/// Does `work` within `lua_pcall`, on an empty stack, and takes its results off.
///
/// # Safety
/// The state is one whose turn it is. What `work` calls may raise when no frame of `work` holds anything that has a
/// destructor. It captures nothing that has one: it is `Copy`.
pub(crate) unsafe fn protected(
    state: *mut lua_State,
    work: impl Fn(*mut lua_State) -> c_int + Copy,
) -> Result<Vec<Value>, Error> {
    let work: Work<'_> = &work;
    // SAFETY: the caller's promise. Neither a function without upvalues nor a pointer takes memory.
    unsafe {
        let base = lua_gettop(state);
        if lua_checkstack(state, 2) == 0 {
            return Err(Error { message: "stack overflow".to_owned() });
        }
        lua_pushcfunction(state, Some(works));
        lua_pushlightuserdata(state, (&raw const work).cast_mut().cast());
        let status = lua_pcallk(state, 1, LUA_MULTRET, 0, 0, None);
        let values = Value::read_from(state, base + 1);
        lua_settop(state, base);
        if status == LUA_OK { Ok(values) } else { Err(Error::of(values.last())) }
    }
}

#[cgo_export(on_panic = return(0), implements = lua_CFunction)]
unsafe extern "C" fn works(state: *mut lua_State) -> c_int {
    // SAFETY: `protected` passes its work, which lives for the call.
    unsafe {
        let work = *lua_touserdata(state, 1).cast::<Work<'_>>();
        lua_settop(state, 0);
        work(state)
    }
}

/// Pushes the table of global variables. Raises nothing.
///
/// # Safety
/// There is room for it.
pub(crate) unsafe fn push_globals(state: *mut lua_State) {
    // SAFETY: the caller's promise. A table of Lua's own has no say here.
    unsafe { lua_rawgeti(state, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS.into()) };
}

/// Pushes a global variable, whatever its table's metatable says. May raise, for want of memory.
///
/// # Safety
/// As for [`Value::push_all`].
pub(crate) unsafe fn push_global(state: *mut lua_State, name: &CStr) {
    // SAFETY: the caller's promise.
    unsafe {
        luaL_checkstack(state, 2, c"a variable".as_ptr());
        push_globals(state);
        lua_pushstring(state, name.as_ptr());
        lua_rawget(state, -2);
        lua_rotate(state, -2, -1);
        lua_pop(state, 1);
    }
}

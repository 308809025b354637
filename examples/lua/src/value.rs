//! Values on their way between Lua's stack and Rust.

use crate::ffi::*;
use std::ffi::c_int;

/// A value of Lua's that Rust can hold.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "they are called what they are")]
pub enum Value {
    Nil,
    Bool(bool),
    Int(i64),
    Number(f64),
    Text(String),
    /// A table, a function and so on: only what it is. On the way back it becomes nil.
    Other(&'static str),
}

impl Value {
    /// The value at this index. Raises nothing.
    ///
    /// # Safety
    /// There is one.
    unsafe fn read(state: *mut lua_State, index: c_int) -> Value {
        // SAFETY: the caller's promise. A string is valid while it is on the stack.
        unsafe {
            match lua_type(state, index) {
                LUA_TNIL => Value::Nil,
                LUA_TBOOLEAN => Value::Bool(lua_toboolean(state, index) != 0),
                LUA_TNUMBER if lua_isinteger(state, index) != 0 => {
                    Value::Int(lua_tointegerx(state, index, std::ptr::null_mut()))
                }
                LUA_TNUMBER => Value::Number(lua_tonumberx(state, index, std::ptr::null_mut())),
                LUA_TSTRING => {
                    let mut length = 0;
                    let text = lua_tolstring(state, index, &mut length).cast();
                    Value::Text(
                        String::from_utf8_lossy(std::slice::from_raw_parts(text, length)).into_owned(),
                    )
                }
                LUA_TTABLE => Value::Other("table"),
                LUA_TFUNCTION => Value::Other("function"),
                LUA_TTHREAD => Value::Other("coroutine"),
                _ => Value::Other("userdata"),
            }
        }
    }

    /// All values from this index to the top. Raises nothing.
    ///
    /// # Safety
    /// The state is one whose turn it is.
    pub(crate) unsafe fn read_from(state: *mut lua_State, first: c_int) -> Vec<Value> {
        // SAFETY: the caller's promise, and these indices are valid.
        unsafe { (first..=lua_gettop(state)).map(|index| Value::read(state, index)).collect() }
    }

    /// Pushes a copy. May raise, for want of memory.
    ///
    /// # Safety
    /// There is room for it.
    unsafe fn push(&self, state: *mut lua_State) {
        // SAFETY: the caller's promise.
        unsafe {
            match self {
                Value::Nil | Value::Other(_) => lua_pushnil(state),
                Value::Bool(value) => lua_pushboolean(state, (*value).into()),
                Value::Int(value) => lua_pushinteger(state, *value),
                Value::Number(value) => lua_pushnumber(state, *value),
                Value::Text(text) => {
                    lua_pushlstring(state, text.as_ptr().cast(), text.len());
                }
            }
        }
    }

    /// Pushes copies, and returns how many. May raise, for want of memory.
    ///
    /// # Safety
    /// No frame up to where Lua catches its errors holds anything that has a destructor.
    pub(crate) unsafe fn push_all(values: &[Value], state: *mut lua_State) -> c_int {
        let n = values.len().try_into().unwrap_or(c_int::MAX);
        // SAFETY: the caller's promise; the values are references.
        unsafe {
            luaL_checkstack(state, n, c"so many values".as_ptr());
            values.iter().for_each(|value| value.push(state));
        }
        n
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

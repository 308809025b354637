//! What went wrong in a script.

use crate::ffi::*;
use crate::value::Value;
use std::ffi::c_int;
use std::fmt;

/// An error that Lua has caught.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// Its value, as text.
    pub message: String,
}

impl Error {
    /// Of this value of Lua's.
    pub(crate) fn of(value: Option<&Value>) -> Error {
        let message = match value {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Int(number)) => number.to_string(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(value)) => value.to_string(),
            Some(Value::Other(what)) => format!("a {what}"),
            Some(Value::Nil) | None => "nil".to_owned(),
        };
        Error { message }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Takes the values above `base`, which a call that ended with this status has left, off the stack.
///
/// # Safety
/// The state is one whose turn it is, and has at least `base` values.
pub(crate) unsafe fn take(state: *mut lua_State, base: c_int, status: c_int) -> Result<Vec<Value>, Error> {
    // SAFETY: the caller's promise. Nothing there is to be closed.
    let values = unsafe {
        let values = Value::read_from(state, base + 1);
        lua_settop(state, base);
        values
    };
    match status {
        LUA_OK | LUA_YIELD => Ok(values),
        _ => Err(Error::of(values.last())),
    }
}

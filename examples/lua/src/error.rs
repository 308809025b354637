//! What went wrong in a script.

use crate::value::Value;
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

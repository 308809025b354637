//! Rust functions for Lua.
//!
//! Lua calls [`calls`]. It asks [`answer`] what to do, ordinary Rust that has dropped all it had when it returns; and
//! [`does`] it, with nothing in its frame that has a destructor: what it does may end in a `longjmp`.

use crate::ffi::*;
use crate::protected::{push_global, push_globals};
use crate::state::State;
use crate::value::Value;
use cgocall::cgo_export;
use std::ffi::{CStr, CString, c_int};
use std::mem::ManuallyDrop;

/// What a Rust function does. It gets the state that calls, and its arguments.
pub type Body = Box<dyn Fn(&State, &[Value]) -> Answer + Send>;

/// What a function wants Lua to do when it has returned.
pub struct Answer {
    values: Vec<Value>,
    last: Last,
    /// Which function is called.
    function: Option<CString>,
    then: Option<Body>,
}

/// A function's last act.
#[derive(Clone, Copy)]
enum Last {
    Return,
    Raise,
    Yield,
    Call,
}

impl Answer {
    /// Returns these values.
    pub fn values(values: impl Into<Vec<Value>>) -> Answer {
        Answer { values: values.into(), last: Last::Return, function: None, then: None }
    }

    /// Raises an error.
    pub fn error(message: &str) -> Answer {
        Answer { last: Last::Raise, ..Answer::values([message.into()]) }
    }

    /// Yields these values. Those that the coroutine is resumed with are the function's results.
    pub fn yields(values: impl Into<Vec<Value>>) -> Answer {
        Answer { last: Last::Yield, ..Answer::values(values) }
    }

    /// The same, but `then` goes on in the function's place, and gets what the coroutine is resumed with.
    pub fn yields_then(
        values: impl Into<Vec<Value>>,
        then: impl Fn(&State, &[Value]) -> Answer + Send + 'static,
    ) -> Answer {
        Answer { then: Some(Box::new(then)), ..Answer::yields(values) }
    }

    /// Calls a global function of Lua's, which may yield. Then `then` goes on, and gets its results.
    pub fn calls_then(
        function: &CStr,
        arguments: impl Into<Vec<Value>>,
        then: impl Fn(&State, &[Value]) -> Answer + Send + 'static,
    ) -> Answer {
        let values = arguments.into();
        Answer { values, last: Last::Call, function: Some(function.to_owned()), then: Some(Box::new(then)) }
    }
}

/// What Lua keeps of a body, in a userdata. Empty once that was collected: finalizers can call functions whose own have run.
type Kept = Option<Body>;

/// A global function.
///
/// # Safety
/// As for [`Value::push_all`].
pub(crate) unsafe fn define(state: *mut lua_State, name: &CStr, body: &mut Kept) {
    // SAFETY: the caller's promise.
    unsafe {
        push_globals(state);
        lua_pushstring(state, name.as_ptr());
        push_body(state, body);
        lua_pushcclosure(state, Some(calls), 1);
        lua_rawset(state, -3);
    }
}

/// Moves a body into a new userdata. May raise, for want of memory.
///
/// # Safety
/// As for [`Value::push_all`].
unsafe fn push_body(state: *mut lua_State, body: &mut Kept) {
    // SAFETY: the caller's promise. Userdata is aligned for everything.
    unsafe {
        luaL_checkstack(state, 3, c"a function".as_ptr());
        let kept = lua_newuserdatauv(state, size_of::<Kept>(), 0).cast::<Kept>();
        kept.write(body.take());
        if luaL_newmetatable(state, c"cgocall.body".as_ptr()) != 0 {
            lua_pushcfunction(state, Some(collects));
            lua_setfield(state, -2, c"__gc".as_ptr());
        }
        lua_setmetatable(state, -2);
    }
}

#[cgo_export(on_panic = return(0), implements = lua_CFunction)]
unsafe extern "C" fn calls(state: *mut lua_State) -> c_int {
    // SAFETY: Lua calls a function that `define` has made: its upvalue is a body.
    unsafe { does(state, answer(state, lua_upvalueindex(1), 1)) }
}

/// A function goes on that has yielded, or whose call has. `does` has left its body at index 1, below the results.
#[cgo_export(on_panic = return(0), implements = lua_KFunction)]
unsafe extern "C" fn goes_on(state: *mut lua_State, _: c_int, _: lua_KContext) -> c_int {
    // SAFETY: nobody else comes to the stack of a function.
    unsafe { does(state, answer(state, 1, 2)) }
}

#[cgo_export(on_panic = return(0), implements = lua_CFunction)]
unsafe extern "C" fn collects(state: *mut lua_State) -> c_int {
    // SAFETY: Lua passes what has this metatable, which scripts cannot reach.
    drop(unsafe { (*lua_touserdata(state, 1).cast::<Kept>()).take() });
    0
}

/// The inner function: whatever it holds, it has dropped when it returns.
///
/// # Safety
/// It is this state's turn. At these indices are a body and the first argument.
unsafe fn answer(state: *mut lua_State, body: c_int, first: c_int) -> Answer {
    // SAFETY: the caller's promise. A body that Lua can call, it does not collect.
    unsafe {
        match &*lua_touserdata(state, body).cast::<Kept>() {
            Some(body) => body(&State::borrowed(state), &Value::read_from(state, first)),
            None => Answer::error("the function has been collected"),
        }
    }
}

/// The outer function. It raises and yields, and leaks the answer where memory is short.
///
/// # Safety
/// As for [`Value::push_all`].
unsafe fn does(state: *mut lua_State, answer: Answer) -> c_int {
    let mut answer = ManuallyDrop::new(answer);
    loop {
        // SAFETY: the caller's promise. An answer has no destructor here, and is not used once it is dropped.
        unsafe {
            lua_settop(state, 0);
            let mut then: lua_KFunction = None;
            if answer.then.is_some() {
                push_body(state, &mut answer.then);
                then = Some(goes_on);
            }
            if let Some(function) = &answer.function {
                push_global(state, function);
            }
            let n = Value::push_all(&answer.values, state);
            let last = answer.last;
            ManuallyDrop::drop(&mut answer);
            match last {
                Last::Return => return n,
                Last::Raise => return lua_error(state),
                Last::Yield => return lua_yieldk(state, n, 0, then),
                Last::Call => lua_callk(state, n, LUA_MULTRET, 0, then),
            }
            answer = ManuallyDrop::new(self::answer(state, 1, 2));
        }
    }
}

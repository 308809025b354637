//! Lua by its own interface, and what an error means for each policy of the import that raises it.

#[path = "../../../runtime/tests/child/mod.rs"]
#[allow(dead_code, reason = "one part is used here")]
mod child;

use cgocall::cgo_export;
use cgocall_example_lua::ffi::*;
use std::ffi::{CStr, c_int};
use std::ptr::null_mut;

/// `lua_error` under another policy, and a function for Lua that raises by it.
macro_rules! policies {
    ($($policy:ident)*) => { $(
        #[allow(clashing_extern_declarations, reason = "what is wrapped is declared so that it can unwind, `raw` as it stands")]
        mod $policy {
            use super::*;

            #[cgocall::cgo_import]
            unsafe extern "C" {
                #[cgo($policy)]
                fn lua_error(state: *mut lua_State) -> c_int;
            }

            #[cgo_export(implements = lua_CFunction)]
            pub(super) unsafe extern "C" fn raises(state: *mut lua_State) -> c_int {
                cgocall::yield_now();
                // SAFETY: Lua calls it with room for more, and there is no destructor here.
                unsafe {
                    lua_pushinteger(state, 7);
                    lua_error(state)
                }
            }
        }
    )* };
}

policies!(blocking nocallback leaf inline raw);

#[cgo_export(implements = lua_CFunction)]
unsafe extern "C" fn raises_with_a_format(state: *mut lua_State) -> c_int {
    cgocall::yield_now();
    // SAFETY: as above; a number is what the format asks for.
    unsafe { luaL_error(state, c"no %d".as_ptr(), (7 as c_int,)) }
}

#[cgo_export(implements = lua_CFunction)]
unsafe extern "C" fn twice(state: *mut lua_State) -> c_int {
    cgocall::yield_now();
    // SAFETY: Lua calls it with a number, and room for more.
    unsafe { lua_pushinteger(state, 2 * lua_tointegerx(state, 1, null_mut())) };
    1
}

/// What a script returns that calls `raises` and `twice`.
fn result(raises: unsafe extern "C" fn(*mut lua_State) -> c_int, script: &CStr) -> String {
    cgocall::run(|| {
        // SAFETY: a state of its own, used as Lua's manual says; nothing here is skipped, since `luaL_dostring` catches errors.
        unsafe {
            let state = luaL_newstate();
            luaL_openlibs(state);
            for (name, function) in [(c"raises", raises), (c"twice", twice as _)] {
                lua_pushcfunction(state, Some(function));
                lua_setglobal(state, name.as_ptr());
            }
            luaL_dostring(state, script.as_ptr());
            let result = CStr::from_ptr(lua_tostring(state, -1)).to_string_lossy().into_owned();
            lua_pop(state, 1);
            assert_eq!(lua_gettop(state), 0);
            lua_close(state);
            result
        }
    })
}

/// Other callbacks of the same call come after each error.
const MANY: &CStr = c"local n = 0
    for i = 1, 20000 do
        local ok, said = pcall(raises)
        assert(not ok)
        n = n + twice(said)
    end
    return n";

#[test]
fn errors_leave_calls_that_may_call_back_or_are_plain() {
    for raises in [blocking::raises, inline::raises, raw::raises] {
        assert_eq!(result(raises, MANY), "280000");
    }
}

#[test]
fn an_error_by_a_function_with_a_format() {
    assert_eq!(result(raises_with_a_format, c"return select(2, pcall(raises))"), "no 7");
    assert_eq!(result(raises_with_a_format, c"raises()"), "[string \"raises()\"]:1: no 7");
}

/// The call goes on as one of the policy's, under which the next callback is one too many.
fn ends_the_process(test: &str, raises: unsafe extern "C" fn(*mut lua_State) -> c_int, help: &str) {
    if let Some(output) = child::output_of(test, &[], || drop(result(raises, MANY))) {
        assert!(!output.status.success(), "it goes on");
        assert!(output.stderr.contains(help), "{}", output.stderr);
    }
}

#[test]
fn a_callback_after_an_error_of_a_leaf_ends_the_process() {
    ends_the_process(
        "a_callback_after_an_error_of_a_leaf_ends_the_process",
        leaf::raises,
        "help: import `lua_error` without `leaf`",
    );
}

#[test]
fn a_callback_after_an_error_of_a_function_without_callbacks_ends_the_process() {
    ends_the_process(
        "a_callback_after_an_error_of_a_function_without_callbacks_ends_the_process",
        nocallback::raises,
        "help: import `lua_error` without `nocallback`",
    );
}

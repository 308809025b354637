//! Builds Lua 5.4 from the sources that `lua-src` brings, and binds it.

use cgocall_bindgen::Builder;

fn main() {
    let lua = lua_src::Build::new().build(lua_src::Lua54);
    Builder::new("lua")
        .header("lua.h")
        .header("lauxlib.h")
        .header("lualib.h")
        .include(lua.include_dir())
        .link_search(lua.lib_dir())
        .link("static=lua5.4")
        .link("m")
        .allowlist("lua_.*|luaL_.*|luaopen_.*")
        .allowlist("LUA_(OK|YIELD|ERR.*|T[A-Z]+|MULTRET|REGISTRYINDEX|RIDX_.*)")
        .blocklist("luaL_Stream")
        .function_macro("int lua_upvalueindex(int i)")
        .function_macro("void lua_pop(lua_State *L, int n)")
        .function_macro("const char *lua_tostring(lua_State *L, int i)")
        .function_macro("void lua_pushcfunction(lua_State *L, lua_CFunction f)")
        .function_macro("int luaL_dostring(lua_State *L, const char *s)")
        // Those that take no memory, raise nothing, and look at no metatable. The others may call back: whatever takes memory
        // may have garbage collected, and finalizers are functions of Lua's like any other.
        .leaf("lua_(gettop|absindex|type|isinteger|toboolean|tointegerx|tonumberx|touserdata)")
        .inline("lua_upvalueindex")
        .leaf(
            "lua_push(nil|boolean|integer|number|lightuserdata|cfunction)|lua_rotate|lua_rawgeti|lua_rawlen",
        )
        .committed("src/bindings.rs")
        .generate()
        .unwrap_or_exit();
}

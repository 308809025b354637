//! Binds the system's libuv.

use cgocall_bindgen::Builder;

fn main() {
    Builder::new("uv")
        .header("uv.h")
        .pkg_config_at_least("libuv", "1.40")
        .allowlist(
            "uv_(version|loop_(init|close)|run|update_time|walk|close|is_closing|handle_(get|set)_data|handle_get_loop)",
        )
        .allowlist("uv_(async_(init|send)|timer_(init|start)|queue_work)")
        .allowlist("uv_(tcp_(init|bind|connect|nodelay|getsockname)|listen|accept|read_(start|stop)|write)")
        .allowlist("uv_(ip4_addr|strerror)")
        .allowlist("uv_(errno_t|run_mode)")
        // What is in them is libuv's own affair, and another one on each system.
        .opaque("uv_(loop|handle|async|timer|work|tcp|stream|connect|write)_s")
        // It waits for events, until there is nothing left to wait for.
        .blocking("uv_run")
        // They call back later, from `uv_run`.
        .nocallback("uv_(queue_work|listen|accept|read_.*|write|close|async_.*|tcp_.*|loop_.*)")
        .leaf("uv_(version|update_time|is_closing|handle_.*|timer_.*|ip4_.*|strerror)")
        .committed("src/bindings.rs")
        .generate()
        .unwrap_or_exit();
}

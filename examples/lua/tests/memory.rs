//! Frames that Lua leaves by `longjmp` take nothing of Rust's with them.

use cgocall_example_lua::{Answer, Coroutine, Lua, Step, Value};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

/// The system's allocator, which counts what is alive.
struct Counting;

static ALIVE: AtomicIsize = AtomicIsize::new(0);

// SAFETY: the system's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALIVE.fetch_add(1, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        ALIVE.fetch_sub(1, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(at, layout) };
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

const TIMES: isize = 10_000;

/// Runs `f` so many times, and then has less than one allocation for each more than before.
fn leaves_nothing(mut f: impl FnMut()) {
    f();
    let before = ALIVE.load(Relaxed);
    (0..TIMES).for_each(|_| f());
    let more = ALIVE.load(Relaxed) - before;
    assert!(more < TIMES / 10, "{more} allocations are left");
}

#[test]
fn errors_and_yields_leave_nothing_on_the_heap() {
    cgocall::run(|| {
        let lua = Lua::new();
        lua.define(c"fail", |_, arguments| match arguments {
            [Value::Text(text)] => Answer::error(&format!("no {text}")),
            other => Answer::error(&format!("{other:?}")),
        });
        leaves_nothing(|| assert_eq!(lua.run("fail('a')").expect_err("it fails").message, "no a"));
        leaves_nothing(|| drop(lua.run("pcall(fail, 'a', 1)").expect("it is caught")));

        lua.define(c"yield", |_, values| Answer::yields(values));
        lua.define(c"count", |_, values| {
            let text = format!("{values:?}");
            Answer::yields_then([Value::Text(text.clone())], move |_, _| {
                Answer::values([Value::Text(text.clone())])
            })
        });
        let chunk = "while true do for i = 1, 100 do yield('a'); count('b') end collectgarbage() end";
        let mut coroutine = Coroutine::new(lua, chunk).expect("a chunk");
        leaves_nothing(|| assert!(matches!(coroutine.resume(&["c".into()]), Ok(Step::Yielded(_)))));
    });
}

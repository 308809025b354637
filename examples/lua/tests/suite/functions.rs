//! Rust functions: calls in both directions, panics, and what becomes of what they hold.

use super::{go, int, ints, sleeps};
use cgocall::Spawner;
use cgocall_example_lua::{Answer, Coroutine, Lua, State, Step, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Lua, Rust, Lua, … down to zero, and a pause in each Rust.
fn descends(state: &State, depth: &[Value]) -> Answer {
    cgocall::yield_now();
    match int(depth) {
        0 => Answer::values(ints([0])),
        depth => match state.call(c"descend", &ints([depth - 1])) {
            Ok(values) => Answer::values(ints([int(&values) + 1])),
            Err(error) => Answer::error(&error.message),
        },
    }
}

fn that_descends() -> Lua {
    let lua = Lua::new();
    lua.define(c"descends", descends);
    lua.run("function descend(n) return descends(n) + 0 end").expect("a function");
    lua
}

#[test]
fn rust_and_lua_call_each_other() {
    go(|| {
        let all: Vec<_> = (0..50)
            .map(|i| {
                cgocall::spawn(move || {
                    let depth = 1 + i % 8;
                    assert_eq!(that_descends().call(c"descend", &ints([depth])), Ok(ints([depth]).into()));
                })
            })
            .collect();
        all.into_iter().for_each(|goroutine| goroutine.join().expect("no panic"));
    });
}

/// Lua counts calls of C, and a stack that has room for as many never overflows.
#[test]
fn recursion_without_an_end_is_an_error_of_luas() {
    go(|| {
        let endless = || {
            let lua = that_descends();
            let error = lua.call(c"descend", &ints([1_000_000])).expect_err("no stack has room for this");
            assert!(error.message.contains("C stack overflow"), "{error}");
            assert_eq!(lua.call(c"descend", &ints([3])), Ok(ints([3]).into()));
        };
        let wide = Spawner::new().stack_size(8 << 20);
        wide.spawn(endless).expect("a stack").join().expect("no panic");
    });
}

/// Counts how many there are.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(count: &Arc<AtomicUsize>) -> Counted {
        count.fetch_add(1, Relaxed);
        Counted(Arc::clone(count))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        cgocall::yield_now();
        self.0.fetch_sub(1, Relaxed);
    }
}

#[test]
fn what_a_function_holds_is_dropped_with_its_last_use() {
    go(|| {
        let count = Arc::new(AtomicUsize::new(0));
        let lua = Lua::new();
        lua.run("collectgarbage('stop')").expect("a call");
        for _ in 0..100 {
            let held = Counted::new(&count);
            lua.define(c"f", move |_, _| Answer::values(ints([held.0.load(Relaxed) as i64])));
        }
        assert_eq!(count.load(Relaxed), 100);
        assert_eq!(lua.run("collectgarbage() return f()"), Ok(ints([1]).into()));
        assert_eq!(count.load(Relaxed), 1);
        drop(lua);
        assert_eq!(count.load(Relaxed), 0);
    });
}

#[test]
fn what_a_continuation_holds_is_dropped_when_it_has_gone_on_or_never_will() {
    go(|| {
        let count = Arc::new(AtomicUsize::new(0));
        let begun = || {
            let (lua, count) = (Lua::new(), Arc::clone(&count));
            lua.define(c"yields", move |_, _| {
                let held = Counted::new(&count);
                Answer::yields_then([], move |_, _| Answer::values(ints([held.0.load(Relaxed) as i64])))
            });
            let mut coroutine = Coroutine::new(lua, "return yields()").expect("a chunk");
            assert_eq!(coroutine.resume(&[]), Ok(Step::Yielded(vec![])));
            coroutine
        };
        let (mut one, other) = (begun(), begun());
        assert_eq!(count.load(Relaxed), 2);
        assert_eq!(one.resume(&[]), Ok(Step::Returned(ints([2]).into())));
        one.lua().run("collectgarbage()").expect("a call");
        assert_eq!(count.load(Relaxed), 1);
        drop(other);
        assert_eq!(count.load(Relaxed), 0);
    });
}

/// At the state's end Lua finalizes in the reverse order: the function first, then what still calls it.
#[test]
fn a_function_that_has_been_collected_says_so() {
    go(|| {
        let (lua, said) = (Lua::new(), Arc::new(std::sync::Mutex::new(Vec::new())));
        let told = Arc::clone(&said);
        lua.define(c"tell", move |_, what| {
            told.lock().expect("no panic").extend_from_slice(what);
            Answer::values([])
        });
        lua.run("last = setmetatable({}, {__gc = function() tell(pcall(f)) end})").expect("a table");
        lua.define(c"f", |_, _| Answer::values([]));
        lua.run("later = setmetatable({}, {__gc = function() tell(pcall(f)) end})").expect("a table");
        drop(lua);
        let refused = [Value::Bool(false), "the function has been collected".into()];
        assert_eq!(*said.lock().expect("no panic"), [&[Value::Bool(true)], &refused[..]].concat());
    });
}

#[test]
fn a_finalizer_waits_in_the_middle_of_a_call() {
    go(|| {
        let lua = Lua::new();
        lua.define(c"sleep", sleeps);
        let script = "
            finalized = 0
            for i = 1, 200 do
                setmetatable({}, {__gc = function() sleep(0); finalized = finalized + 1 end})
                if i % 10 == 0 then collectgarbage() end
            end
            collectgarbage()
            return finalized";
        assert_eq!(lua.run(script), Ok(ints([200]).into()));
    });
}

#[test]
fn a_panic_goes_on_where_the_script_was_called() {
    go(|| {
        let count = Arc::new(AtomicUsize::new(0));
        let lua = Lua::new();
        let held = Arc::clone(&count);
        lua.define(c"panics", move |_, _| {
            let _counted = Counted::new(&held);
            std::panic::resume_unwind(Box::new("on purpose"));
        });
        lua.run("after = 0").expect("an assignment");
        let script = "panics(); after = after + 1";
        let panic = catch_unwind(AssertUnwindSafe(|| lua.run(script))).expect_err("a panic");
        assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
        // The script has gone on, and the state is as good as before.
        assert_eq!(lua.run("return after"), Ok(ints([1]).into()));
        assert_eq!(count.load(Relaxed), 0);
    });
}

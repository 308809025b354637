//! Errors, which leave frames of Rust by `longjmp`.

use super::{go, int, ints, sleeps};
use cgocall_example_lua::{Answer, Lua, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A state with a function `fail` that notes where on the goroutine's stack it has run, holds something, and raises.
fn that_fails(lowest: &Arc<AtomicUsize>) -> Lua {
    let (lua, lowest) = (Lua::new(), Arc::clone(lowest));
    lua.define(c"fail", move |_, number| {
        let held = Arc::clone(&lowest);
        held.fetch_min((&raw const held).addr(), Relaxed);
        Answer::error(&format!("no {}", int(number)))
    });
    lua
}

/// In one call of C, and in many. Frames that stayed would need more than a stack has: 100,000 of 100 bytes.
#[test]
fn a_hundred_thousand_errors_use_as_much_as_one() {
    go(|| {
        let (one, many) = (Arc::new(AtomicUsize::new(usize::MAX)), Arc::new(AtomicUsize::new(usize::MAX)));
        that_fails(&one).run("pcall(fail, 0)").expect("it is caught");
        let lua = that_fails(&many);
        let script = "
            local function count() collectgarbage() return collectgarbage('count') end
            local function errors(n)
                for i = 1, n do
                    local ok, said = pcall(fail, i)
                    assert(not ok and said == 'no ' .. i)
                end
            end
            errors(10)
            local before = count()
            errors(100000)
            return count() - before";
        let grown = lua.run(script).expect("no error");
        assert!(matches!(grown[..], [Value::Number(kib)] if kib < 64.0), "{grown:?}");
        assert_eq!(one.load(Relaxed), many.load(Relaxed), "the lowest address");
        for i in 0..20_000 {
            let error = lua.run("fail(7)").expect_err("nobody catches it");
            assert_eq!(error.message, "no 7", "the {i}th");
        }
        // What the functions held is dropped: there are this one and the two states'.
        assert_eq!((Arc::strong_count(&one), Arc::strong_count(&many)), (1, 2));
    });
}

#[test]
fn errors_and_waits_mix_on_many_goroutines() {
    go(|| {
        let all: Vec<_> = (0..100)
            .map(|_| {
                cgocall::spawn(|| {
                    let lua = that_fails(&Arc::new(AtomicUsize::new(usize::MAX)));
                    lua.define(c"sleep", sleeps);
                    let caught = lua.run(
                        "local caught = 0
                         for i = 1, 50 do
                             if i % 10 == 0 then sleep(1) end
                             if not pcall(fail, i) then caught = caught + 1 end
                         end
                         return caught",
                    );
                    assert_eq!(caught, Ok(ints([50]).into()));
                })
            })
            .collect();
        all.into_iter().for_each(|goroutine| goroutine.join().expect("no panic"));
    });
}

/// Through two calls of C and the callbacks between them, each of which raises it again.
#[test]
fn an_error_passes_through_rust_between_two_calls() {
    go(|| {
        let lua = that_fails(&Arc::new(AtomicUsize::new(usize::MAX)));
        lua.define(c"passes", |state, number| match state.call(c"inner", number) {
            Ok(values) => Answer::values(values),
            Err(error) => Answer::error(&format!("{} there", error.message)),
        });
        lua.run("function inner(n) if n % 2 == 0 then fail(n) end return n end").expect("a function");
        for _ in 0..1_000 {
            assert_eq!(lua.run("return select(2, pcall(passes, 8))"), Ok(vec!["no 8 there".into()]));
            assert_eq!(lua.run("return passes(9)"), Ok(ints([9]).into()));
        }
    });
}

#[test]
fn what_is_wrong_with_a_script_is_said() {
    go(|| {
        let lua = Lua::new();
        let message = |chunk| lua.run(chunk).expect_err("it is wrong").message;
        assert_eq!(message("return return"), "chunk:1: unexpected symbol near 'return'");
        assert_eq!(message("return nobody.there"), "chunk:1: attempt to index a nil value (global 'nobody')");
        assert_eq!(message("error({})"), "a table");
        assert_eq!(message("return load('')"), "chunk:1: attempt to call a nil value (global 'load')");
    });
}

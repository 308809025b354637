//! Yields, which leave frames of Rust by `longjmp`, and continuations.

use super::{go, int, ints};
use cgocall::sync::channel;
use cgocall_example_lua::{Answer, Coroutine, Lua, State, Step, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A state whose functions yield in each way.
fn that_yields() -> Lua {
    let lua = Lua::new();
    lua.define(c"yield", |_, values| Answer::yields(values));
    // Yields so many numbers, from Rust, and returns the sum of what it is resumed with.
    fn counts(left: i64, sum: i64) -> Answer {
        match left {
            0 => Answer::values(ints([sum])),
            left => Answer::yields_then(ints([left]), move |_, resumed| counts(left - 1, sum + int(resumed))),
        }
    }
    lua.define(c"count", |_, n| counts(int(n), 0));
    lua.define(c"calls", |_, n| {
        Answer::calls_then(c"inner", n, |_, values| Answer::values(ints([10 * int(values)])))
    });
    lua.define(c"keeps", |state: &State, n| match state.call(c"inner", n) {
        Ok(values) => Answer::values(values),
        Err(error) => Answer::error(&error.message),
    });
    lua.run("function inner(n) return yield(n) + 1 end").expect("a function");
    lua
}

/// The values that a chunk yields, resumed with 1, 2, …, and its result.
fn steps(chunk: &str) -> (Vec<i64>, Vec<Value>) {
    let mut coroutine = Coroutine::new(that_yields(), chunk).expect("a chunk");
    let mut yielded = Vec::new();
    let mut resumed = Vec::new();
    loop {
        match coroutine.resume(&resumed).expect("no error") {
            Step::Yielded(values) => yielded.push(int(&values)),
            Step::Returned(values) => return (yielded, values),
        }
        resumed = ints([yielded.len() as i64]).into();
    }
}

#[test]
fn a_rust_function_yields() {
    go(|| {
        let (yielded, returned) =
            steps("local sum = 0; for i = 1, 100 do sum = sum + yield(i) end; return sum");
        assert_eq!((yielded, returned), ((1..=100).collect(), ints([5050]).into()));
    });
}

#[test]
fn a_rust_function_goes_on_where_it_has_yielded() {
    go(|| {
        assert_eq!(steps("return count(100)"), ((1..=100).rev().collect(), ints([5050]).into()));
        // Within an inner coroutine, which yields to Lua.
        let inner = "
            local inner, sum = coroutine.wrap(function() return count(50) end), inner
            local n = inner()
            for i = 1, 49 do n = n + inner(i) end
            return n, inner(50)";
        assert_eq!(steps(inner), (vec![], ints([50 * 51 / 2, 50 * 51 / 2]).into()));
    });
}

#[test]
fn a_yield_crosses_a_rust_function_whose_last_act_is_the_call() {
    go(|| {
        let (yielded, returned) = steps("return calls(5) + calls(6)");
        assert_eq!((yielded, returned), (vec![5, 6], ints([10 * (1 + 1) + 10 * (2 + 1)]).into()));
    });
}

#[test]
fn a_yield_across_a_call_that_rust_waits_for_is_refused() {
    go(|| {
        let (yielded, returned) = steps("local ok, said = pcall(keeps, 5); return ok, said, yield(6)");
        let refused = "attempt to yield across a C-call boundary";
        assert_eq!(yielded, [6]);
        assert_eq!(returned, [Value::Bool(false), refused.into(), Value::Int(1)]);
    });
}

#[test]
fn a_yield_outside_a_coroutine_is_refused() {
    go(|| {
        let error = that_yields().run("yield(1)").expect_err("there is no coroutine");
        assert_eq!(error.message, "attempt to yield from outside a coroutine");
        let error = that_yields().run("count(1)").expect_err("there is no coroutine");
        assert_eq!(error.message, "attempt to yield from outside a coroutine");
    });
}

#[test]
fn a_hundred_thousand_yields_use_as_much_as_one() {
    go(|| {
        let chunk = "
            local function memory() collectgarbage() return collectgarbage('count') end
            yield(0)
            local before = memory()
            for i = 1, 100000 do yield(i) end
            return memory() - before < 1";
        let mut coroutine = Coroutine::new(that_yields(), chunk).expect("a chunk");
        for i in 0..=100_000 {
            assert_eq!(coroutine.resume(&[]), Ok(Step::Yielded(ints([i]).into())));
        }
        assert_eq!(coroutine.resume(&[]), Ok(Step::Returned(vec![Value::Bool(true)])));
        assert_eq!(coroutine.resume(&[]).expect_err("it has ended").message, "cannot resume dead coroutine");
        assert_eq!(coroutine.lua().run("return 1"), Ok(ints([1]).into()));
    });
}

/// The step that the panic has ended has yielded none the less.
#[test]
fn a_coroutine_goes_on_after_a_panic() {
    go(|| {
        let lua = that_yields();
        lua.define(c"panics", |_, _| std::panic::resume_unwind(Box::new("on purpose")));
        let mut coroutine = Coroutine::new(lua, "panics(); return count(2)").expect("a chunk");
        let panic = catch_unwind(AssertUnwindSafe(|| coroutine.resume(&[]))).expect_err("a panic");
        assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
        assert_eq!(coroutine.resume(&ints([10])), Ok(Step::Yielded(ints([1]).into())));
        assert_eq!(coroutine.resume(&ints([20])), Ok(Step::Returned(ints([30]).into())));
    });
}

/// Each step on another goroutine, and so on another thread now and then.
#[test]
fn coroutines_go_round_among_goroutines() {
    const COROUTINES: usize = 50;
    go(|| {
        let (circle, next) = channel::<Option<Coroutine>>(COROUTINES);
        let (ended, results) = channel(COROUTINES);
        let workers: Vec<_> = (0..8)
            .map(|_| {
                let (circle, next, ended) = (circle.clone(), next.clone(), ended.clone());
                cgocall::spawn(move || {
                    while let Ok(Some(mut coroutine)) = next.recv() {
                        match coroutine.resume(&ints([1])).expect("no error") {
                            Step::Yielded(_) => circle.send(Some(coroutine)).expect("there is room for all"),
                            Step::Returned(values) => ended.send(int(&values)).expect("somebody receives"),
                        }
                    }
                })
            })
            .collect();
        for _ in 0..COROUTINES {
            let coroutine = Coroutine::new(that_yields(), "return count(30) + calls(0)").expect("a chunk");
            circle.send(Some(coroutine)).expect("there is room for all");
        }
        for _ in 0..COROUTINES {
            assert_eq!(results.recv(), Ok(30 + 20));
        }
        workers.iter().for_each(|_| circle.send(None).expect("there is room for all"));
        workers.into_iter().for_each(|worker| worker.join().expect("no panic"));
    });
}

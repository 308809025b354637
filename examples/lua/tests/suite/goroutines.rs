//! States and goroutines.

use super::{go, int, ints, sleeps};
use cgocall::sync::{Mutex, channel};
use cgocall_example_lua::{Answer, Lua, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn thousands_of_goroutines_run_a_state_each() {
    const MANY: i64 = 2_000;
    go(|| {
        let sums: Vec<_> = (0..MANY)
            .map(|seed| {
                cgocall::spawn(move || {
                    let lua = Lua::new();
                    lua.define(c"next", move |_, previous| {
                        cgocall::yield_now();
                        Answer::values(ints([int(previous) + seed]))
                    });
                    lua.run("local sum = 0; for i = 1, 20 do sum = next(sum) end; return sum")
                })
            })
            .collect();
        for (seed, sum) in (0..MANY).zip(sums) {
            assert_eq!(sum.join().expect("no panic"), Ok(ints([20 * seed]).into()));
        }
    });
}

/// All wait at the same time, which takes less than one after the other.
#[test]
fn functions_that_wait_let_other_scripts_go_on() {
    go(|| {
        let begun = Instant::now();
        let scripts: Vec<_> = (0..100)
            .map(|_| {
                cgocall::spawn(|| {
                    let lua = Lua::new();
                    lua.define(c"sleep", sleeps);
                    lua.run("for i = 1, 5 do sleep(40) end").expect("no error");
                })
            })
            .collect();
        scripts.into_iter().for_each(|script| script.join().expect("no panic"));
        let took = begun.elapsed();
        assert!(took < Duration::from_millis(100 * 5 * 40) / 8, "{took:?}");
    });
}

/// Rendezvous: neither script can go on before the other comes.
#[test]
fn scripts_wait_for_one_another_within_their_functions() {
    const ROUNDS: i64 = 300;
    go(|| {
        let (there, here) = (channel(0), channel(0));
        let player = |sends: cgocall::sync::Sender<i64>, receives: cgocall::sync::Receiver<i64>| {
            let lua = Lua::new();
            lua.define(c"send", move |_, ball| {
                sends.send(int(ball)).expect("the other plays on");
                Answer::values([])
            });
            lua.define(c"receive", move |_, _| {
                Answer::values(ints([receives.recv().expect("the other plays on")]))
            });
            lua
        };
        let (serves, returns) = (player(there.0, here.1), player(here.0, there.1));
        let second =
            cgocall::spawn(move || returns.run(&format!("for i = 1, {ROUNDS} do send(receive() + 1) end")));
        let last = serves.run(&format!(
            "local ball = 0; for i = 1, {ROUNDS} do send(ball); ball = receive() end; return ball"
        ));
        assert_eq!(last, Ok(ints([ROUNDS]).into()));
        second.join().expect("no panic").expect("no error");
    });
}

#[test]
fn a_state_is_used_by_many_goroutines_in_turn() {
    const GOROUTINES: i64 = 100;
    go(|| {
        let lua = Lua::new();
        lua.define(c"sleep", sleeps);
        lua.run("count, inside = 0, 0").expect("two assignments");
        let shared = Arc::new(Mutex::new(lua));
        let users: Vec<_> = (0..GOROUTINES)
            .map(|_| {
                let shared = Arc::clone(&shared);
                cgocall::spawn(move || {
                    for _ in 0..5 {
                        let lua = shared.lock();
                        lua.run(
                            "assert(inside == 0); inside = 1
                             local before = count; sleep(0); count = before + 1
                             inside = 0",
                        )
                        .expect("nobody else is inside");
                    }
                })
            })
            .collect();
        users.into_iter().for_each(|user| user.join().expect("no panic"));
        assert_eq!(shared.lock().run("return count"), Ok(ints([5 * GOROUTINES]).into()));
    });
}

#[test]
fn a_state_goes_from_one_goroutine_to_the_next() {
    go(|| {
        let mut lua = Lua::new();
        lua.run("n = 0").expect("an assignment");
        for _ in 0..200 {
            let visited = move || {
                lua.run("n = n + 1").expect("a number");
                cgocall::yield_now();
                lua
            };
            lua = cgocall::spawn(visited).join().expect("no panic");
        }
        assert_eq!(lua.run("return n"), Ok(ints([200]).into()));
    });
}

#[test]
fn a_state_is_used_off_goroutines() {
    let lua = Lua::new();
    lua.define(c"twice", |_, number| Answer::values(ints([2 * int(number)])));
    assert_eq!(
        lua.run("return twice(21), 'text', nil, 0.5"),
        Ok(vec![Value::Int(42), "text".into(), Value::Nil, Value::Number(0.5)])
    );
}

//! What holds in every mode of the runtime.

mod coroutines;
mod errors;
mod functions;
mod goroutines;

use cgocall_example_lua::{Answer, State, Value};
use std::sync::Once;

/// Runs `f` as a goroutine of a program that is started in the mode of the test file.
fn go<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> T {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| crate::builder().init().expect("nobody has started it"));
    cgocall::run(f)
}

/// The values of the whole numbers.
fn ints<const N: usize>(numbers: [i64; N]) -> [Value; N] {
    numbers.map(Value::Int)
}

/// The one whole number that a function gets.
fn int(arguments: &[Value]) -> i64 {
    match arguments {
        [Value::Int(number)] => *number,
        other => panic!("{other:?}"),
    }
}

/// A function for Lua that waits within the callback.
fn sleeps(_: &State, milliseconds: &[Value]) -> Answer {
    cgocall::sleep(std::time::Duration::from_millis(int(milliseconds) as u64));
    Answer::values([])
}

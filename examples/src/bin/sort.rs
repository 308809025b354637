//! The C library's `qsort`, with the order decided in Rust: by an exported function, by one that asks another goroutine,
//! and, with `qsort_r`, by a closure.

use std::ffi::{CStr, c_char, c_int, c_void};

use cgocall::sync::{Receiver, Sender, channel};
use cgocall::{Callback, Handle, cgo_export, cgo_import};

type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;
type CompareWithData = unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void) -> c_int;

#[cgo_import]
unsafe extern "C" {
    fn qsort(base: *mut c_void, n: usize, size: usize, compare: Compare);
    fn qsort_r(base: *mut c_void, n: usize, size: usize, compare: CompareWithData, data: *mut c_void);
}

/// By their letters, whatever their case.
#[cgo_export(implements = Compare)]
unsafe extern "C" fn ignoring_case(a: *const c_void, b: *const c_void) -> c_int {
    // SAFETY: `main` sorts pointers to C strings with it.
    let [a, b] = [a, b].map(|word| unsafe { CStr::from_ptr(*word.cast::<*const c_char>()) });
    a.to_bytes().to_ascii_lowercase().cmp(&b.to_bytes().to_ascii_lowercase()) as c_int
}

/// Somebody who knows an order, and where to ask for it.
struct Judge {
    questions: Sender<(u32, u32)>,
    answers: Receiver<c_int>,
}

/// Asks the judge, and waits for the answer in the middle of `qsort_r`.
#[cgo_export(implements = CompareWithData)]
unsafe extern "C" fn as_judged(a: *const c_void, b: *const c_void, judge: *mut c_void) -> c_int {
    // SAFETY: `by_asking` sorts numbers with it.
    let pair = unsafe { (*a.cast(), *b.cast()) };
    Handle::<Judge>::with(judge, |judge| {
        judge.questions.send(pair).expect("the judge answers until nobody asks");
        judge.answers.recv().expect("every question")
    })
}

#[cgocall::main]
fn main() {
    let mut words = [c"pear", c"Apple", c"fig", c"Cherry", c"apple pie"].map(CStr::as_ptr);
    // SAFETY: the array is as it says, and its elements are what `ignoring_case` takes.
    unsafe { qsort(words.as_mut_ptr().cast(), words.len(), size_of::<*const c_char>(), ignoring_case) };
    // SAFETY: the strings that were put in.
    let words = words.map(|word| unsafe { CStr::from_ptr(word) }.to_string_lossy());
    println!("words: {}", words.join(", "));

    by_asking();
    by_a_closure();
}

/// Numbers by the sum of their digits, which another goroutine knows.
fn by_asking() {
    let (questions, asked) = channel(0);
    let (answer, answers) = channel(0);
    let judge = cgocall::spawn(move || {
        let digits = |n: u32| n.to_string().bytes().map(|digit| u32::from(digit - b'0')).sum::<u32>();
        for (a, b) in asked.iter() {
            if answer.send((digits(a), a).cmp(&(digits(b), b)) as c_int).is_err() {
                break;
            }
        }
    });
    let mut numbers = [700, 61, 1999, 12, 3, 5000, 21, 88];
    let token = Handle::new(Judge { questions, answers }).into_raw();
    // SAFETY: the array is as it says, and its elements are what `as_judged` takes.
    unsafe { qsort_r(numbers.as_mut_ptr().cast(), numbers.len(), size_of::<u32>(), as_judged, token) };
    drop(Handle::<Judge>::from_raw(token));
    judge.join().expect("it ends when the questions do");
    println!("by the sums of their digits: {numbers:?}");
}

/// The places of the values in another array, by those values; the closure also counts.
fn by_a_closure() {
    let weights = [3.5, -1.0, 22.0, 0.0, 7.25];
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let mut comparisons = 0;
    let by_weight = Callback::data_last_mut(|a: *const c_void, b: *const c_void| -> c_int {
        comparisons += 1;
        // SAFETY: the elements are places in `weights`.
        let [a, b] = [a, b].map(|place| weights[unsafe { *place.cast::<usize>() }]);
        f64::total_cmp(&a, &b) as c_int
    });
    // SAFETY: the array is as it says, and the callback lives until the call has returned.
    unsafe {
        let (base, data) = (order.as_mut_ptr().cast(), by_weight.data());
        qsort_r(base, order.len(), size_of::<usize>(), by_weight.func(), data);
    }
    drop(by_weight);
    assert!(comparisons >= order.len() - 1);
    println!("weights in order are those at {order:?}");
}

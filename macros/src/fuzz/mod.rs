//! Random programs for the attributes: none may make them panic, and what they accept has to come out as Rust.
//!
//! An input is a use of one of the macros out of the [`corpus`], with a few random [`edit`]s, whose words are in the
//! [`dictionary`]. The [`verdict`] on it is that it was accepted, that it was refused, or a fault. Of an input with a fault
//! the test prints the [`minimise`]d source, and the seed.
//!
//! | variable | meaning |
//! |---|---|
//! | `CGOCALL_FUZZ_SECONDS` | how long it goes on, 2 if not said |
//! | `CGOCALL_FUZZ_SEED` | the seed of the first input; one more for each further one. Another each time, if not said |

mod case;
mod corpus;
mod dictionary;
mod edit;
mod minimise;
mod tree;
mod verdict;

use case::{Case, Macro};
use dictionary::Dictionary;
use fastrand::Rng;
use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use verdict::{Fault, Verdict};

/// The deepest inputs take more than a test thread has, in a build without optimisation.
const STACK: usize = 256 << 20;

/// At most so many edits are tried on one input, and mostly few.
const EDITS: usize = 8;

/// What takes longer than this hangs, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is which macro's turn.
const TURNS: [Macro; 10] = [
    Macro::Import,
    Macro::Import,
    Macro::Import,
    Macro::Import,
    Macro::Export,
    Macro::Export,
    Macro::Export,
    Macro::Main,
    Macro::Test,
    Macro::CFn,
];

/// All that inputs are made of.
struct Inputs {
    cases: Vec<Case>,
    dictionary: Dictionary,
}

impl Inputs {
    fn new() -> Inputs {
        Inputs { cases: corpus::read(), dictionary: Dictionary::new() }
    }

    /// The input of a seed.
    ///
    /// Of the edits after which the item is no Rust few are kept: the compiler would not even call the macro.
    fn input(&self, seed: u64) -> Case {
        let mut rng = Rng::with_seed(seed);
        let by = TURNS[rng.usize(..TURNS.len())];
        let cases: Vec<&Case> = self.cases.iter().filter(|case| case.by == by).collect();
        let mut case = cases[rng.usize(..cases.len())].clone();
        if rng.u8(..3) == 0 {
            case.arguments = self.dictionary.options(&mut rng);
        }
        let edits = rng.usize(..=EDITS).min(rng.usize(..=EDITS));
        for _ in 0..edits {
            let mut edited = case.clone();
            edit::edit(&mut edited, &self.cases, &self.dictionary, &mut rng);
            if edited.is_sound() || rng.u8(..16) == 0 {
                case = edited;
            }
        }
        case
    }
}

/// How many inputs had which verdict.
#[derive(Default, Debug)]
struct Tally {
    accepted: u64,
    refused: u64,
}

/// How far the runner is, for those who wait for it.
#[derive(Default)]
struct Progress {
    seed: AtomicU64,
    expansions: AtomicU64,
}

impl Progress {
    fn verdict(&self, case: &Case) -> Result<Verdict, Fault> {
        self.expansions.fetch_add(1, Ordering::Relaxed);
        verdict::of(case)
    }
}

/// Goes through the inputs from the one of seed `first` on, until the time is over.
fn run(first: u64, time: Duration, progress: &Progress) -> Result<Tally, String> {
    let (inputs, start, mut tally) = (Inputs::new(), Instant::now(), Tally::default());
    for number in 0.. {
        let seed = first.wrapping_add(number);
        progress.seed.store(seed, Ordering::Relaxed);
        let case = inputs.input(seed);
        match progress.verdict(&case) {
            Ok(Verdict::Accepted) => tally.accepted += 1,
            Ok(Verdict::Refused) => tally.refused += 1,
            Err(fault) => return Err(report(seed, case, &fault, progress)),
        }
        if start.elapsed() >= time {
            break;
        }
    }
    Ok(tally)
}

fn report(seed: u64, case: Case, fault: &Fault, progress: &Progress) -> String {
    let shows = |case: &Case| progress.verdict(case).is_err_and(|other| other.is_like(fault));
    let least = minimise::minimal(case, shows);
    let fault = verdict::of(&least).expect_err("the least input shows the fault").describe();
    format!("this input gives {fault}\n\n{}\n\n{}", least.source(), replay(seed))
}

fn replay(seed: u64) -> String {
    format!("once more: CGOCALL_FUZZ_SEED={seed} cargo test --package cgocall-macros --lib fuzz")
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a number, and not {text:?}")))
}

/// Runs on a thread with a large stack, and watches that it gets on.
fn run_watched(first: u64, time: Duration) -> Result<Tally, String> {
    let progress = Arc::new(Progress::default());
    let (done, result) = mpsc::channel();
    let runner = {
        let progress = Arc::clone(&progress);
        move || done.send(run(first, time, &progress))
    };
    thread::Builder::new().stack_size(STACK).spawn(runner).expect("a thread");
    loop {
        let expansions = progress.expansions.load(Ordering::Relaxed);
        let result = result.recv_timeout(PATIENCE);
        let stuck = progress.expansions.load(Ordering::Relaxed) == expansions;
        let replay = || replay(progress.seed.load(Ordering::Relaxed));
        match result {
            Ok(result) => return result,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("the test itself fell over; {}", replay()));
            }
            Err(RecvTimeoutError::Timeout) if stuck => return Err(format!("an input hangs; {}", replay())),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

#[test]
fn whatever_is_written_is_expanded_or_refused() {
    let seconds = number("CGOCALL_FUZZ_SECONDS").unwrap_or(2);
    let first = number("CGOCALL_FUZZ_SEED").unwrap_or_else(|| fastrand::u64(..));
    let tally = run_watched(first, Duration::from_secs(seconds)).unwrap_or_else(|report| panic!("{report}"));
    let inputs = tally.accepted + tally.refused;
    eprintln!("fuzz: {inputs} inputs from seed {first} on in {seconds} s: {tally:?}");
    if inputs >= 1_000 {
        // Edits that the parser alone refuses would prove little.
        assert!(tally.accepted * 20 > inputs && tally.refused * 20 > inputs, "{tally:?}");
    }
}

//! `Builder::dump_on_sigquit`.

#[allow(dead_code, reason = "a part of it is used here")]
mod child;

use std::io::Read;
use std::os::fd::FromRawFd;
use std::os::unix::process::ExitStatusExt;

/// Stderr's far end from now on.
fn piped_stderr() -> std::fs::File {
    let mut ends = [0; 2];
    // SAFETY: writes two descriptors, of which the second becomes stderr and the first the file's.
    unsafe {
        assert_eq!(libc::pipe(ends.as_mut_ptr()), 0);
        assert_eq!(libc::dup2(ends[1], 2), 2);
        std::fs::File::from_raw_fd(ends[0])
    }
}

fn raise_sigquit() {
    // SAFETY: a plain call; the signal comes to this very thread.
    unsafe { libc::raise(libc::SIGQUIT) };
}

/// Reads until `wanted` has come; hangs if it never does.
fn read_until(stderr: &mut std::fs::File, wanted: &str) {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    while !text.contains(wanted) {
        let n = stderr.read(&mut buffer).expect("a pipe");
        text.push_str(std::str::from_utf8(&buffer[..n]).expect("plain text"));
    }
}

#[test]
fn each_sigquit_shows_the_goroutines_and_the_program_goes_on() {
    child::alone("each_sigquit_shows_the_goroutines_and_the_program_goes_on", &[], || {
        let mut stderr = piped_stderr();
        cgocall::Builder::new().dump_on_sigquit(true).init().unwrap();
        cgocall::run(|| {
            let sleeper = cgocall::Spawner::new().name("sleeper").spawn(cgocall::park).unwrap();
            cgocall::yield_now();
            for _ in 0..2 {
                raise_sigquit();
                cgocall::blocking(|| read_until(&mut stderr, "(\"sleeper\"): "));
            }
            sleeper.goroutine().unpark();
            sleeper.join().unwrap();
        });
    });
}

#[test]
fn without_it_sigquit_ends_the_program() {
    let test = "without_it_sigquit_ends_the_program";
    let ran = child::output_of(test, &[], || {
        let no_core = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: reads the limit.
        assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_CORE, &no_core) }, 0);
        // A shell has its background jobs ignore it.
        // SAFETY: the system's default.
        unsafe { libc::signal(libc::SIGQUIT, libc::SIG_DFL) };
        cgocall::run(raise_sigquit);
    });
    if let Some(output) = ran {
        assert_eq!(output.status.signal(), Some(libc::SIGQUIT));
    }
}

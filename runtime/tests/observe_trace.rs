//! `CGOCALL_TRACE`.

#[allow(dead_code, reason = "a part of it is used here")]
mod child;

use std::collections::HashMap;
use std::path::PathBuf;

use cgocall::__private::{Policy, Site, stack_bytes};

macro_rules! import_read {
    ($name:ident, $policy:ident) => {
        /// `read` of one byte.
        fn $name(fd: i32) {
            unsafe extern "C-unwind" {
                #[link_name = "read"]
                fn raw(fd: i32, to: *mut u8, n: usize) -> isize;
            }
            static SITE: Site = Site::new(
                raw as *const (),
                stringify!($name),
                Policy::$policy,
                stack_bytes!(fn(i32, *mut u8, usize) -> isize),
            );
            #[unsafe(naked)]
            unsafe extern "C-unwind" fn thunk(fd: i32, to: *mut u8, n: usize) -> isize {
                cgocall::__private::thunk!(SITE)
            }
            let mut byte = 0;
            // SAFETY: room for one byte.
            assert_eq!(unsafe { thunk(fd, &mut byte, 1) }, 1);
        }
    };
}
import_read!(read, Default);
import_read!(read_blocking, Blocking);

fn pipe() -> [i32; 2] {
    let mut ends = [0; 2];
    // SAFETY: writes two descriptors.
    assert_eq!(unsafe { libc::pipe(ends.as_mut_ptr()) }, 0);
    ends
}

fn write(fd: i32) {
    // SAFETY: reads one byte.
    assert_eq!(unsafe { libc::write(fd, [0u8].as_ptr().cast(), 1) }, 1);
}

/// Where this test's child writes its trace.
fn file(test: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.json"))
}

/// The events, a line each, of the array format, whose closing bracket may be missing. Slices must nest.
fn events(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('[').expect("an array");
    let text = text.strip_suffix("\n]\n").unwrap_or(text);
    let events: Vec<&str> = text.split(",\n").collect();
    let mut depths = HashMap::new();
    for event in &events {
        assert!(event.starts_with('{') && event.ends_with('}') && !event.contains('\n'), "{event}");
        let Some((_, tid)) = event.split_once("\"tid\":") else { continue };
        let tid = tid.split([',', '}']).next().unwrap();
        let depth: &mut i32 = depths.entry(tid).or_default();
        *depth += i32::from(event.contains("\"ph\":\"B\"")) - i32::from(event.contains("\"ph\":\"E\""));
        assert!(*depth >= 0, "a slice ends that has not begun: {event}");
    }
    events
}

#[track_caller]
fn assert_has(events: &[&str], parts: &[&str]) {
    assert!(
        events.iter().any(|event| parts.iter().all(|part| event.contains(part))),
        "no event with {parts:?} in\n{}",
        events.join("\n")
    );
}

#[test]
fn shows_goroutines_blocking_calls_and_retakes() {
    let test = "shows_goroutines_blocking_calls_and_retakes";
    let path = file(test);
    let ran = child::output_of(test, &[("CGOCALL_TRACE", path.to_str().unwrap())], || {
        cgocall::Builder::new().max_procs(1).init().unwrap();
        cgocall::run(|| {
            // The one P has to leave the reader for the writer to run.
            for read in [read, read_blocking] {
                let [from, to] = pipe();
                let writer = cgocall::Spawner::new().name("say \"hi\"\n").spawn(move || write(to)).unwrap();
                read(from);
                writer.join().unwrap();
            }
        });
    });
    let Some(output) = ran else { return };
    assert!(output.status.success(), "{}", output.stderr);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.ends_with("}\n]\n"), "closed at exit: {text}");
    let events = events(&text);
    assert_has(&events, &["\"name\":\"main\",\"ph\":\"B\"", "\"goroutine\":1,\"P\":0"]);
    assert_has(&events, &["\"name\":\"say \\\"hi\\\"\\u000a\",\"ph\":\"B\"", "\"P\":0"]);
    assert_has(&events, &["\"name\":\"read_blocking\",\"ph\":\"B\""]);
    assert_has(&events, &["\"name\":\"retaken\",\"ph\":\"i\"", "\"P\":0,\"in C\":\"read\""]);
    assert_has(&events, &["\"name\":\"waits for a P\",\"ph\":\"B\""]);
    assert_has(&events, &["\"ph\":\"E\"", "\"P\":0"]);
    assert_has(&events, &["\"name\":\"thread_name\"", "cgocall-m1"]);
}

#[test]
fn is_whole_but_for_the_bracket_when_the_process_is_killed() {
    let test = "is_whole_but_for_the_bracket_when_the_process_is_killed";
    let path = file(test);
    let ran = child::output_of(test, &[("CGOCALL_TRACE", path.to_str().unwrap())], || {
        cgocall::run(|| {
            while !std::fs::read_to_string(&path).unwrap().contains("\"name\":\"main\"") {
                cgocall::sleep(std::time::Duration::from_millis(1));
            }
            // SAFETY: a plain call; it does not return.
            unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
        });
    });
    if ran.is_some() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.ends_with('}'), "{text}");
        assert_has(&events(&text), &["\"name\":\"main\",\"ph\":\"B\""]);
    }
}

#[test]
fn a_file_that_cannot_be_created_is_reported_once_and_does_no_harm() {
    let test = "a_file_that_cannot_be_created_is_reported_once_and_does_no_harm";
    let path = file(test).join("no such folder");
    let ran = child::output_of(test, &[("CGOCALL_TRACE", path.to_str().unwrap())], || {
        assert_eq!(cgocall::run(|| cgocall::spawn(|| 1).join().unwrap()), 1);
    });
    if let Some(output) = ran {
        assert!(output.status.success(), "{}", output.stderr);
        assert_eq!(
            output.stderr.matches("cgocall: CGOCALL_TRACE: cannot write ").count(),
            1,
            "{}",
            output.stderr
        );
    }
}

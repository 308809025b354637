//! What is passed to a variadic C function arrives there: by every policy, from wherever the call is made, in registers
//! and in memory.

mod support;

use std::ffi::{CStr, c_char, c_int};
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::OnceLock;
use std::time::Duration;

use cgocall::sync::{Receiver, Sender, channel};
use cgocall::{Errno, cgo_export, cgo_import};
use support::ffi::Record;

/// The functions of `variadic.c`, once for each policy.
macro_rules! variadic {
    ($($module:ident($($policy:ident)?);)*) => {
        $(mod $module {
            use super::*;

            #[cgo_import($($policy)?)]
            unsafe extern "C" {
                #[cgo(variadic)]
                pub(crate) fn fixture_v_sum(kinds: *const c_char, ...) -> f64;
                #[cgo(variadic)]
                pub(crate) fn fixture_v_late(
                    a: i64, b: i64, c: i64, d: i64, e: i64, kinds: *const c_char,
                    f: f64, g: f64, h: f64, i: f64, j: f64, k: f64, l: f64, m: f64, ...
                ) -> f64;
                #[cgo(variadic)]
                pub(crate) fn fixture_v_record(r: Record, kinds: *const c_char, ...) -> Record;
                #[cgo(variadic)]
                pub(crate) fn fixture_v_stack_address(n: c_int, ...) -> usize;
                #[cfg(target_arch = "x86_64")]
                #[cgo(variadic)]
                pub(crate) fn fixture_v_vectors(n: c_int, ...) -> c_int;
                #[cgo(variadic, errno)]
                pub(crate) fn fixture_v_fail(n: c_int, ...) -> io::Result<c_int>;
                #[cgo(variadic, errno(always))]
                #[link_name = "fixture_v_fail"]
                pub(crate) fn fixture_v_with_errno(n: c_int, ...) -> (c_int, Errno);
                #[cgo(variadic, errno(fail = -1))]
                pub(crate) fn open(path: *const c_char, flags: c_int, ...) -> io::Result<c_int>;
                #[cgo(variadic)]
                pub(crate) fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
            }
        })*
    };
}

variadic! {
    default_policy();
    blocking(blocking);
    nocallback(nocallback);
    leaf(leaf);
    inline(inline);
}

#[cgo_import]
unsafe extern "C-unwind" {
    #[cgo(variadic)]
    #[link_name = "fixture_v_sum"]
    fn unwinding_sum(kinds: *const c_char, ...) -> f64;
    #[cgo(variadic, errno)]
    fn fcntl(fd: c_int, command: c_int, ...) -> io::Result<c_int>;
}

extern "C" fn triple(x: c_int) -> c_int {
    3 * x
}

/// One times the first, twice the second, and so on.
fn weighted(values: &[f64]) -> f64 {
    values.iter().zip(1..).map(|(value, weight)| value * f64::from(weight)).sum()
}

fn counting(n: u32) -> f64 {
    (1..=n).map(|i| f64::from(i * i)).sum()
}

/// Calls every function of one policy.
macro_rules! check_all {
    ($module:ident) => {{
        use $module::*;

        let seven: c_int = 7;
        // SAFETY: the letters are those of what follows.
        unsafe {
            let sum = |kinds: &CStr| kinds.as_ptr();
            // In registers.
            assert_eq!(fixture_v_sum(sum(c""), ()), 0.0);
            assert_eq!(fixture_v_sum(sum(c"i"), (-5,)), -5.0);
            assert_eq!(fixture_v_sum(sum(c"d"), (2.5,)), 2.5);
            assert_eq!(
                fixture_v_sum(sum(c"iulmd"), (-1, u32::MAX, i64::MIN, 1u64 << 63, 0.5)),
                weighted(&[-1.0, u32::MAX.into(), i64::MIN as f64, 2f64.powi(63), 0.5])
            );
            assert_eq!(fixture_v_sum(sum(c"lm"), (-2isize, 3usize)), 4.0);
            assert_eq!(
                fixture_v_sum(
                    sum(c"pp0"),
                    (&raw const seven, (&raw const seven).cast_mut(), ptr::null::<u8>())
                ),
                21.0
            );
            let f: extern "C" fn(c_int) -> c_int = triple;
            assert_eq!(
                fixture_v_sum(sum(c"fff"), (f, f as unsafe extern "C" fn(c_int) -> c_int, Some(f))),
                42.0
            );
            assert_eq!(fixture_v_sum(sum(c"0"), (None::<unsafe extern "C" fn(c_int)>,)), 0.0);
            // Eight vector registers, and one or more in memory; one integer register is left over.
            assert_eq!(
                fixture_v_sum(sum(c"dddddddd"), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)),
                counting(8)
            );
            assert_eq!(
                fixture_v_sum(
                    sum(c"dddddddddddd"),
                    (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)
                ),
                counting(12)
            );
            // One word in memory, then two, then many, of both kinds.
            assert_eq!(fixture_v_sum(sum(c"iiiiii"), (1, 2, 3, 4, 5, 6)), counting(6));
            assert_eq!(
                fixture_v_sum(sum(c"lllllll"), (1i64, 2i64, 3i64, 4i64, 5i64, 6i64, 7i64)),
                counting(7)
            );
            assert_eq!(
                fixture_v_sum(
                    sum(c"iiiiiiiiiiiiiiii"),
                    (-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, -16)
                ),
                -counting(16)
            );
            assert_eq!(
                fixture_v_sum(
                    sum(c"dididdidddiddidd"),
                    (1.0, 2, 3.0, 4, 5.0, 6.0, 7, 8.0, 9.0, 10.0, 11, 12.0, 13.0, 14, 15.0, 16.0)
                ),
                counting(16)
            );
            // After fixed arguments that leave no register.
            assert_eq!(
                fixture_v_late(
                    1,
                    2,
                    3,
                    4,
                    5,
                    sum(c"idlp"),
                    6.0,
                    7.0,
                    8.0,
                    9.0,
                    10.0,
                    11.0,
                    12.0,
                    13.0,
                    (-1, 0.5, 1i64 << 40, &raw const seven)
                ),
                1e6 * counting(13) + weighted(&[-1.0, 0.5, 2f64.powi(40), 7.0])
            );
            assert_eq!(
                fixture_v_late(1, 2, 3, 4, 5, sum(c""), 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, ()),
                1e6 * counting(13)
            );
            let record = Record { a: 1 << 40, b: 0.5, c: -3, d: 4, e: 0.125 };
            let with = |e: f64| Record { e: record.e + e, ..record };
            assert_eq!(fixture_v_record(record, sum(c""), ()), record);
            assert_eq!(
                fixture_v_record(record, sum(c"lidlidl"), (1i64, 2, 3.0, 4i64, 5, 6.0, 7i64)),
                with(counting(7))
            );
            // There, al is the number of vector registers where everything is in registers, and enough where not.
            #[cfg(target_arch = "x86_64")]
            {
                assert_eq!(fixture_v_vectors(0, (1, 2)), 0);
                assert_eq!(fixture_v_vectors(0, (1, 2.0, 3.0)), 2);
                let vectors = fixture_v_vectors(0, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0));
                assert_eq!(vectors, 8);
                assert!(matches!(fixture_v_vectors(0, (1, 2, 3, 4, 5, 6, 7.0)), 1..=8));
            }
            // errno.
            let error = |result: io::Result<c_int>| result.expect_err("-1").raw_os_error();
            assert_eq!(error(fixture_v_fail(1, (0u32, libc::EDOM))), Some(libc::EDOM));
            assert_eq!(error(fixture_v_fail(7, (0u32, 1, 2, 3, 4, 5, 6, libc::EXDEV))), Some(libc::EXDEV));
            assert_eq!(fixture_v_with_errno(1, (0u32, libc::EPIPE)), (-1, Errno(libc::EPIPE)));
            assert_eq!(fixture_v_with_errno(0, (0u32,)), (-1, Errno(0)));
            assert_eq!(error(open(c"/no/such/file".as_ptr(), libc::O_RDONLY, ())), Some(libc::ENOENT));
            // What everybody calls.
            let mut buffer = [0 as c_char; 64];
            let format = c"%d %.2f %s %llx %c";
            let n = snprintf(
                buffer.as_mut_ptr(),
                64,
                format.as_ptr(),
                (-7, 1.5, c"text".as_ptr(), u64::MAX, 'x' as c_int),
            );
            assert_eq!(CStr::from_ptr(buffer.as_ptr()), c"-7 1.50 text ffffffffffffffff x");
            assert_eq!(n, 31);
        }
    }};
}

fn check_every_policy() {
    check_all!(default_policy);
    check_all!(blocking);
    check_all!(nocallback);
    check_all!(leaf);
    check_all!(inline);
}

/// The first call of a site binds it; the second is an ordinary one.
fn twice() {
    check_every_policy();
    check_every_policy();
}

#[test]
fn on_a_goroutine() {
    cgocall::run(twice);
}

#[test]
fn on_a_plain_thread() {
    twice();
}

#[test]
fn within_on_system_stack() {
    cgocall::run(|| cgocall::on_system_stack(twice));
}

#[test]
fn within_blocking() {
    cgocall::run(|| cgocall::blocking(twice));
}

/// By every policy but `inline`, which runs C where the caller is.
#[test]
fn c_runs_on_the_stack_of_its_thread_however_many_arguments_there_are() {
    macro_rules! addresses {
        ($module:ident) => {{
            let few = (1, 2.0);
            let some = (1, 2, 3, 4, 5, 6, 7);
            let many = (1, 2, 3, 4, 5, 6, 7, 8.0, 9, 10, 11, 12, 13, 14, 15, 16);
            // SAFETY: it looks at none of them.
            unsafe {
                use $module::fixture_v_stack_address as address;
                [address(0, ()), address(0, few), address(0, some), address(0, many)]
            }
        }};
    }
    cgocall::run(|| {
        let here = 0u8;
        let here = (&raw const here).addr();
        let near = |address: usize| address >> 16 == here >> 16; // slots of 64 KiB are aligned to their size
        let elsewhere =
            [addresses!(default_policy), addresses!(blocking), addresses!(nocallback), addresses!(leaf)];
        assert!(!elsewhere.as_flattened().iter().copied().any(near), "{here:x} {elsewhere:x?}");
        assert!(addresses!(inline).into_iter().all(near));
    });
}

#[test]
fn from_ten_thousand_goroutines_at_once() {
    let _alone = support::alone();
    cgocall::run(|| {
        let all: Vec<_> = (0..10_000)
            .map(|i| {
                cgocall::spawn(move || {
                    let (x, y) = (f64::from(i), i64::from(i) << 20);
                    let expected = weighted(&[x, x, y as f64, x, x, x, x, x, x, x, y as f64]);
                    for _ in 0..3 {
                        let arguments = (i, x, y, x, i, x, i, x, i, x, y);
                        // SAFETY: the letters are those of what follows.
                        let sum =
                            unsafe { default_policy::fixture_v_sum(c"idldidididl".as_ptr(), arguments) };
                        assert_eq!(sum, expected);
                        cgocall::yield_now();
                    }
                })
            })
            .collect();
        all.into_iter().for_each(|g| g.join().expect("its own sum"));
    });
}

/// A function of C's asks for two numbers in the midst of its arguments, which lie in registers and in memory.
#[test]
fn a_callback_of_a_variadic_call_waits_for_another_goroutine() {
    type Ask = extern "C" fn(c_int) -> c_int;
    static NUMBERS: OnceLock<(Sender<c_int>, Receiver<c_int>)> = OnceLock::new();

    #[cgo_export(implements = Ask)]
    extern "C" fn receives(weight: c_int) -> c_int {
        let number = NUMBERS.get_or_init(|| channel(0)).1.recv().expect("a sender");
        number + weight
    }

    macro_rules! receive {
        ($sum:path) => {{
            let receiving = cgocall::spawn(|| {
                let ask: Ask = receives;
                let arguments = (1.0, ask, 3, 4.0, 5, 6, 7.0, 8, 9.0, 10, 11, 12.0, 13, ask, 15i64, 16.0);
                // SAFETY: the letters are those of the arguments.
                unsafe { $sum(c"dfidiididiidifld".as_ptr(), arguments) }
            });
            for number in [0, 0] {
                cgocall::sleep(Duration::from_millis(5)); // it waits by now
                NUMBERS.get_or_init(|| channel(0)).0.send(number).expect("a receiver");
            }
            assert_eq!(receiving.join().expect("the sum"), counting(16));
        }};
    }
    cgocall::run(|| {
        receive!(default_policy::fixture_v_sum);
        receive!(blocking::fixture_v_sum);
    });
}

#[test]
fn a_panic_unwinds_through_a_variadic_function() {
    #[cgo_export]
    extern "C-unwind" fn panics(_: c_int) -> c_int {
        panic!("from a callback")
    }

    cgocall::run(|| {
        let panics: extern "C-unwind" fn(c_int) -> c_int = panics;
        for _ in 0..1000 {
            // SAFETY: the letters are those of what follows.
            let call = || unsafe { unwinding_sum(c"dfd".as_ptr(), (1.0, panics, 3.0)) };
            let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("a panic");
            assert_eq!(payload.downcast_ref(), Some(&"from a callback"));
        }
        // SAFETY: as above.
        assert_eq!(unsafe { unwinding_sum(c"dd".as_ptr(), (1.0, 2.0)) }, 5.0);
    });
}

#[test]
fn a_call_that_loses_its_processor_keeps_its_arguments_and_its_errno() {
    let _alone = support::alone();
    let old = cgocall::set_max_procs(1);
    cgocall::run(|| {
        let before = cgocall::stats().retakes;
        let other = cgocall::spawn(cgocall::yield_now);
        // Again, if the system has not run sysmon in that time.
        for _ in 0..20 {
            // SAFETY: seven numbers after the time.
            let result =
                unsafe { default_policy::fixture_v_fail(7, (50_000u32, 1, 2, 3, 4, 5, 6, libc::EDOM)) };
            assert_eq!(result.expect_err("-1").raw_os_error(), Some(libc::EDOM));
            if other.is_finished() {
                break;
            }
        }
        assert!(other.is_finished(), "the other goroutine did not run");
        assert!(cgocall::stats().retakes > before, "no processor was retaken");
    });
    cgocall::set_max_procs(old);
}

#[test]
fn the_system_opens_a_file_with_the_mode_that_it_was_passed() {
    let path = std::env::temp_dir().join(format!("cgocall-variadic-{}", std::process::id()));
    let name = std::ffi::CString::new(path.to_str().expect("text")).expect("no zero in it");
    cgocall::run(|| {
        // SAFETY: the flags ask for a mode; the descriptors are owned by nobody else.
        let (file, copy) = unsafe {
            let flags = libc::O_CREAT | libc::O_EXCL | libc::O_WRONLY;
            let opened = default_policy::open(name.as_ptr(), flags, (0o400,)).expect("a new file");
            let file = File::from_raw_fd(opened);
            let copy = fcntl(file.as_raw_fd(), libc::F_DUPFD, (100,)).expect("a duplicate");
            (file, File::from_raw_fd(copy))
        };
        std::fs::remove_file(&path).expect("the file");
        assert_eq!(file.metadata().expect("an open file").permissions().mode() & 0o700, 0o400);
        assert!(copy.as_raw_fd() >= 100);
    });
}

#[test]
fn a_dump_names_the_function_however_many_arguments_there_are() {
    /// Looked at from a thread that is none of the runtime's.
    fn is_seen(call: fn() -> io::Result<c_int>) -> bool {
        let goroutine = cgocall::spawn(call);
        let mut seen = false;
        while !goroutine.is_finished() {
            let mut text = Vec::new();
            cgocall::dump(&mut text).expect("memory");
            seen |= String::from_utf8_lossy(&text).contains("in C: fixture_v_fail");
            std::thread::sleep(Duration::from_millis(1));
        }
        seen
    }

    let _alone = support::alone();
    // SAFETY: one number after the time.
    assert!(is_seen(|| unsafe { default_policy::fixture_v_fail(1, (100_000u32, libc::EDOM)) }));
    // SAFETY: seven numbers after the time.
    assert!(is_seen(|| unsafe { blocking::fixture_v_fail(7, (100_000u32, 1, 2, 3, 4, 5, 6, libc::EDOM)) }));
}

#[test]
fn all_of_this_holds_without_membarrier() {
    support::no_membarrier::all_tests_but("membarrier");
}

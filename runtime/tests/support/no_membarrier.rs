//! Processes in which the kernel does not let `membarrier` be used.

use std::os::unix::process::CommandExt;
use std::process::Command;

use super::Ended;

/// What happens to a process that calls it.
#[derive(Clone, Copy)]
pub(crate) enum Membarrier {
    /// It gets ENOSYS, as from a kernel that has none.
    Absent,
    /// It may register, but dies of SIGSYS if it issues a barrier.
    Deadly,
}

const PRIVATE_EXPEDITED: u32 = 1 << 3;

/// Has `command` run under a system call filter, through its `exec`.
pub(crate) fn filter(command: &mut Command, membarrier: Membarrier) {
    if cgocall_test_fixtures::is_emulated() {
        return;
    }
    let code = |code: u32| code as u16;
    let load = |offset| libc::sock_filter {
        code: code(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS),
        jt: 0,
        jf: 0,
        k: offset,
    };
    let equal =
        |k, jt, jf| libc::sock_filter { code: code(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K), jt, jf, k };
    let answer = |k| libc::sock_filter { code: code(libc::BPF_RET | libc::BPF_K), jt: 0, jf: 0, k };
    let refusal = match membarrier {
        Membarrier::Absent => libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32,
        Membarrier::Deadly => libc::SECCOMP_RET_KILL_PROCESS,
    };
    let any_command = matches!(membarrier, Membarrier::Absent);
    // Offsets in `seccomp_data`: the number at 0, the low half of the first argument at 16.
    let mut program = [
        load(0),
        equal(libc::SYS_membarrier as u32, u8::from(any_command) * 2, 3),
        load(16),
        equal(PRIVATE_EXPEDITED, 0, 1),
        answer(refusal),
        answer(libc::SECCOMP_RET_ALLOW),
    ];
    let install = move || {
        let program = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
        // SAFETY: plain system calls, after `fork`; the program outlives the second.
        let installed = unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
                && libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program) == 0
        };
        if installed { Ok(()) } else { Err(std::io::Error::last_os_error()) }
    };
    // SAFETY: `install` only makes system calls.
    unsafe { command.pre_exec(install) };
}

/// Runs all tests of this binary but `this` once more, in a process with the fallback protocol: by choice, and for
/// want of the system call.
pub(crate) fn all_tests_but(this: &str) {
    let all = [Membarrier::Deadly, Membarrier::Absent];
    // An emulator has no filters: there it is by choice alone.
    for &membarrier in &all[..if cgocall_test_fixtures::is_emulated() { 1 } else { 2 }] {
        let mut command = cgocall_test_fixtures::this_program();
        command.args(["--skip", this, "--test-threads=2"]).env("RUST_BACKTRACE", "0");
        if matches!(membarrier, Membarrier::Deadly) {
            command.env("CGOCALL_MEMBARRIER", "off");
        }
        filter(&mut command, membarrier);
        let ended: Ended = super::finish(command).succeeded();
        ended.said("0 failed").did_not_say(" 0 passed");
    }
}

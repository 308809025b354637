//! The report of a goroutine that runs off its stack.
//!
//! The guard turns an overflow into SIGSEGV. The standard library's handler knows the thread's own guard only, and
//! would let the process die without a word. So this handler goes before it, and passes on every fault that is not
//! a goroutine's: an overflow of a plain thread still gets the standard library's message, and a handler that a
//! program has installed still runs.
//!
//! Everything below [`on_fault`] runs in a signal handler that may have interrupted anything: it takes no lock,
//! allocates nothing and uses no thread-local storage of Rust's.

use std::sync::OnceLock;
use std::{mem, ptr};

use libc::{c_int, c_void, sigaction, siginfo_t};

pub(crate) use super::alt_stack::{SpareAltStack, ensure_alt_stack};
use super::slab;
use super::slot::Slot;

/// Writes `goroutine 3 ("worker")` for the goroutine with this header, in as many pieces as it likes. It is called
/// in a signal handler.
pub(crate) type Describe = fn(header: *mut u8, out: &mut dyn FnMut(&[u8]));

/// A fault in a guard this far above the stack pointer may still be by one frame: C's frames are not probed.
const LARGEST_FRAME: usize = 1 << 20;

struct Reporter {
    describe: Describe,
    /// Who handled SIGSEGV and SIGBUS before.
    previous: [sigaction; 2],
}

/// Set before the handler is installed, never changed: the handler only loads it.
static REPORTER: OnceLock<Reporter> = OnceLock::new();

const SIGNALS: [c_int; 2] = [libc::SIGSEGV, libc::SIGBUS];

/// Installs the reporter, before whatever handles SIGSEGV and SIGBUS now. Only the first call does anything.
pub(crate) fn install(describe: Describe) {
    let previous = SIGNALS.map(action_of);
    if REPORTER.set(Reporter { describe, previous }).is_err() {
        return;
    }
    for (signal, previous) in SIGNALS.into_iter().zip(previous) {
        // The previous handler finds the signals blocked that it wants blocked.
        let mut ours = previous;
        ours.sa_sigaction = on_fault as extern "C" fn(_, _, _) as usize;
        ours.sa_flags =
            libc::SA_SIGINFO | libc::SA_ONSTACK | (previous.sa_flags & (libc::SA_NODEFER | libc::SA_RESTART));
        set_action(signal, &ours);
    }
}

fn action_of(signal: c_int) -> sigaction {
    // SAFETY: zeros are a valid `sigaction`, the default; the call only writes it.
    unsafe {
        let mut action = mem::zeroed();
        libc::sigaction(signal, ptr::null(), &mut action);
        action
    }
}

fn set_action(signal: c_int, action: &sigaction) {
    // SAFETY: the action is that of a handler which the process had installed, the default, or `on_fault`, which
    // does only what a handler may.
    unsafe { libc::sigaction(signal, action, ptr::null_mut()) };
}

extern "C" fn on_fault(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    let Some(reporter) = REPORTER.get() else { return };
    // SAFETY: the kernel hands both to a handler with SA_SIGINFO; the address is one of a fault's, not of a signal
    // that a program has sent, where the code is positive.
    let (is_fault, addr, registers) =
        unsafe { ((*info).si_code > 0, (*info).si_addr().addr(), Registers::of(context)) };
    if is_fault
        && let Some(found) = slab::find(addr).filter(|found| found.in_guard)
        && registers.are_on(found.slot)
    {
        report(reporter.describe, found.slot, addr, registers.pc);
    }
    let previous = &reporter.previous[usize::from(signal == SIGNALS[1])];
    pass_on(previous, signal, info, context);
}

/// What the interrupted code had in the two registers that matter here.
struct Registers {
    pc: usize,
    sp: usize,
}

impl Registers {
    /// # Safety
    /// `context` is what the kernel handed to a signal handler.
    unsafe fn of(context: *mut c_void) -> Registers {
        let context = context.cast::<libc::ucontext_t>();
        // SAFETY: by this function's contract.
        let machine = unsafe { &(*context).uc_mcontext };
        #[cfg(target_arch = "x86_64")]
        let (pc, sp) = (machine.gregs[libc::REG_RIP as usize], machine.gregs[libc::REG_RSP as usize]);
        #[cfg(target_arch = "aarch64")]
        let (pc, sp) = (machine.pc, machine.sp);
        Registers { pc: pc as usize, sp: sp as usize }
    }

    /// Whether the code runs on `slot`, or has run off it. A wild pointer into the guard of a stack on which the
    /// code does not run is no overflow.
    fn are_on(&self, slot: Slot) -> bool {
        (slot.base().saturating_sub(LARGEST_FRAME)..slot.top()).contains(&self.sp)
    }
}

fn report(describe: Describe, slot: Slot, addr: usize, pc: usize) -> ! {
    let mut message = Message::new();
    describe(slot.header(), &mut |bytes| message.push(bytes));
    message.push(b" overflowed its ");
    message.push_size(slot.size());
    message.push(b" stack at address ");
    message.push_hex(addr);
    message.push(b" (pc ");
    message.push_hex(pc);
    message.push(
        b")\nhelp: give it more with cgocall::Spawner::new().stack_size(..) or for all goroutines with \
          Builder::stack_size(..)\n",
    );
    message.send();
    // SAFETY: no preconditions; allowed in signal handlers.
    unsafe { libc::abort() }
}

/// Does with the signal what would have happened without us.
fn pass_on(previous: &sigaction, signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: as in `on_fault`.
    let was_sent = unsafe { (*info).si_code } <= 0;
    match previous.sa_sigaction {
        libc::SIG_IGN if was_sent => {}
        libc::SIG_DFL | libc::SIG_IGN => {
            restore_default(signal);
            // The faulting instruction runs again and meets the default. A signal that was sent would be lost.
            if was_sent {
                // SAFETY: no preconditions. It stays pending until the handler returns.
                unsafe { libc::raise(signal) };
            }
        }
        handler => {
            if previous.sa_flags & libc::SA_RESETHAND != 0 {
                restore_default(signal);
            }
            if previous.sa_flags & libc::SA_SIGINFO != 0 {
                // SAFETY: the process installed it as a handler of this type.
                let handler: extern "C" fn(c_int, *mut siginfo_t, *mut c_void) =
                    unsafe { mem::transmute(handler) };
                handler(signal, info, context);
            } else {
                // SAFETY: the process installed it as a handler of this type.
                let handler: extern "C" fn(c_int) = unsafe { mem::transmute(handler) };
                handler(signal);
            }
        }
    }
}

fn restore_default(signal: c_int) {
    // SAFETY: zeros are a valid `sigaction`: the default.
    set_action(signal, &unsafe { mem::zeroed() });
}

/// Text on its way to standard error, in one piece if it is not too long, so that other threads' output does not
/// come between.
struct Message {
    bytes: [u8; 512],
    len: usize,
}

impl Message {
    fn new() -> Message {
        Message { bytes: [0; 512], len: 0 }
    }

    fn push(&mut self, text: &[u8]) {
        for &byte in text {
            if self.len == self.bytes.len() {
                self.send();
            }
            self.bytes[self.len] = byte;
            self.len += 1;
        }
    }

    fn push_size(&mut self, bytes: usize) {
        let (number, unit): (_, &[u8]) =
            if bytes >= 1 << 20 { (bytes >> 20, b" MiB") } else { (bytes >> 10, b" KiB") };
        self.push_number(number, 10);
        self.push(unit);
    }

    fn push_hex(&mut self, number: usize) {
        self.push(b"0x");
        self.push_number(number, 16);
    }

    fn push_number(&mut self, number: usize, radix: usize) {
        if number >= radix {
            self.push_number(number / radix, radix);
        }
        self.push(&[b"0123456789abcdef"[number % radix]]);
    }

    fn send(&mut self) {
        let mut rest = &self.bytes[..self.len];
        while !rest.is_empty() {
            // SAFETY: writes initialised bytes.
            let written = unsafe { libc::write(libc::STDERR_FILENO, rest.as_ptr().cast(), rest.len()) };
            let Ok(written) = usize::try_from(written) else { break };
            rest = &rest[written..];
        }
        self.len = 0;
    }
}

#[cfg(test)]
mod tests;

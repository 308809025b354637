//! Tells valgrind about our stacks, so that memcheck knows a switch of stacks from a huge frame.

/// Registers `[low, high)`. Five instructions that do nothing outside valgrind, which recognises the sequence.
#[cfg(target_arch = "x86_64")]
pub(super) fn register_stack(low: usize, high: usize) {
    const STACK_REGISTER: usize = 0x1501;
    let request = [STACK_REGISTER, low, high, 0, 0, 0];
    // SAFETY: rdi is turned by 128 bits in all and rbx exchanged with itself; under valgrind only the answer in rdx
    // changes, and `request` is read.
    unsafe {
        std::arch::asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") request.as_ptr(),
            inlateout("rdx") 0usize => _,
            options(nostack),
        );
    }
}

/// Only x86-64's request sequence is known here.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn register_stack(_low: usize, _high: usize) {}

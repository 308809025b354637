//! AArch64, AAPCS64, ELF.
//!
//! # Registers
//!
//! C's argument registers (x0–x7, v0–v7, and x8, where a large result goes) pass through the trampolines untouched, and
//! so do its result registers (x0–x1, v0–v3) on the way back. What the trampolines use is what no C argument is ever in:
//! **x9** holds the import site from the thunk on, **x10** the M; x11–x17 and v16–v19 are scratch. x18 belongs to the
//! platform and is never touched. v8–v15 are C's to keep, as x19–x28 are, and nothing here uses them.
//!
//! # Stacks: a call into C
//!
//! The thunk of an import loads x9 and jumps; there is one frame, and it lies on the goroutine's stack:
//!
//! ```text
//!        goroutine's stack                      g0 (the thread's own stack)
//!   | caller of the import      |           | thread start, scheduler, …   |
//!   | arguments in memory, if any|          |------------------------------| <- Hot::g0_sp
//!   | return address (x30)      |           | (copied memory arguments)    |
//!   | caller's x29              | <- x29    | frames of the C function     |
//!   | M                         | <- c_sp   |  …                           |
//!   | site                      |
//!   |  (a callback runs here)   |           x30 = an address at __morestack
//! ```
//!
//! `bl` leaves the return address in x30, so that g0 has no word of ours. c_sp is an address only and not 16-aligned, as
//! the stack pointer has to be: the word below it is there for that. A callback may overwrite it.
//!
//! # Stacks: a callback
//!
//! C calls an export, whose thunk loads x9 and jumps. The frame lies on g0, the record of what is to be restored on the
//! goroutine's stack, where C's `longjmp` does not reach:
//!
//! ```text
//!        goroutine's stack                      g0
//!   | frame of the call         |           | frames of the C function     |
//!   | M                         | <- c_sp   | arguments in memory, if any  | <- C's sp
//!   | record of the callback    |           | return address (x30)         |
//!   |   (callback::Record)      | <- record | C's x29                      | <- x29
//!   | (copied memory arguments) |           | Hot::callback_exit           |
//!   | frames of the callback    |           | export                       | <- g0_sp, lowered
//!   |  …                        |           |   (its own C calls run here) |
//! ```
//!
//! x29 is callee-saved, so whatever C does, `[x29]` and `[x29, 8]` are the caller's frame again when it returns: a frame
//! record as the standard has it, which profilers walk, and every unwinder finds the CFA at x29+16 without any
//! expression.
//!
//! # The mark
//!
//! `__morestack` is one local, sized symbol at the one `blr` through which this crate changes stacks: gdb refuses a
//! backtrace that runs towards inner addresses except through a frame of that name. `x86_64.rs` tells more of it.
//!
//! # Landing pads
//!
//! Where the processor checks branches (BTI), an indirect one must meet a `bti`. Those through x16 or x17 may meet
//! `bti c` as calls do, so every jump to an entry goes through x17, whichever function it leads to, C's as well. The
//! places where goroutines go on are `bti j`. They are written as hints, which older processors pass over. Whether an
//! object file says of itself that all of it has pads is for the compiler to write, with `-Z branch-protection=bti`:
//! this code is but a part of one.
//!
//! # Memory order
//!
//! What a plain store of x86-64 is for free is `stlr` here: to `Hot::state`, where it gives the P away. The exit's load
//! of `evt` needs no order of its own: see `accounting::exit`. A fence of the fallback protocol is `dmb ish`.
//!
//! # Returns
//!
//! A switch between goroutines never ends in `ret`: the processor would predict the address of the goroutine that
//! is being left. It ends in `br`; on g0 every `blr` meets its `ret` before the jump, so that the return predictor stays
//! in step.

use std::alloc::Layout;
use std::arch::{asm, global_asm};
use std::ffi::c_void;

use super::Hot;
use crate::boundary::callback::Export;
use crate::sched::g::G;
use crate::sched::m::M;

/// The body of an import's thunk, and of an export: name the site or the export, enter by its current entry. See
/// `x86_64.rs` for why it is a jump through memory, and why it has unwinding tables.
#[doc(hidden)]
#[macro_export]
macro_rules! cgocall_thunk {
    ($described:path $(, $offset:expr)?) => {
        ::core::arch::naked_asm!(
            ".cfi_startproc",
            "hint #34", // bti c
            "adrp x9, {described} + {offset}",
            "add x9, x9, :lo12:{described} + {offset}",
            "ldr x17, [x9, #8]", // Site::entry, Export::entry
            "br x17",
            ".cfi_endproc",
            described = sym $described,
            offset = const 0 $(+ $offset)?,
        )
    };
}

/// Up to so many bytes of arguments in memory are copied by an entry without a loop.
pub(crate) const FEW_BYTES: u32 = 64;

/// From `Record::lowered` up to C's stack pointer as it called: the frame.
pub(crate) const CALLBACK_FRAME: usize = 32;

/// Upper bound for the bytes of arguments that lie in memory, from the layouts of the result and of the arguments, after
/// which so many `words` are passed to a variadic function.
///
/// Exact where it says 0. The standard passes up to eight words in integer registers and eight in vector registers. A
/// structure of at most 16 bytes takes up to two of the first, a larger one is copied by the caller and its address
/// takes one; but one to four members of the same floating type take as many of the second, whatever the size. What
/// class a value has is not known here, so all of them are counted against both, each with the most registers that its size
/// allows: eight aligned bytes may be two floats whose structure asks for more alignment. Copying too much only copies what lies
/// above on the caller's stack, which is there. A large result goes to where x8 says.
pub const fn stack_bytes(_result: Layout, arguments: &[Layout], words: usize) -> u32 {
    const REGISTERS: usize = 8;
    let (mut integers, mut vectors, mut bytes) = (words, words, 8 * words);
    let mut i = 0;
    while i < arguments.len() {
        let (size, align) = (arguments[i].size(), arguments[i].align());
        let hole = if align > 8 { 1 } else { 0 }; // sixteen bytes of that alignment begin at an even register
        if size > 64 {
            integers += 1;
            bytes += 8;
        } else {
            integers += if size > 16 { 1 } else { size.div_ceil(8) + hole };
            vectors += if size.div_ceil(4) < 4 { size.div_ceil(4) } else { 4 };
            bytes += size.next_multiple_of(8) + 8 * hole;
        }
        i += 1;
    }
    let in_registers = integers <= REGISTERS && vectors <= REGISTERS;
    if in_registers { 0 } else { bytes.next_multiple_of(16) as u32 }
}

// The one thread-local word. Initial-exec: works in executables and in shared objects loaded by dlopen, and is few
// instructions to read. Its initial image points to NO_M, so it is never null.
global_asm!(
    ".pushsection .tdata.cgocall_m, \"awT\", %progbits",
    ".p2align 3",
    ".hidden cgocall_m",
    ".globl cgocall_m",
    ".type cgocall_m, %object",
    ".size cgocall_m, 8",
    "cgocall_m: .xword {no_m}",
    ".popsection",
    no_m = sym super::NO_M,
);

/// The words of this thread's M, or of [`super::NO_M`].
///
/// Volatile on purpose: after a park the same code may be on another thread, so no two reads may be merged. For code of
/// this crate alone, since it names a symbol of the assembly: generic and inlined functions use `sched::this_m`.
#[inline(always)]
pub(crate) fn current_m() -> *const Hot {
    let m;
    // SAFETY: reads the thread's own word; `cgocall_m` is defined above.
    unsafe {
        asm!(
            "adrp {m}, :gottprel:cgocall_m",
            "ldr {m}, [{m}, :gottprel_lo12:cgocall_m]",
            "mrs {thread}, tpidr_el0",
            "ldr {m}, [{thread}, {m}]",
            m = out(reg) m,
            thread = out(reg) _,
            options(nostack, preserves_flags, readonly),
        );
    }
    m
}

/// Makes `m` this thread's M.
///
/// # Safety
/// `m` outlives the thread, or is replaced before it ends.
pub(crate) unsafe fn set_current_m(m: *const Hot) {
    // SAFETY: writes the thread's own word.
    unsafe {
        asm!(
            "adrp {t}, :gottprel:cgocall_m",
            "ldr {t}, [{t}, :gottprel_lo12:cgocall_m]",
            "mrs {thread}, tpidr_el0",
            "str {m}, [{thread}, {t}]",
            m = in(reg) m,
            t = out(reg) _,
            thread = out(reg) _,
            options(nostack, preserves_flags),
        );
    }
}

/// A function that runs on g0 for a goroutine that has left its stack: `(m, g, arg)` to the stack pointer at which
/// to go on (a goroutine's `sp`, never null; or null for "the thread ends").
pub(crate) type OnG0 = extern "C" fn(&'static M, *mut G, usize) -> *mut u8;

/// Leaves the current goroutine's stack for g0, runs `f(m, g, arg)` there and goes on wherever it says. Returns
/// when somebody goes on with this goroutine, possibly on another thread.
///
/// ```text
///   saved goroutine          sp -> | resume address (label 2)    |
///                                  | x29                         |
///                                  | x19                         |
///                                  | (keeps sp 16-aligned)       |
///                                  | frames of mcall's caller    |
/// ```
///
/// The other callee-saved registers are declared clobbered, d8–d15 among them, so the compiler saves those that hold
/// something.
///
/// # Safety
/// On a goroutine's stack, with `m` the current M and `g` its current goroutine. Nothing derived from the thread
/// may be used after it. Not in generic or inlined functions: see [`current_m`].
#[inline(always)]
pub(crate) unsafe fn mcall(m: *const Hot, g: *mut G, f: OnG0, arg: usize) {
    // SAFETY: the caller's contract; `G::sp` is at offset 0, checked in `sched/g.rs`.
    unsafe {
        asm!(
            "sub sp, sp, #32",
            "adr x9, 2f",
            "stp x9, x29, [sp]",
            "str x19, [sp, #16]",
            "mov x9, sp",
            "str x9, [x1]", // G::sp
            "ldr x9, [x0, #24]", // Hot::g0_sp
            "mov sp, x9",
            "b cgocall_on_g0",
            "2:",
            "hint #36", // bti j
            "ldr x29, [sp, #8]",
            "ldr x19, [sp, #16]",
            "add sp, sp, #32",
            inout("x0") m => _,
            inout("x1") g => _,
            inout("x2") arg => _,
            inout("x3") f => _,
            out("x20") _, out("x21") _, out("x22") _, out("x23") _, out("x24") _,
            out("x25") _, out("x26") _, out("x27") _, out("x28") _,
            clobber_abi("C"),
        );
    }
}

/// Turns the calling thread into M `m`: its stack below this frame becomes g0, and it goes on at `sp`. Returns when
/// a function on g0 answers null.
///
/// The thread's end goes on here as a goroutine does: g0's base looks like a saved goroutine (see [`mcall`]).
///
/// # Safety
/// `sp` is a prepared or saved goroutine; the thread is not an M yet.
#[inline(never)]
#[cfg_attr(cgocall_asan, sanitize(address = "off"))]
pub(crate) unsafe fn enter_scheduler(m: *const Hot, sp: *mut u8) {
    // SAFETY: the caller's contract. The frame is left in place as the base of g0; cgocall_on_g0 returns to label 2
    // only when g0_sp has its base value again, that is, when no C frame lies below it.
    unsafe {
        asm!(
            "sub sp, sp, #32",
            "adr x9, 2f",
            "stp x9, x29, [sp]",
            "str x19, [sp, #16]",
            "mov x9, sp",
            "str x9, [x0, #24]", // Hot::g0_sp
            "str x9, [x0, #96]", // Hot::g0_base
            "mov sp, x1",
            "ldr x17, [sp]",
            "br x17",
            "2:",
            "hint #36", // bti j
            "ldr x29, [sp, #8]",
            "ldr x19, [sp, #16]",
            "add sp, sp, #32",
            inout("x0") m => _,
            inout("x1") sp => _,
            out("x20") _, out("x21") _, out("x22") _, out("x23") _, out("x24") _,
            out("x25") _, out("x26") _, out("x27") _, out("x28") _,
            clobber_abi("C"),
        );
    }
}

/// Makes the stack that ends at `top` start a goroutine: returns the stack pointer to go on at.
///
/// # Safety
/// `top` is 16-aligned and at least 16 writable bytes lie below it.
pub(crate) unsafe fn prepare(top: *mut u8) -> *mut u8 {
    // SAFETY: the caller's contract.
    unsafe {
        let sp = top.sub(16).cast::<usize>();
        sp.write(goroutine_entry as *const () as usize);
        sp.cast()
    }
}

/// The floating-point control state, which C must leave as it found it.
#[cfg(debug_assertions)]
pub(crate) fn fp_control() -> u32 {
    let word: u64;
    // SAFETY: reads the register, whose upper half is zero.
    unsafe { asm!("mrs {}, fpcr", out(reg) word, options(nomem, nostack, preserves_flags)) };
    word as u32
}

#[cfg(debug_assertions)]
pub(crate) fn set_fp_control(control: u32) {
    // SAFETY: writes what fp_control read.
    unsafe { asm!("msr fpcr, {}", in(reg) u64::from(control), options(nomem, nostack, preserves_flags)) };
}

unsafe extern "C" {
    fn cgocall_gostart();
    pub(crate) fn cgocall_entry_default();
    pub(crate) fn cgocall_entry_default_few();
    pub(crate) fn cgocall_entry_default_stack();
    pub(crate) fn cgocall_entry_nocallback();
    pub(crate) fn cgocall_entry_nocallback_few();
    pub(crate) fn cgocall_entry_nocallback_stack();
    pub(crate) fn cgocall_entry_leaf();
    pub(crate) fn cgocall_entry_leaf_few();
    pub(crate) fn cgocall_entry_leaf_stack();
    pub(crate) fn cgocall_entry_blocking();
}
unsafe extern "C-unwind" {
    fn cgocall_call_on(arg: *mut u8, f: unsafe extern "C-unwind" fn(*mut u8), sp: usize);
}

/// Where a goroutine starts. A Rust item, like all that other crates' code may come to name: a shared library of Rust's
/// shows its users no symbol of the assembly.
///
/// # Safety
/// Entered by a switch only.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn goroutine_entry() {
    std::arch::naked_asm!(".cfi_startproc", "hint #34", "b {}", ".cfi_endproc", sym cgocall_gostart)
}

/// Calls `f(arg)` on the stack that ends at `sp` and comes back. The one primitive, both directions.
///
/// # Safety
/// `sp` is 16-aligned with enough stack below it for `f`, and stays valid until `f` has returned or unwound.
#[unsafe(naked)]
pub(crate) unsafe extern "C-unwind" fn call_on(
    arg: *mut u8,
    f: unsafe extern "C-unwind" fn(*mut u8),
    sp: usize,
) {
    std::arch::naked_asm!(".cfi_startproc", "hint #34", "b {}", ".cfi_endproc", sym cgocall_call_on)
}

/// Where every site's first call goes: binds the site to its trampoline, then calls it. A Rust item, so that
/// other crates' statics can name it whatever they are linked into.
///
/// # Safety
/// Entered by a thunk only: x9 is a site, the arguments are those of its function.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn bind_entry() {
    std::arch::naked_asm!(".cfi_startproc", "hint #34", "b {}", ".cfi_endproc", sym cgocall_entry_bind)
}
unsafe extern "C" {
    fn cgocall_entry_bind();
    fn cgocallback();
    fn cgocallback_stack();
}

/// Where C enters an export whose arguments are all in registers. Rust items for the same reason as `bind_entry`.
///
/// # Safety
/// Entered by a thunk only: x9 is an export, the arguments are those of its function.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_entry() {
    std::arch::naked_asm!(".cfi_startproc", "hint #34", "b {}", ".cfi_endproc", sym cgocallback)
}

/// The same for exports that may have arguments in memory.
///
/// # Safety
/// As [`callback_entry`].
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_entry_stack() {
    std::arch::naked_asm!(".cfi_startproc", "hint #34", "b {}", ".cfi_endproc", sym cgocallback_stack)
}

/// Where C's side of a closure enters `export`, whose only argument is `job`.
///
/// # Safety
/// As [`callback_entry`], but for the registers; the export's body takes what `job` points to.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_with(export: *const Export, job: *mut c_void) {
    std::arch::naked_asm!(
        ".cfi_startproc",
        "hint #34", // bti c
        "mov x9, x0",
        "mov x0, x1",
        "ldr x17, [x9, #8]", // Export::entry
        "br x17",
        ".cfi_endproc",
    )
}

/// x10 becomes the M, or NO_M.
macro_rules! find_m {
    () => {
        "adrp x10, :gottprel:cgocall_m
         ldr x10, [x10, :gottprel_lo12:cgocall_m]
         mrs x11, tpidr_el0
         ldr x10, [x11, x10]
        "
    };
}

/// `entry`: may this call take the trampoline? x10 becomes the M, w11 its state; anywhere but on a goroutine's own stack
/// (a plain thread, g0, C itself) the function is called directly, by a jump that leaves no frame.
macro_rules! find_m_or_call_directly {
    () => {
        concat!(
            find_m!(),
            "ldr w11, [x10] // Hot::state
             cmp w11, #1 // RUN
             b.ne cgocall_direct
            "
        )
    };
}

/// A frame record, and x29 the frame.
macro_rules! open_plain_frame {
    () => {
        "stp x29, x30, [sp, #-16]!
         .cfi_def_cfa_offset 16
         .cfi_offset x30, -8
         .cfi_offset x29, -16
         mov x29, sp
         .cfi_def_cfa x29, 16
        "
    };
}

/// From any stack back to the caller of the frame. A jump or `ret` follows, in code whose frame is gone.
macro_rules! close_frame {
    () => {
        "mov sp, x29
         .cfi_def_cfa sp, 16
         ldp x29, x30, [sp], #16
         .cfi_def_cfa_offset 0
         .cfi_restore x30
         .cfi_restore x29
        "
    };
}

/// The call is counted, its site known to others.
macro_rules! count_call {
    () => {
        "ldr x11, [x10, #8] // Hot::calls
         add x11, x11, #1
         stp x11, x9, [x10, #8] // and Hot::site
        "
    };
}

/// The frame of a trampoline: see "Stacks" above.
macro_rules! open_frame {
    () => {
        concat!(
            open_plain_frame!(),
            "stp x9, x10, [sp, #-16]!
            ",
            count_call!()
        )
    };
}

/// Hot::c_sp, of a frame whose M lies right below x29.
macro_rules! set_c_sp {
    () => {
        "sub x11, x29, #8
         str x11, [x10, #32] // Hot::c_sp
        "
    };
}

/// Hot::state: everything before happens before whoever takes the P.
macro_rules! enter_state {
    ($state:literal) => {
        concat!("mov w11, #", $state, "\nstlr w11, [x10]\n")
    };
}

macro_rules! to_g0 {
    () => {
        "ldr x11, [x10, #24] // Hot::g0_sp
         mov sp, x11
        "
    };
}

/// Keeps and restores all that can hold an argument, around a call into Rust, and x9. 208 bytes below sp.
macro_rules! save_arguments {
    () => {
        "sub sp, sp, #208
         stp q0, q1, [sp]
         stp q2, q3, [sp, #32]
         stp q4, q5, [sp, #64]
         stp q6, q7, [sp, #96]
         stp x0, x1, [sp, #128]
         stp x2, x3, [sp, #144]
         stp x4, x5, [sp, #160]
         stp x6, x7, [sp, #176]
         stp x8, x9, [sp, #192]
        "
    };
}
macro_rules! restore_arguments {
    () => {
        "ldp q0, q1, [sp]
         ldp q2, q3, [sp, #32]
         ldp q4, q5, [sp, #64]
         ldp q6, q7, [sp, #96]
         ldp x0, x1, [sp, #128]
         ldp x2, x3, [sp, #144]
         ldp x4, x5, [sp, #160]
         ldp x6, x7, [sp, #176]
         ldp x8, x9, [sp, #192]
        "
    };
}

/// Keeps and restores all that can hold a result. 80 bytes from sp on.
macro_rules! save_results {
    () => {
        "stp q0, q1, [sp]
         stp q2, q3, [sp, #32]
         stp x0, x1, [sp, #64]
        "
    };
}
macro_rules! restore_results {
    () => {
        "ldp q0, q1, [sp]
         ldp q2, q3, [sp, #32]
         ldp x0, x1, [sp, #64]
        "
    };
}

/// Copies the arguments in memory, of which x9 says how many bytes, from the caller of the frame to below x12, where
/// the stack pointer goes.
macro_rules! copy_memory_arguments_below_x12 {
    () => {
        "ldr w11, [x9, #16] // Site::stack_bytes, Export::stack_bytes: a multiple of 16
         sub x12, x12, x11
         mov sp, x12
         add x13, x29, #16
         3:
         sub x11, x11, #16
         ldr q16, [x13, x11]
         str q16, [x12, x11]
         cbnz x11, 3b
        "
    };
}

/// To g0, with the site's arguments in memory.
macro_rules! copy_memory_arguments {
    () => {
        concat!("ldr x12, [x10, #24] // Hot::g0_sp\n", copy_memory_arguments_below_x12!())
    };
}

/// From C's frame to below sp, on the goroutine's stack.
macro_rules! copy_down {
    () => {
        concat!("mov x12, sp\n", copy_memory_arguments_below_x12!())
    };
}

/// The same as `copy_memory_arguments` for 64 bytes at most: as many are copied, since what lies above them on the caller's
/// stack is there.
macro_rules! copy_few_memory_arguments {
    () => {
        "ldr x11, [x10, #24] // Hot::g0_sp
         ldp q16, q17, [x29, #16]
         ldp q18, q19, [x29, #48]
         sub x11, x11, #64
         mov sp, x11
         stp q16, q17, [sp]
         stp q18, q19, [sp, #32]
        "
    };
}

/// The seed invariant: from here on g0 is used below C's frames, at x13.
#[cfg(not(feature = "seed-bug"))]
macro_rules! lower_g0_sp {
    () => {
        "str x13, [x10, #24] // Hot::g0_sp\n"
    };
}
/// Broken on purpose: the scheduler runs on C's frames when the callback parks, which `tests/seed_bug.rs` has to see.
#[cfg(feature = "seed-bug")]
macro_rules! lower_g0_sp {
    () => {
        ""
    };
}

/// From C to the goroutine's stack: `boundary/callback.rs` tells what each step is for. Ends with sp on the
/// goroutine's stack, 16-aligned; x29 = the frame on g0; x9 = the export; C's arguments untouched.
macro_rules! enter_callback {
    ($name:literal) => {
        concat!(
            find_m!(),
            "ldr w11, [x10]
             cmp w11, #2 // Hot::state, IN_C
             b.ne .L",
            $name,
            "_elsewhere
             ldr x11, [x10, #24] // Hot::g0_sp
             cmp sp, x11
             b.hi .L",
            $name,
            "_outside
             .L",
            $name,
            "_inside:
            ",
            open_plain_frame!(),
            "mov w11, #1
             str w11, [x10] // Hot::state, RUN
             ldr w11, [x10, #4] // Hot::evt
             add x12, x10, #64 // Hot::callback_exit
             cbnz w11, .L",
            $name,
            "_wait
             .L",
            $name,
            "_running:
             stp x9, x12, [sp, #-16]!
             mov x13, sp
             ldr x14, [x10, #32] // Hot::c_sp
             sub x14, x14, #56
             ldp x15, x16, [x10, #48] // Hot::record, Hot::export
             stp x10, x15, [x14] // Record::m, Record::outer
             ldp x15, x17, [x10, #16] // Hot::site, Hot::g0_sp
             stp x16, x17, [x14, #16] // Record::outer_export, Record::g0_sp
             stp x15, x9, [x14, #32] // Record::site, Record::export
             str x13, [x14, #48] // Record::lowered
            ",
            lower_g0_sp!(),
            "stp x14, x9, [x10, #48] // Hot::record, Hot::export
             ldr x11, [x10, #72] // Hot::callbacks
             add x11, x11, #1
             str x11, [x10, #72]
             mov sp, x14
            "
        )
    };
}

/// The rest of a callback's entry, off the usual path.
macro_rules! callback_elsewhere {
    ($name:literal, $($call:expr),+) => {
        concat!(
            // The P may be gone, or the fallback protocol is on. In the frame; x12 becomes the exit's word.
            ".L", $name, "_wait:
             cmp w11, #0x100 // FENCED
             b.ne 6f
             dmb ish
             ldr w11, [x10, #4] // Hot::evt
             cmp w11, #0x100
             b.eq .L", $name, "_running
             6:
            ",
            save_arguments!(),
            "mov x0, x10
             bl {regain_for_callback}
             mov x12, x0
            ",
            restore_arguments!(),
            "mov sp, x29
            ",
            find_m!(),
            "b .L", $name, "_running
            ",
            // C's stack pointer is not below g0_sp.
            ".L", $name, "_outside:
             .cfi_def_cfa sp, 0
             .cfi_restore x30
             .cfi_restore x29
            ",
            open_plain_frame!(),
            save_arguments!(),
            "mov x0, x10
             add x1, x29, #16
             bl {discard_left_behind}
            ",
            restore_arguments!(),
            close_frame!(),
            find_m!(),
            "b .L", $name, "_inside
            ",
            // Not in C that was called through a trampoline. Rust code that has a P, on whichever stack, just calls the body;
            // but within a callback it may be C, in whose frames a panic of that callback unwinds.
            ".L", $name, "_elsewhere: // w11 = Hot::state
             cmp w11, #1 // RUN
             b.ne 9f
             ldr x12, [x10, #48] // Hot::record
             cmn x12, #1 // NO_RECORD
             b.ne 7f
             6:
             ldr x17, [x9] // Export::body
             br x17
             9:
             cmp w11, #3 // SYSTEM
             b.eq 6b
             7:
            ",
            open_plain_frame!(),
            save_arguments!(),
            "mov x0, x10
             mov x1, x9
             add x2, x29, #16
             bl {enter_from_elsewhere}
             mov w12, w0
            ",
            restore_arguments!(),
            "cbnz w12, 8f
             .cfi_remember_state
            ",
            close_frame!(),
            "b ", $name, " // attached, or in C again
             .cfi_restore_state
             8:
             cmp w12, #2
             b.ne 8f
             .cfi_remember_state
            ",
            close_frame!(),
            "ldr x17, [x9] // Export::body
             br x17
             .cfi_restore_state
             8: // in `blocking(f)`, which has a P again for the body's time
             mov sp, x29
            ",
            $($call, "\n",)+
            "sub sp, x29, #80
            ",
            save_results!(),
            "bl {block_again}
            ",
            restore_results!(),
            close_frame!(),
            "ret
            "
        )
    };
}

/// An entry, to which code comes by a branch through x17 or a call.
macro_rules! function {
    ($name:literal) => {
        concat!(
            ".p2align 4\n.globl ",
            $name,
            "\n.hidden ",
            $name,
            "\n.type ",
            $name,
            ", %function\n",
            $name,
            ":\n",
            ".cfi_startproc\n",
            "hint #34\n", // bti c
        )
    };
}
macro_rules! end {
    ($name:literal) => {
        concat!(".cfi_endproc\n.size ", $name, ", . - ", $name, "\n")
    };
}

global_asm!(
    ".pushsection .text.cgocall, \"ax\", %progbits",

    // ---- The trampolines -----------------------------------------------------------------------------------
    //
    // Contract of every entry: x9 = site, arguments as C has them, x30 = return address. Preserves what a C call
    // preserves.

    // `leaf`: no accounting.
    function!("cgocall_entry_leaf"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov w11, #5",
    "str w11, [x10]", // Hot::state, LEAF: a callback is a fault
    to_g0!(),
    "b .Lcgocall_call",
    end!("cgocall_entry_leaf"),

    function!("cgocall_entry_leaf_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_few_memory_arguments!(),
    "mov w11, #5",
    "str w11, [x10]", // Hot::state, LEAF
    "b .Lcgocall_call",
    end!("cgocall_entry_leaf_few"),

    function!("cgocall_entry_leaf_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_memory_arguments!(),
    "mov w11, #5",
    "str w11, [x10]", // Hot::state, LEAF
    "b .Lcgocall_call",
    end!("cgocall_entry_leaf_stack"),

    // `nocallback`: as the default, but for the state, in which a callback is a fault.
    function!("cgocall_entry_nocallback"),
    find_m_or_call_directly!(),
    open_frame!(),
    enter_state!("6"), // NOCALLBACK
    to_g0!(),
    "b .Lcgocall_call",
    end!("cgocall_entry_nocallback"),

    function!("cgocall_entry_nocallback_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_few_memory_arguments!(),
    enter_state!("6"), // NOCALLBACK
    "b .Lcgocall_call",
    end!("cgocall_entry_nocallback_few"),

    function!("cgocall_entry_nocallback_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_memory_arguments!(),
    enter_state!("6"), // NOCALLBACK
    "b .Lcgocall_call",
    end!("cgocall_entry_nocallback_stack"),

    // The most usual arguments in memory: up to eight words that found no register.
    function!("cgocall_entry_default_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    set_c_sp!(),
    copy_few_memory_arguments!(),
    enter_state!("2"), // IN_C
    "b .Lcgocall_call",
    end!("cgocall_entry_default_few"),

    function!("cgocall_entry_default_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    set_c_sp!(),
    copy_memory_arguments!(),
    enter_state!("2"), // IN_C
    "b .Lcgocall_call",
    end!("cgocall_entry_default_stack"),

    // `blocking`: hand the P on first, then the call that the policy would make without it.
    function!("cgocall_entry_blocking"),
    find_m_or_call_directly!(),
    open_plain_frame!(),
    save_arguments!(),
    "mov x0, x10",
    "mov x1, x9",
    "bl {enter_blocking}",
    "mov x17, x0", // the trampoline
    restore_arguments!(),
    close_frame!(),
    "br x17",
    end!("cgocall_entry_blocking"),

    // First call of a site.
    function!("cgocall_entry_bind"),
    open_plain_frame!(),
    save_arguments!(),
    "mov x0, x9",
    "bl {bind}",
    restore_arguments!(),
    close_frame!(),
    "ldr x17, [x9, #8]", // Site::entry
    "br x17",
    end!("cgocall_entry_bind"),

    // Not in state RUN, w11 says which. Off a goroutine's stack the function is called in place. `blocking(f)` is on one:
    // there the stack changes, and the state, so that a callback finds its way; the exit goes back to BLOCKED by its mark.
    function!("cgocall_direct"),
    "cmp w11, #4", // Hot::state, BLOCKED
    "b.eq 7f",
    "ldr x17, [x9]", // Site::func
    "br x17",
    "7:",
    open_plain_frame!(),
    "add x11, x10, #80", // Hot::blocked_exit
    "stp x9, x11, [sp, #-16]!",
    count_call!(),
    set_c_sp!(),
    "ldr w11, [x9, #16]", // Site::stack_bytes
    "cbnz w11, 8f",
    enter_state!("2"), // IN_C
    to_g0!(),
    "b .Lcgocall_call",
    "8:",
    copy_memory_arguments!(),
    enter_state!("2"), // IN_C
    "b .Lcgocall_call",
    end!("cgocall_direct"),

    // The default call, which runs on into asmcgocall.
    function!("cgocall_entry_default"),
    find_m_or_call_directly!(),
    open_frame!(),
    set_c_sp!(),
    enter_state!("2"), // IN_C
    ".cfi_endproc",
    ".size cgocall_entry_default, . - cgocall_entry_default",

    // ---- The change of stacks --------------------------------------------------------------------------------
    //
    // In at .Lcgocall_call: sp = the other stack, 16-aligned; x29 = the frame; [x29-8] = M, or an `Exit` that looks like
    // one; [x9] = the function; C's arguments. The exit half of the accounting protocol follows the call: state
    // back to RUN, then one load; the store may still be in this processor's buffer, and whoever raises a request
    // issues the barrier for both sides. The last look is for callbacks that C has left by `longjmp`: their records lie
    // below this frame.
    ".hidden asmcgocall",
    ".globl asmcgocall",
    ".type asmcgocall, %function",
    "asmcgocall:",
    ".cfi_startproc",
    ".cfi_def_cfa x29, 16",
    ".cfi_offset x30, -8",
    ".cfi_offset x29, -16",
    to_g0!(),
    ".Lcgocall_call:",
    ".type __morestack, %function",
    "__morestack:",
    "ldr x11, [x9]", // Site::func, Export::body
    "blr x11",
    "ldur x9, [x29, #-8]",
    ".size __morestack, . - __morestack",
    "mov w10, #1",
    "str w10, [x9]",     // Hot::state, RUN
    "ldr w10, [x9, #4]", // Hot::evt
    "cbnz w10, 4f",
    "ldr x11, [x9, #48]", // Hot::record
    "cmp x11, x29",
    "b.lo 6f",
    ".cfi_remember_state",
    close_frame!(),
    "ret",
    ".cfi_restore_state",
    "4:",
    "cmp w10, #0x400", // mark::CALLBACK
    "b.eq .Lcgocallback_return",
    "cmp w10, #0x800", // mark::CALLBACK_SLOW
    "b.eq 7f",
    "cmp w10, #0x1000", // mark::PLAIN
    "b.eq 5f",
    // The fallback protocol (FENCED: boundary/accounting.rs), whose exit is this fence and a second look.
    "cmp w10, #0x100",
    "b.ne 6f",
    "dmb ish",
    "ldr w10, [x9, #4]",
    "cmp w10, #0x100",
    "b.ne 6f",
    "ldr x11, [x9, #48]", // Hot::record
    "cmp x11, x29",
    "b.lo 6f",
    "5:",
    ".cfi_remember_state",
    close_frame!(),
    "ret",
    ".cfi_restore_state",
    // Somebody wants something, or C has left callbacks. Their records are still needed: on below the newest of them.
    "6:",
    "mov x12, x9",
    find_m!(),
    "ldr x11, [x10, #48]", // Hot::record
    "cmp x11, x29",
    "csel x11, x29, x11, hs",
    "sub sp, x11, #96",
    save_results!(),
    "mov x0, x12",
    "mov x1, x29",
    "bl {exit_slow}", // may unwind
    "b 8f",
    "7:", // x29 is on g0
    "sub sp, x29, #96",
    save_results!(),
    "mov x0, x9",
    "bl {leave_slowly}",
    "8:",
    restore_results!(),
    ".cfi_remember_state",
    close_frame!(),
    "ret",
    ".cfi_restore_state",
    // A callback goes back into C: x9 = Hot::callback_exit. What its record says is restored, then C may lose the P
    // again.
    ".Lcgocallback_return:",
    "ldur x10, [x9, #-16]",    // Hot::record
    "ldp x11, x12, [x10, #8]", // Record::outer, Record::outer_export
    "stp x11, x12, [x9, #-16]", // Hot::record, Hot::export
    "ldp x11, x12, [x10, #24]", // Record::g0_sp, Record::site
    "stp x12, x11, [x9, #-48]", // Hot::site, Hot::g0_sp
    "add x10, x10, #56",       // a record lies right below c_sp
    "stur x10, [x9, #-32]",    // Hot::c_sp
    "sub x9, x9, #64",
    "mov w10, #2",
    "stlr w10, [x9]", // Hot::state, IN_C
    close_frame!(),
    "ret",
    end!("asmcgocall"),

    // call_on(x0 = arg, x1 = f, x2 = sp). The frame holds what asmcgocall takes for an M:
    //
    //   x29      -> | caller's x29, x30      |
    //   x29 - 8     | x29 - 16               |  "the M"
    //   x29 - 16    | scratch, mark::PLAIN   |
    //   x29 - 24    | f                      |  "the site"
    function!("cgocall_call_on"),
    open_plain_frame!(),
    "sub sp, sp, #32",
    "sub x10, x29, #16",
    "mov w11, #0x1000",
    "lsl x11, x11, #32",
    "stp x11, x10, [x29, #-16]",
    "stur x1, [x29, #-24]",
    "sub x9, x29, #24",
    "mov sp, x2",
    "b .Lcgocall_call",
    end!("cgocall_call_on"),

    // ---- Callbacks -----------------------------------------------------------------------------------------------
    //
    // Contract of both entries: x9 = export, arguments as C has them, x30 = return address into C. Preserves what a
    // C function preserves: the body is one.
    function!("cgocallback"),
    enter_callback!("cgocallback"),
    "b .Lcgocall_call",
    callback_elsewhere!("cgocallback", "ldr x11, [x9]\nblr x11"),
    end!("cgocallback"),

    function!("cgocallback_stack"),
    enter_callback!("cgocallback_stack"),
    // The arguments in memory, from C's frame to the goroutine's stack.
    copy_down!(),
    "b .Lcgocall_call",
    callback_elsewhere!("cgocallback_stack", copy_down!(), "ldr x11, [x9]\nblr x11"),
    end!("cgocallback_stack"),

    // ---- Goroutines --------------------------------------------------------------------------------------------
    //
    // The base frame of every goroutine. Walkers stop here: no return address, x29 = 0.
    function!("cgocall_gostart"),
    ".cfi_undefined x30",
    "mov x29, xzr",
    "bl {goroutine_main}",
    find_m!(), // maybe another thread than at the start
    "mov x0, x10",
    "ldr x1, [x0, #40]", // Hot::curg
    "ldr x9, [x0, #24]", // Hot::g0_sp
    "mov sp, x9",
    "adrp x3, {goexit}",
    "add x3, x3, :lo12:{goexit}",
    "b cgocall_on_g0",
    end!("cgocall_gostart"),

    // x0 = M, x1 = the goroutine that was left, x2 = arg, x3 = f, sp = g0. Runs f and goes on at the stack pointer
    // that it returns. The scheduler runs below this frame and nowhere else; nothing returns into an older one,
    // but for the end of the thread, when g0 is back at its base, which looks like a saved goroutine.
    function!("cgocall_on_g0"),
    ".cfi_undefined x30",
    "mov x29, xzr",
    "str x0, [sp, #-16]!",
    ".cfi_def_cfa_offset 16",
    "blr x3",
    "cbnz x0, 6f",
    "ldr x0, [sp]",
    "ldr x0, [x0, #24]", // Hot::g0_sp
    "6:",
    "mov sp, x0",
    "ldr x17, [sp]",
    "br x17",
    end!("cgocall_on_g0"),

    // Registers membarrier before the process has a second thread, when that costs microseconds instead of
    // milliseconds. In this object file, so that whatever links a trampoline links this.
    ".section .init_array, \"aw\", %init_array",
    ".p2align 3",
    ".xword {register}",
    ".popsection",

    enter_blocking = sym crate::boundary::syscall::enter_blocking,
    exit_slow = sym crate::boundary::syscall::exit_slow,
    leave_slowly = sym crate::boundary::callback::leave_slowly,
    regain_for_callback = sym crate::boundary::callback::regain_for_callback,
    discard_left_behind = sym crate::boundary::callback::discard_left_behind,
    enter_from_elsewhere = sym crate::boundary::callback::enter_from_elsewhere,
    block_again = sym crate::boundary::callback::block_again,
    bind = sym crate::boundary::site::bind,
    goroutine_main = sym crate::sched::goroutine_main,
    goexit = sym crate::sched::goexit,
    register = sym crate::boundary::membarrier::register_membarrier,
);

//! x86-64, System V, ELF.
//!
//! # Registers
//!
//! C's argument registers (rdi rsi rdx rcx r8 r9, xmm0–7, al for variadics) pass through the trampolines
//! untouched, and so do its result registers (rax rdx, xmm0–1) on the way back. What the trampolines use is what
//! no C argument is ever in: **r11** holds the import site from the thunk on, **r10** the M.
//!
//! # Stacks: a call into C
//!
//! The thunk of an import loads r11 and jumps; there is one frame, and it lies on the goroutine's stack:
//!
//! ```text
//!        goroutine's stack                      g0 (the thread's own stack)
//!   | caller of the import      |           | thread start, scheduler, …   |
//!   | arguments in memory, if any|          |------------------------------| <- Hot::g0_sp
//!   | return address            |           | (copied memory arguments)    |
//!   | caller's rbp              | <- rbp    | return address (__morestack) |
//!   | M                         | <- c_sp   | frames of the C function     |
//!   |  (a callback runs here)   |           |  …                           |
//! ```
//!
//! # Stacks: a callback
//!
//! C calls an export, whose thunk loads r11 and jumps. The frame lies on g0, the record of what is to be restored on the
//! goroutine's stack, where C's `longjmp` does not reach:
//!
//! ```text
//!        goroutine's stack                      g0
//!   | frame of the call         |           | frames of the C function     |
//!   | M                         | <- c_sp   | arguments in memory, if any  |
//!   | record of the callback    |           | return address               |
//!   |   (callback::Record)      | <- record | C's rbp                      | <- rbp
//!   | (copied memory arguments) |           | Hot::callback_exit           |
//!   | return address (the mark) |           |                              | <- g0_sp, lowered
//!   | frames of the callback    |           |   (its own C calls run here) |
//!   |  …                        |
//! ```
//!
//! rbp is callee-saved, so whatever C does, `[rbp]` and `[rbp+8]` are the caller's frame again when it returns,
//! and every unwinder finds the CFA at rbp+16 without any expression.
//!
//! # The mark
//!
//! gdb refuses a backtrace that runs towards inner addresses, "previous frame inner to this frame", except through
//! a frame whose symbol is exactly `__morestack`. One local, sized symbol of that name lies at the one `call`
//! instruction through which this crate changes stacks. Every route into C, and [`call_on`], shares it. gdb looks
//! up the return address, so the symbol reaches beyond it, and picks any of several symbols that start at one
//! address, so this one starts alone.
//!
//! # Returns
//!
//! A switch between goroutines never ends in `ret`: the processor would predict the address of the goroutine that
//! is being left. The return addresses of a goroutine are popped and jumped to; on g0 every `call` meets its `ret`
//! before the jump, so that the return predictor stays in step.

use std::alloc::Layout;
use std::arch::{asm, global_asm};
use std::ffi::c_void;

use super::Hot;
use crate::boundary::callback::Export;
use crate::sched::g::G;
use crate::sched::m::M;

/// The body of an import's thunk, and of an export: name the site or the export, enter by its current entry.
///
/// `jmp` through its memory instead of to a fixed trampoline: binding, learning to block and the choice of trampoline by
/// policy are then one store, and cost the call nothing; and other crates name no symbol of this one. An unwinder may
/// start here, from a profiler's signal: the compiler gives naked functions no tables. A variadic import has several sites in
/// one static: its thunks say how many bytes into it theirs lies.
#[doc(hidden)]
#[macro_export]
macro_rules! cgocall_thunk {
    ($described:path $(, $offset:expr)?) => {
        ::core::arch::naked_asm!(
            ".cfi_startproc",
            "lea r11, [rip + {described} + {offset}]",
            "jmp qword ptr [r11 + 8]", // Site::entry, Export::entry
            ".cfi_endproc",
            described = sym $described,
            offset = const 0 $(+ $offset)?,
        )
    };
}

/// Up to so many bytes of arguments in memory are copied by an entry without a loop.
pub(crate) const FEW_BYTES: u32 = 32;

/// From `Record::lowered` up to C's stack pointer as it called, where the return address is: the frame.
pub(crate) const CALLBACK_FRAME: usize = 24;

/// Upper bound for the bytes of arguments that lie in memory, from the layouts of the result and of the arguments, after
/// which so many `words` are passed to a variadic function.
///
/// Exact where it says 0. System V passes up to six words in integer registers and eight in vector registers, a
/// value of at most 16 bytes in up to two of them, and larger ones in memory; so it does small ones with unaligned
/// fields (`repr(packed)`). What class a value has is not known here: all words are counted against the six, and a
/// small value that its alignment lets have unaligned fields is taken for one that does. A large result takes one of the
/// six for the address where it goes. Copying too much only copies
/// what lies above on the caller's stack, which is there.
pub const fn stack_bytes(result: Layout, arguments: &[Layout], words: usize) -> u32 {
    const REGISTERS: usize = 6;
    let (mut certain, mut small) = (0, 8 * words);
    let in_registers = result.size() <= 16 && (result.align() >= 8 || result.size() <= result.align());
    let mut registers = if in_registers { words } else { words + 1 };
    let mut i = 0;
    while i < arguments.len() {
        let (size, align) = (arguments[i].size(), arguments[i].align());
        // With the hole that its alignment may leave before it.
        let bytes = size.next_multiple_of(8) + align.saturating_sub(8);
        if size > 16 || (align < 8 && size > align) {
            certain += bytes;
        } else {
            small += bytes;
            registers += size.div_ceil(8);
        }
        i += 1;
    }
    let memory = if registers > REGISTERS { certain + small } else { certain };
    memory.next_multiple_of(16) as u32
}

// The one thread-local word. Initial-exec: works in executables and in shared objects loaded by dlopen, and is two
// instructions to read. Its initial image points to NO_M, so it is never null.
global_asm!(
    ".pushsection .tdata.cgocall_m, \"awT\", @progbits",
    ".p2align 3",
    ".hidden cgocall_m",
    ".globl cgocall_m",
    ".type cgocall_m, @object",
    ".size cgocall_m, 8",
    "cgocall_m: .quad {no_m}",
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
            "mov {m}, qword ptr [rip + cgocall_m@GOTTPOFF]",
            "mov {m}, qword ptr fs:[{m}]",
            m = out(reg) m,
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
            "mov {t}, qword ptr [rip + cgocall_m@GOTTPOFF]",
            "mov qword ptr fs:[{t}], {m}",
            m = in(reg) m,
            t = out(reg) _,
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
///                                  | rbp                         |
///                                  | rbx                         |
///                                  | frames of mcall's caller    |
/// ```
///
/// The other callee-saved registers are declared clobbered, so the compiler saves those that hold something.
///
/// # Safety
/// On a goroutine's stack, with `m` the current M and `g` its current goroutine. Nothing derived from the thread
/// may be used after it. Not in generic or inlined functions: see [`current_m`].
#[inline(always)]
pub(crate) unsafe fn mcall(m: *const Hot, g: *mut G, f: OnG0, arg: usize) {
    // SAFETY: the caller's contract; `G::sp` is at offset 0, checked in `sched/g.rs`.
    unsafe {
        asm!(
            "push rbx",
            "push rbp",
            "lea rax, [rip + 2f]",
            "push rax",
            "mov qword ptr [rsi], rsp", // G::sp
            "mov rsp, qword ptr [rdi + 24]", // Hot::g0_sp
            "jmp cgocall_on_g0",
            "2:",
            "pop rbp",
            "pop rbx",
            inout("rdi") m => _,
            inout("rsi") g => _,
            inout("rdx") arg => _,
            inout("rcx") f => _,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            clobber_abi("C"),
        );
    }
}

/// Turns the calling thread into M `m`: its stack below this frame becomes g0, and it goes on at `sp`. Returns when
/// a function on g0 answers null.
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
            "push rbx",
            "push rbp",
            "mov r12, rsp",
            "lea rax, [rip + 2f]",
            "and rsp, -16",
            "sub rsp, 16",
            "mov qword ptr [rsp], rax",     // where the thread's end returns to,
            "mov qword ptr [rsp + 8], r12", // with this stack pointer
            "mov qword ptr [rdi + 24], rsp", // Hot::g0_sp
            "mov qword ptr [rdi + 96], rsp", // Hot::g0_base
            "mov rsp, rsi",
            "pop rcx",
            "jmp rcx",
            "2:",
            "pop rbp",
            "pop rbx",
            inout("rdi") m => _,
            inout("rsi") sp => _,
            out("r12") _, out("r13") _, out("r14") _, out("r15") _,
            clobber_abi("C"),
        );
    }
}

/// Makes the stack that ends at `top` start a goroutine: returns the stack pointer to go on at.
///
/// # Safety
/// `top` is 16-aligned and at least 24 writable bytes lie below it.
pub(crate) unsafe fn prepare(top: *mut u8) -> *mut u8 {
    // SAFETY: the caller's contract.
    unsafe {
        let sp = top.sub(24).cast::<usize>();
        sp.write(goroutine_entry as *const () as usize);
        sp.add(1).write(0); // where a return address would be: walkers stop
        sp.cast()
    }
}

/// The floating-point control state: MXCSR's control bits, which C must leave as it found them.
#[cfg(debug_assertions)]
pub(crate) fn fp_control() -> u32 {
    let mut word = 0u32;
    // SAFETY: stores the register.
    unsafe { asm!("stmxcsr dword ptr [{}]", in(reg) &mut word, options(nostack, preserves_flags)) };
    word & 0xffc0
}

#[cfg(debug_assertions)]
pub(crate) fn set_fp_control(control: u32) {
    // SAFETY: loads control bits that fp_control read; the sticky flags are cleared.
    unsafe { asm!("ldmxcsr dword ptr [{}]", in(reg) &control, options(nostack, preserves_flags, readonly)) };
}

unsafe extern "C" {
    fn cgocall_gostart();
    pub(crate) fn cgocall_entry_default();
    pub(crate) fn cgocall_entry_default_stack();
    pub(crate) fn cgocall_entry_default_few();
    pub(crate) fn cgocall_entry_leaf_few();
    pub(crate) fn cgocall_entry_nocallback_few();
    pub(crate) fn cgocall_entry_nocallback();
    pub(crate) fn cgocall_entry_nocallback_stack();
    pub(crate) fn cgocall_entry_leaf();
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
    std::arch::naked_asm!(".cfi_startproc", "jmp {}", ".cfi_endproc", sym cgocall_gostart)
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
    std::arch::naked_asm!(".cfi_startproc", "jmp {}", ".cfi_endproc", sym cgocall_call_on)
}

/// Where every site's first call goes: binds the site to its trampoline, then calls it. A Rust item, so that
/// other crates' statics can name it whatever they are linked into.
///
/// # Safety
/// Entered by a thunk only: r11 is a site, the arguments are those of its function.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn bind_entry() {
    std::arch::naked_asm!(".cfi_startproc", "jmp {}", ".cfi_endproc", sym cgocall_entry_bind)
}
unsafe extern "C" {
    fn cgocall_entry_bind();
    fn cgocallback();
    fn cgocallback_stack();
}

/// Where C enters an export whose arguments are all in registers. Rust items for the same reason as `bind_entry`.
///
/// # Safety
/// Entered by a thunk only: r11 is an export, the arguments are those of its function.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_entry() {
    std::arch::naked_asm!(".cfi_startproc", "jmp {}", ".cfi_endproc", sym cgocallback)
}

/// The same for exports that may have arguments in memory.
///
/// # Safety
/// As [`callback_entry`].
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_entry_stack() {
    std::arch::naked_asm!(".cfi_startproc", "jmp {}", ".cfi_endproc", sym cgocallback_stack)
}

/// Where C's side of a closure enters `export`, whose only argument is `job`.
///
/// # Safety
/// As [`callback_entry`], but for the registers; the export's body takes what `job` points to.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn callback_with(export: *const Export, job: *mut c_void) {
    std::arch::naked_asm!(
        ".cfi_startproc",
        "mov r11, rdi",
        "mov rdi, rsi",
        "jmp qword ptr [r11 + 8]", // Export::entry
        ".cfi_endproc",
    )
}

/// `entry`: may this call take the trampoline? r10 becomes the M; anywhere but on a goroutine's own stack
/// (a plain thread, g0, C itself) the function is called directly, by a jump that leaves no frame.
macro_rules! find_m_or_call_directly {
    () => {
        "mov r10, qword ptr [rip + cgocall_m@GOTTPOFF]
         mov r10, qword ptr fs:[r10]
         cmp dword ptr [r10], 1 // Hot::state, RUN
         jne cgocall_direct
        "
    };
}

/// The frame of a trampoline: see "Stacks" above.
macro_rules! open_frame {
    () => {
        "push rbp
         .cfi_def_cfa_offset 16
         .cfi_offset rbp, -16
         mov rbp, rsp
         .cfi_def_cfa_register rbp
         push r10
         inc qword ptr [r10 + 8] // Hot::calls
         mov qword ptr [r10 + 16], r11 // Hot::site
        "
    };
}

/// Keeps and restores all that can hold an argument, around a call into Rust. 208 bytes below rbp.
macro_rules! save_arguments {
    () => {
        "sub rsp, 208
         mov qword ptr [rbp - 16], rdi
         mov qword ptr [rbp - 24], rsi
         mov qword ptr [rbp - 32], rdx
         mov qword ptr [rbp - 40], rcx
         mov qword ptr [rbp - 48], r8
         mov qword ptr [rbp - 56], r9
         mov qword ptr [rbp - 64], rax
         mov qword ptr [rbp - 72], r11
         movups xmmword ptr [rbp - 88], xmm0
         movups xmmword ptr [rbp - 104], xmm1
         movups xmmword ptr [rbp - 120], xmm2
         movups xmmword ptr [rbp - 136], xmm3
         movups xmmword ptr [rbp - 152], xmm4
         movups xmmword ptr [rbp - 168], xmm5
         movups xmmword ptr [rbp - 184], xmm6
         movups xmmword ptr [rbp - 200], xmm7
        "
    };
}
macro_rules! restore_arguments {
    () => {
        "mov rdi, qword ptr [rbp - 16]
         mov rsi, qword ptr [rbp - 24]
         mov rdx, qword ptr [rbp - 32]
         mov rcx, qword ptr [rbp - 40]
         mov r8, qword ptr [rbp - 48]
         mov r9, qword ptr [rbp - 56]
         mov rax, qword ptr [rbp - 64]
         mov r11, qword ptr [rbp - 72]
         movups xmm0, xmmword ptr [rbp - 88]
         movups xmm1, xmmword ptr [rbp - 104]
         movups xmm2, xmmword ptr [rbp - 120]
         movups xmm3, xmmword ptr [rbp - 136]
         movups xmm4, xmmword ptr [rbp - 152]
         movups xmm5, xmmword ptr [rbp - 168]
         movups xmm6, xmmword ptr [rbp - 184]
         movups xmm7, xmmword ptr [rbp - 200]
        "
    };
}

/// Copies the site's arguments in memory from the caller's frame to g0, leaving rsp at the copy. xmm8 and rax hold
/// no argument here: only variadics use al, and the trampolines set it to an upper bound again. The load between the two steps of
/// rsp lets valgrind see both: the change of stacks, and what is new below g0_sp.
macro_rules! copy_memory_arguments {
    () => {
        "mov rsp, qword ptr [r10 + 24] // Hot::g0_sp
         mov eax, dword ptr [r11 + 16] // Site::stack_bytes, a multiple of 16
         sub rsp, rax
         and rsp, -64 // as the caller may have aligned them for a vector
         3:
         movups xmm8, xmmword ptr [rbp + rax]
         movaps xmmword ptr [rsp + rax - 16], xmm8
         sub eax, 16
         jnz 3b
        "
    };
}

/// Copies an export's arguments in memory from C's frame to below rsp. xmm8 and rax hold no argument: exports are not
/// variadic.
macro_rules! copy_down {
    () => {
        "mov eax, dword ptr [r11 + 16] // Export::stack_bytes, a multiple of 16
         sub rsp, rax
         and rsp, -64
         3:
         movups xmm8, xmmword ptr [rbp + rax]
         movaps xmmword ptr [rsp + rax - 16], xmm8
         sub eax, 16
         jnz 3b
        "
    };
}

/// The seed invariant: from here on g0 is used below C's frames, at rax.
#[cfg(not(feature = "seed-bug"))]
macro_rules! lower_g0_sp {
    () => {
        "mov qword ptr [r10 + 24], rax // Hot::g0_sp\n"
    };
}
/// Broken on purpose: the scheduler runs on C's frames when the callback parks, which `tests/seed_bug.rs` has to see.
#[cfg(feature = "seed-bug")]
macro_rules! lower_g0_sp {
    () => {
        ""
    };
}

/// From C to the goroutine's stack: `boundary/callback.rs` tells what each step is for. Ends with rsp on the
/// goroutine's stack, 16-aligned; rbp = the frame on g0; r11 = the export; C's arguments untouched.
macro_rules! enter_callback {
    ($name:literal) => {
        concat!(
            "mov r10, qword ptr [rip + cgocall_m@GOTTPOFF]
             mov r10, qword ptr fs:[r10]
             cmp dword ptr [r10], 2 // Hot::state, IN_C
             jne .L",
            $name,
            "_elsewhere
             cmp rsp, qword ptr [r10 + 24] // Hot::g0_sp
             ja .L",
            $name,
            "_outside
             .L",
            $name,
            "_inside:
             push rbp
             .cfi_def_cfa_offset 16
             .cfi_offset rbp, -16
             mov rbp, rsp
             .cfi_def_cfa_register rbp
             mov dword ptr [r10], 1 // Hot::state, RUN
             lea rax, [r10 + 64] // Hot::callback_exit
             cmp dword ptr [r10 + 4], 0 // Hot::evt
             jne .L",
            $name,
            "_wait
             .L",
            $name,
            "_running:
             push rax
             lea rax, [rsp - 8]
             mov rsp, qword ptr [r10 + 32] // Hot::c_sp
             push rax // Record::lowered
             push r11 // Record::export
             push qword ptr [r10 + 16] // Record::site
             push qword ptr [r10 + 24] // Record::g0_sp
            ",
            lower_g0_sp!(),
            "push qword ptr [r10 + 56] // Record::outer_export
             push qword ptr [r10 + 48] // Record::outer
             push r10 // Record::m
             mov qword ptr [r10 + 56], r11 // Hot::export
             mov qword ptr [r10 + 48], rsp // Hot::record
             inc qword ptr [r10 + 72] // Hot::callbacks
            "
        )
    };
}

/// The rest of a callback's entry, off the usual path.
macro_rules! callback_elsewhere {
    ($name:literal, $($call:expr),+) => {
        concat!(
            // The P may be gone, or the fallback protocol is on. In the frame, rax = Hot::callback_exit.
            ".L", $name, "_wait:
             cmp dword ptr [r10 + 4], 0x100 // FENCED
             jne 6f
             lock or dword ptr [rsp - 8], 0
             cmp dword ptr [r10 + 4], 0x100
             je .L", $name, "_running
             6:
            ",
            save_arguments!(),
            "mov rdi, r10
             call {regain_for_callback}
             mov qword ptr [rbp - 64], rax // in the place of rax
            ",
            restore_arguments!(),
            "mov rsp, rbp
             mov r10, qword ptr [rip + cgocall_m@GOTTPOFF]
             mov r10, qword ptr fs:[r10]
             jmp .L", $name, "_running
            ",
            // C's stack pointer is not below g0_sp.
            ".L", $name, "_outside:
             .cfi_def_cfa rsp, 8
             .cfi_restore rbp
             push rbp
             .cfi_def_cfa_offset 16
             .cfi_offset rbp, -16
             mov rbp, rsp
             .cfi_def_cfa_register rbp
            ",
            save_arguments!(),
            "mov rdi, r10
             lea rsi, [rbp + 8]
             call {discard_left_behind}
            ",
            restore_arguments!(),
            "leave
             .cfi_def_cfa rsp, 8
             .cfi_restore rbp
             mov r10, qword ptr [rip + cgocall_m@GOTTPOFF]
             mov r10, qword ptr fs:[r10]
             jmp .L", $name, "_inside
            ",
            // Not in C that was called through a trampoline. Rust code that has a P, on whichever stack, just calls the body;
            // but within a callback it may be C, in whose frames a panic of that callback unwinds.
            ".L", $name, "_elsewhere:
             cmp dword ptr [r10], 1 // Hot::state, RUN
             jne 9f
             cmp qword ptr [r10 + 48], -1 // Hot::record, NO_RECORD
             jne 7f
             6:
             jmp qword ptr [r11] // Export::body
             9:
             cmp dword ptr [r10], 3 // Hot::state, SYSTEM
             je 6b
             7:
             push rbp
             .cfi_def_cfa_offset 16
             .cfi_offset rbp, -16
             mov rbp, rsp
             .cfi_def_cfa_register rbp
            ",
            save_arguments!(),
            "mov rdi, r10
             mov rsi, r11
             lea rdx, [rbp + 8]
             call {enter_from_elsewhere}
             mov qword ptr [rbp - 64], rax // in the place of rax
            ",
            restore_arguments!(),
            "test eax, eax
             jnz 8f
             leave
             .cfi_remember_state
             .cfi_def_cfa rsp, 8
             .cfi_restore rbp
             jmp ", $name, " // attached, or in C again
             .cfi_restore_state
             8:
             cmp eax, 2
             jne 8f
             leave
             .cfi_remember_state
             .cfi_def_cfa rsp, 8
             .cfi_restore rbp
             jmp qword ptr [r11] // Export::body
             .cfi_restore_state
             8: // in `blocking(f)`, which has a P again for the body's time
             mov rsp, rbp
            ",
            $($call, "\n",)+
            "lea rsp, [rbp - 64]
             mov qword ptr [rsp], rax
             mov qword ptr [rsp + 8], rdx
             movups xmmword ptr [rsp + 16], xmm0
             movups xmmword ptr [rsp + 32], xmm1
             call {block_again}
             mov rax, qword ptr [rsp]
             mov rdx, qword ptr [rsp + 8]
             movups xmm0, xmmword ptr [rsp + 16]
             movups xmm1, xmmword ptr [rsp + 32]
             leave
             .cfi_def_cfa rsp, 8
             .cfi_restore rbp
             ret
            "
        )
    };
}

/// The same for 32 bytes at most: as many are copied, since what lies above them on the caller's stack is there.
macro_rules! copy_few_memory_arguments {
    () => {
        "movups xmm8, xmmword ptr [rbp + 16]
         mov rsp, qword ptr [r10 + 24] // Hot::g0_sp
         movups xmm9, xmmword ptr [rbp + 32]
         sub rsp, 32
         and rsp, -64
         movaps xmmword ptr [rsp], xmm8
         movaps xmmword ptr [rsp + 16], xmm9
        "
    };
}

/// On g0, the goroutine's stack left: f(M, goroutine, arg).
#[cfg(not(cgocall_sanitized))]
macro_rules! run_on_g0 {
    () => {
        "call rcx"
    };
}
#[cfg(cgocall_asan)]
macro_rules! run_on_g0 {
    () => {
        "call cgocall_run_on_g0" // sched/sanitizer.rs
    };
}
/// The same, with a change of fibers before and, to a goroutine, after it: sched/sanitizer.rs tells why here.
#[cfg(cgocall_tsan)]
macro_rules! run_on_g0 {
    () => {
        "push rsi
         push rsi
         push rdx
         push rcx
         mov rdx, rcx
         call cgocall_fiber_of_g0
         test rax, rax
         jz 3f
         mov rdi, rax
         xor esi, esi
         call __tsan_switch_to_fiber
         3:
         pop rcx
         pop rdx
         pop rsi
         pop rsi
         mov rdi, qword ptr [rsp]
         call rcx
         test rax, rax
         jz 3f
         mov qword ptr [rsp + 8], rax
         mov rdi, qword ptr [rsp]
         call cgocall_fiber_of_goroutine
         test rax, rax
         jz 4f
         mov rdi, rax
         xor esi, esi
         call __tsan_switch_to_fiber
         4:
         mov rax, qword ptr [rsp + 8]
         3:
        "
    };
}

/// Before and after the one change of stacks, of which the address sanitizer is told. rsp is on the other stack, rbp on this.
#[cfg(not(cgocall_asan))]
macro_rules! moves_to_other_stack {
    () => {
        ""
    };
}
#[cfg(not(cgocall_asan))]
macro_rules! moves_back {
    () => {
        ""
    };
}
#[cfg(cgocall_asan)]
macro_rules! moves_to_other_stack {
    () => {
        // On this stack still: on the other there may be red zones yet of frames that C has left by `longjmp`.
        "mov r10, rsp
         lea rsp, [rbp - 240]
         mov qword ptr [rsp], rdi
         mov qword ptr [rsp + 8], rsi
         mov qword ptr [rsp + 16], rdx
         mov qword ptr [rsp + 24], rcx
         mov qword ptr [rsp + 32], r8
         mov qword ptr [rsp + 40], r9
         mov qword ptr [rsp + 48], r10
         mov qword ptr [rsp + 56], r11
         mov qword ptr [rsp + 64], rax
         movups xmmword ptr [rsp + 80], xmm0
         movups xmmword ptr [rsp + 96], xmm1
         movups xmmword ptr [rsp + 112], xmm2
         movups xmmword ptr [rsp + 128], xmm3
         movups xmmword ptr [rsp + 144], xmm4
         movups xmmword ptr [rsp + 160], xmm5
         movups xmmword ptr [rsp + 176], xmm6
         movups xmmword ptr [rsp + 192], xmm7
         mov rdi, r10
         call cgocall_moves_to
         mov rdi, qword ptr [rsp]
         mov rsi, qword ptr [rsp + 8]
         mov rdx, qword ptr [rsp + 16]
         mov rcx, qword ptr [rsp + 24]
         mov r8, qword ptr [rsp + 32]
         mov r9, qword ptr [rsp + 40]
         mov r10, qword ptr [rsp + 48]
         mov r11, qword ptr [rsp + 56]
         mov rax, qword ptr [rsp + 64]
         movups xmm0, xmmword ptr [rsp + 80]
         movups xmm1, xmmword ptr [rsp + 96]
         movups xmm2, xmmword ptr [rsp + 112]
         movups xmm3, xmmword ptr [rsp + 128]
         movups xmm4, xmmword ptr [rsp + 144]
         movups xmm5, xmmword ptr [rsp + 160]
         movups xmm6, xmmword ptr [rsp + 176]
         movups xmm7, xmmword ptr [rsp + 192]
         mov rsp, r10
        "
    };
}
#[cfg(cgocall_asan)]
macro_rules! moves_back {
    () => {
        "sub rsp, 64
         mov qword ptr [rsp], rax
         mov qword ptr [rsp + 8], rdx
         movups xmmword ptr [rsp + 16], xmm0
         movups xmmword ptr [rsp + 32], xmm1
         mov rdi, rbp
         call cgocall_moves_to
         mov rax, qword ptr [rsp]
         mov rdx, qword ptr [rsp + 8]
         movups xmm0, xmmword ptr [rsp + 16]
         movups xmm1, xmmword ptr [rsp + 32]
         mov rcx, qword ptr [rbp - 8]
        "
    };
}

macro_rules! function {
    ($name:literal) => {
        concat!(
            ".p2align 4\n.globl ",
            $name,
            "\n.hidden ",
            $name,
            "\n.type ",
            $name,
            ", @function\n",
            $name,
            ":\n",
            ".cfi_startproc\n"
        )
    };
}
macro_rules! end {
    ($name:literal) => {
        concat!(".cfi_endproc\n.size ", $name, ", . - ", $name, "\n")
    };
}

global_asm!(
    ".pushsection .text.cgocall, \"ax\", @progbits",

    // ---- The trampolines -----------------------------------------------------------------------------------
    //
    // Contract of every entry: r11 = site, arguments as C has them, [rsp] = return address. Preserves what a C
    // call preserves.

    // `leaf`: no accounting.
    function!("cgocall_entry_leaf"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov dword ptr [r10], 5",        // Hot::state, LEAF: a callback is a fault
    "mov rsp, qword ptr [r10 + 24]", // Hot::g0_sp
    "jmp .Lcgocall_call",
    end!("cgocall_entry_leaf"),

    function!("cgocall_entry_leaf_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_memory_arguments!(),
    "mov eax, 8",
    "mov dword ptr [r10], 5", // Hot::state, LEAF
    "jmp .Lcgocall_call",
    end!("cgocall_entry_leaf_stack"),

    // `nocallback`: as the default, but for the state, in which a callback is a fault.
    function!("cgocall_entry_nocallback"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov dword ptr [r10], 6",        // Hot::state, NOCALLBACK: a release store
    "mov rsp, qword ptr [r10 + 24]", // Hot::g0_sp
    "jmp .Lcgocall_call",
    end!("cgocall_entry_nocallback"),

    function!("cgocall_entry_nocallback_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_memory_arguments!(),
    "mov eax, 8",
    "mov dword ptr [r10], 6", // Hot::state, NOCALLBACK
    "jmp .Lcgocall_call",
    end!("cgocall_entry_nocallback_stack"),

    function!("cgocall_entry_default_stack"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov qword ptr [r10 + 32], rsp", // Hot::c_sp
    copy_memory_arguments!(),
    "mov eax, 8",
    "mov dword ptr [r10], 2",   // Hot::state, IN_C: a release store, as every store is here
    "jmp .Lcgocall_call",
    end!("cgocall_entry_default_stack"),

    // The most usual arguments in memory: a struct or two, or two words that found no register.
    function!("cgocall_entry_default_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov qword ptr [r10 + 32], rsp", // Hot::c_sp
    copy_few_memory_arguments!(),
    "mov dword ptr [r10], 2", // Hot::state, IN_C
    "jmp .Lcgocall_call",
    end!("cgocall_entry_default_few"),

    function!("cgocall_entry_nocallback_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_few_memory_arguments!(),
    "mov dword ptr [r10], 6", // Hot::state, NOCALLBACK
    "jmp .Lcgocall_call",
    end!("cgocall_entry_nocallback_few"),

    function!("cgocall_entry_leaf_few"),
    find_m_or_call_directly!(),
    open_frame!(),
    copy_few_memory_arguments!(),
    "mov dword ptr [r10], 5", // Hot::state, LEAF
    "jmp .Lcgocall_call",
    end!("cgocall_entry_leaf_few"),

    // `blocking`: hand the P on first, then the call that the policy would make without it.
    function!("cgocall_entry_blocking"),
    find_m_or_call_directly!(),
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    save_arguments!(),
    "mov rdi, r10",
    "mov rsi, r11",
    "call {enter_blocking}",
    "mov r10, rax", // the trampoline
    restore_arguments!(),
    "leave",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "jmp r10",
    end!("cgocall_entry_blocking"),

    // First call of a site.
    function!("cgocall_entry_bind"),
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    save_arguments!(),
    "mov rdi, r11",
    "call {bind}",
    restore_arguments!(),
    "leave",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "jmp qword ptr [r11 + 8]", // Site::entry
    end!("cgocall_entry_bind"),

    // Not in state RUN. Off a goroutine's stack the function is called in place. `blocking(f)` is on one: there the stack
    // changes, and the state, so that a callback finds its way; the exit goes back to BLOCKED by its mark.
    function!("cgocall_direct"),
    "cmp dword ptr [r10], 4", // Hot::state, BLOCKED
    "je 7f",
    "jmp qword ptr [r11]", // Site::func
    "7:",
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    "push rax", // al may count a variadic's vectors
    "lea rax, [r10 + 80]", // Hot::blocked_exit
    "xchg rax, qword ptr [rbp - 8]",
    "inc qword ptr [r10 + 8]", // Hot::calls
    "mov qword ptr [r10 + 16], r11", // Hot::site
    "mov qword ptr [r10 + 32], rsp", // Hot::c_sp
    "cmp dword ptr [r11 + 16], 0",   // Site::stack_bytes
    "jne 8f",
    "mov dword ptr [r10], 2", // Hot::state, IN_C
    "mov rsp, qword ptr [r10 + 24]", // Hot::g0_sp
    "jmp .Lcgocall_call",
    "8:",
    copy_memory_arguments!(),
    "mov eax, 8",
    "mov dword ptr [r10], 2", // Hot::state, IN_C
    "jmp .Lcgocall_call",
    end!("cgocall_direct"),

    // The default call, which runs on into asmcgocall.
    function!("cgocall_entry_default"),
    find_m_or_call_directly!(),
    open_frame!(),
    "mov qword ptr [r10 + 32], rsp", // Hot::c_sp
    "mov dword ptr [r10], 2",        // Hot::state, IN_C: a release store, as every store is here
    ".cfi_endproc",
    ".size cgocall_entry_default, . - cgocall_entry_default",

    // ---- The change of stacks --------------------------------------------------------------------------------
    //
    // In at .Lcgocall_call: rsp = the other stack, 16-aligned; rbp = the frame; [rbp-8] = M, or an `Exit` that looks like
    // one; [r11] = the function; C's arguments. The exit half of the accounting protocol follows the call: state
    // back to RUN, then one load; the store may still be in this processor's buffer, and whoever raises a request
    // issues the barrier for both sides. The last look is for callbacks that C has left by `longjmp`: their records lie
    // below this frame.
    ".hidden asmcgocall",
    ".globl asmcgocall",
    ".type asmcgocall, @function",
    "asmcgocall:",
    ".cfi_startproc",
    ".cfi_def_cfa rbp, 16",
    ".cfi_offset rbp, -16",
    "mov rsp, qword ptr [r10 + 24]", // Hot::g0_sp
    ".Lcgocall_call:",
    moves_to_other_stack!(),
    ".type __morestack, @function",
    "__morestack:",
    "call qword ptr [r11]", // Site::func, Export::body
    "mov rcx, qword ptr [rbp - 8]",
    ".size __morestack, . - __morestack",
    moves_back!(),
    "mov dword ptr [rcx], 1",     // Hot::state, RUN
    "cmp dword ptr [rcx + 4], 0", // Hot::evt
    "jne 4f",
    "cmp qword ptr [rcx + 48], rbp", // Hot::record
    "jb 4f",
    "leave",
    ".cfi_remember_state",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "ret",
    ".cfi_restore_state",
    "4:",
    "cmp dword ptr [rcx + 4], 0x400", // mark::CALLBACK
    "je .Lcgocallback_return",
    "cmp dword ptr [rcx + 4], 0x800", // mark::CALLBACK_SLOW
    "je 7f",
    "cmp dword ptr [rcx + 4], 0x1000", // mark::PLAIN
    "je 5f",
    // The fallback protocol (FENCED: boundary/accounting.rs), whose exit is this fence and a second look.
    "cmp dword ptr [rcx + 4], 0x100",
    "jne 6f",
    "lock or dword ptr [rsp - 8], 0",
    "cmp dword ptr [rcx + 4], 0x100",
    "jne 6f",
    "cmp qword ptr [rcx + 48], rbp", // Hot::record
    "jb 6f",
    "5:",
    "leave",
    ".cfi_remember_state",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "ret",
    ".cfi_restore_state",
    // Somebody wants something, or C has left callbacks. Their records are still needed: on below the newest of them.
    "6:",
    "mov rdi, qword ptr [rip + cgocall_m@GOTTPOFF]",
    "mov rdi, qword ptr fs:[rdi]",
    "mov rdi, qword ptr [rdi + 48]", // Hot::record
    "cmp rdi, rbp",
    "cmovae rdi, rbp",
    "lea rsp, [rdi - 64]",
    "mov qword ptr [rsp], rax",
    "mov qword ptr [rsp + 8], rdx",
    "movups xmmword ptr [rsp + 16], xmm0",
    "movups xmmword ptr [rsp + 32], xmm1",
    "mov rdi, rcx",
    "mov rsi, rbp",
    "call {exit_slow}", // may unwind
    "jmp 8f",
    "7:", // rbp is on g0
    "lea rsp, [rbp - 64]",
    "mov qword ptr [rsp], rax",
    "mov qword ptr [rsp + 8], rdx",
    "movups xmmword ptr [rsp + 16], xmm0",
    "movups xmmword ptr [rsp + 32], xmm1",
    "mov rdi, rcx",
    "call {leave_slowly}",
    "8:",
    "mov rax, qword ptr [rsp]",
    "mov rdx, qword ptr [rsp + 8]",
    "movups xmm0, xmmword ptr [rsp + 16]",
    "movups xmm1, xmmword ptr [rsp + 32]",
    "leave",
    ".cfi_remember_state",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "ret",
    ".cfi_restore_state",
    // A callback goes back into C: rcx = Hot::callback_exit. What its record says is restored, then C may lose the P
    // again.
    ".Lcgocallback_return:",
    "mov rsi, qword ptr [rcx - 16]", // Hot::record
    "mov rdi, qword ptr [rsi + 24]", // Record::g0_sp
    "mov qword ptr [rcx - 40], rdi", // Hot::g0_sp
    "mov rdi, qword ptr [rsi + 8]",  // Record::outer
    "mov qword ptr [rcx - 16], rdi", // Hot::record
    "mov rdi, qword ptr [rsi + 16]", // Record::outer_export
    "mov qword ptr [rcx - 8], rdi",  // Hot::export
    "mov rdi, qword ptr [rsi + 32]", // Record::site
    "mov qword ptr [rcx - 48], rdi", // Hot::site
    "add rsi, 56",                   // a record lies right below c_sp
    "mov qword ptr [rcx - 32], rsi", // Hot::c_sp
    "mov dword ptr [rcx - 64], 2",   // Hot::state, IN_C: a release store
    "leave",
    ".cfi_def_cfa rsp, 8",
    ".cfi_restore rbp",
    "ret",
    end!("asmcgocall"),

    // call_on(rdi = arg, rsi = f, rdx = sp). The frame holds what asmcgocall takes for an M:
    //
    //   rbp      -> | caller's rbp           |
    //   rbp - 8     | rbp - 16               |  "the M"
    //   rbp - 16    | scratch, mark::PLAIN   |
    //   rbp - 24    | f                      |  "the site"
    function!("cgocall_call_on"),
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    "sub rsp, 32",
    "lea rax, [rbp - 16]",
    "mov qword ptr [rbp - 8], rax",
    "mov dword ptr [rbp - 12], 0x1000",
    "mov qword ptr [rbp - 24], rsi",
    "lea r11, [rbp - 24]",
    "mov rsp, rdx",
    "jmp .Lcgocall_call",
    end!("cgocall_call_on"),

    // ---- Callbacks -----------------------------------------------------------------------------------------------
    //
    // Contract of both entries: r11 = export, arguments as C has them, [rsp] = return address into C. Preserves what a
    // C function preserves: the body is one.
    function!("cgocallback"),
    enter_callback!("cgocallback"),
    "jmp .Lcgocall_call",
    callback_elsewhere!("cgocallback", "call qword ptr [r11]"),
    end!("cgocallback"),

    function!("cgocallback_stack"),
    enter_callback!("cgocallback_stack"),
    // The arguments in memory, from C's frame to the goroutine's stack.
    copy_down!(),
    "jmp .Lcgocall_call",
    callback_elsewhere!("cgocallback_stack", copy_down!(), "call qword ptr [r11]"),
    end!("cgocallback_stack"),

    // ---- Goroutines --------------------------------------------------------------------------------------------
    //
    // The base frame of every goroutine. Walkers stop here: no return address, rbp = 0.
    function!("cgocall_gostart"),
    ".cfi_undefined rip",
    "xor ebp, ebp",
    "call {goroutine_main}",
    "mov rdi, qword ptr [rip + cgocall_m@GOTTPOFF]", // maybe another thread than at the start
    "mov rdi, qword ptr fs:[rdi]",
    "mov rsi, qword ptr [rdi + 40]", // Hot::curg
    "mov rsp, qword ptr [rdi + 24]", // Hot::g0_sp
    "lea rcx, [rip + {goexit}]",
    "jmp cgocall_on_g0",
    end!("cgocall_gostart"),

    // rdi = M, rsi = the goroutine that was left, rdx = arg, rcx = f, rsp = g0. Runs f and goes on at the stack pointer
    // that it returns. The scheduler runs below this frame and nowhere else; nothing returns into an older one,
    // but for the end of the thread, when g0 is back at its base.
    function!("cgocall_on_g0"),
    ".cfi_undefined rip",
    "xor ebp, ebp",
    "push rdi",
    "push rdi",
    run_on_g0!(),
    "test rax, rax",
    "jz 6f",
    "mov rsp, rax",
    "pop rcx",
    "jmp rcx",
    "6:", // the thread ends: undo enter_scheduler
    "pop rdi",
    "mov rcx, qword ptr [rdi + 24]", // Hot::g0_sp
    "mov rsp, qword ptr [rcx + 8]",
    "jmp qword ptr [rcx]",
    end!("cgocall_on_g0"),

    // Registers membarrier before the process has a second thread, when that costs microseconds instead of
    // milliseconds. In this object file, so that whatever links a trampoline links this.
    ".section .init_array, \"aw\", @init_array",
    ".p2align 3",
    ".quad {register}",
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

//! What a new processor or system has to supply, in the order in which to do it, with the tests that prove each step.
//!
//! This module has no code. [`call_sequence`](super::call_sequence) tells what the code that is to be written is for;
//! `arch/x86_64.rs` and `arch/aarch64.rs` are the two ports there are, and each opens with its register contract and a drawing
//! of the stacks. Tests are in `tests/`.
//!
//! # How it is proved
//!
//! [`platforms`](super::platforms) says what runs where; `make platforms` runs what is not this machine's own. An
//! emulator shows the registers, the frames and the unwinding tables as a processor would. It does not reorder memory
//! accesses as one does (what it does instead is told there), so the orders below rest on the models in `tests/loom/` and on
//! the argument beside each instruction.
//!
//! # Rules
//!
//! 1. **No register of C's.** What a trampoline uses holds no argument of any call by the platform's convention: also not
//!    the address of a large result (x8 on aarch64), nor the number of vector arguments (al on x86-64). On the way back
//!    the same for results. A reserved register (x18) is not touched, not even to save it.
//! 2. **A frame as every function has.** A trampoline that stays on the stack pushes the return address and the frame
//!    pointer in the order that the platform's walkers expect, and its CFA is the frame pointer plus a constant: C
//!    preserves the frame pointer, so the tables are right on either stack. No expression, no second frame.
//! 3. **One mark.** The change of stacks is one call instruction, under a local, sized symbol `__morestack`.
//! 4. **The word next to the frame.** Right below the saved frame pointer lies the M, or an `Exit`, and `Hot::c_sp` is
//!    its address. Rust finds the frame of a call by it (`boundary/callback.rs::frame_word`), a pending panic is hung
//!    there, and a `Record` lies right below.
//! 5. **What C may skip.** A `longjmp` leaves callbacks without a word. Nothing that is needed afterwards lies on g0 below C's
//!    frames, and the exit of a call compares `Hot::record` with its own frame.
//! 6. **Orders.** Giving the P away is a release store to `Hot::state`. The exit's store of RUN and its load of `evt` may
//!    be reordered by the processor, not by the assembler: the other side's `membarrier` makes up for it. In the fallback
//!    a full fence stands between the two, and the load is repeated. A site's entry may be read before anything else of
//!    the site is, so that nothing else of it may depend on having been written first.
//! 7. **No return across goroutines.** A switch ends in a jump; calls and returns pair on g0.
//! 8. **Names stay here.** No function that is generic or inlined into other crates names a symbol of the assembly: a
//!    shared library of Rust's does not show it
//!    (`tests/builds.rs::over_a_shared_library_of_rust_with_the_runtime_in_it`).
//!
//! # A processor
//!
//! | step | what | proved by |
//! |---|---|---|
//! | 1 | `current_m`, `set_current_m`: one word of initial-exec thread-local storage, whose image points to `NO_M`; volatile reads | `task_migrating` |
//! | 2 | `mcall`, `enter_scheduler`, `prepare`, `cgocall_gostart`, `cgocall_on_g0`: callee-saved registers are declared clobbered, so that the compiler saves those in use; what it reserves for itself (rbx and rbp; x19 and x29) is saved by hand | `task_bound`, `call_place::calls_and_parks_keep_the_callee_saved_registers` |
//! | 3 | `stack_bytes`: an upper bound for the bytes of arguments in memory, exact where it says 0, by the convention's rules for structures, and for homogeneous floats | `call_values`, `callback_values`, `call_variadic` |
//! | 4 | `cgocall_thunk!`, `bind_entry`, the entries for each policy, `asmcgocall` | `call_values`, `call_errno`, `accounting` |
//! | 5 | `call_on`: the same primitive, with an `Exit` in its frame | `task_suite::system_stack` |
//! | 6 | the exits by their marks: `Hot::evt` of an M, of `FENCED`, of a callback, of `blocking(f)`, of a pending panic | `accounting::all_of_this_holds_without_membarrier`, `cgo::panics` |
//! | 7 | `callback_entry`, `callback_with`: the record, the lowered g0, and the ways from elsewhere; `CALLBACK_FRAME` | `callback_frames`, `cgo::callbacks`, `cgo::thread_stacks`, `seed_bug` |
//! | 8 | CFI at each instruction, and the mark | `backtrace`, `gdb`, `cgo::profiling` |
//! | 9 | `.init_array`, landing pads if the processor has such, `fp_control` | `call_place::a_debug_build_mends_the_floating_point_control_word_and_says_who_changed_it` |
//! | 10 | `stack/overflow.rs`: where a signal's context has pc and sp; `stack/valgrind.rs`: its request sequence, if there is one | `stack::overflow` in the library's own tests, `valgrind` |
//! | 11 | the registers and the assembly of the tests themselves: `tests/fixtures/c/registers.c` | `call_place::the_check_of_registers_sees_each_of_them` |
//! | 12 | the name in `build.rs`, a column in [`platforms`](super::platforms), a job in `make platforms` | `builds`, `unsupported` |
//!
//! A step that is wrong shows in the next at the latest, but for the tables: an unwinder that finds its way by chance at one
//! instruction may lose it at the next. Have every instruction of a call looked at, as `cgo::profiling` does on x86-64 by
//! the trap flag, or `gdb::at_every_instruction_of_a_call_and_a_callback_gdb_finds_the_caller` by a debugger.
//!
//! # A system
//!
//! | step | what | where | proved by |
//! |---|---|---|---|
//! | 1 | the assembler's directives: sections, symbols' types and sizes, the way to a thread-local word | `arch/` | it links |
//! | 2 | memory that is reserved and not committed, in slabs; how it is given back | `stack/slab.rs` | `stack` in the library's own tests |
//! | 3 | guards: inaccessible, in whole pages of the system's size, 16 KiB at least; what limits their number, and the error that says so | `stack/guard.rs` | `stack` in the library's own tests |
//! | 4 | how a fault in a guard is met, on a stack of its own, before whoever met it so far | `stack/overflow.rs`, `stack/alt_stack.rs` | `stack::overflow`, `cgo::faults` |
//! | 5 | to sleep while a word has a value, and to wake | `sched/futex.rs` | `sched_threads`, `loom` |
//! | 6 | a fence on all threads of the process, or "absent" for ever | `boundary/membarrier.rs` | `accounting` |
//! | 7 | threads whose stacks have the size that was asked for, and the bounds of one's own | `sched/threads.rs`, `sched/held.rs` | `call_place::c_stack_size_gives_c_more`, `cgo::thread_stacks` |
//! | 8 | where errno is, when a thread ends, what runs at the end of the process | `boundary/errno.rs`, `boundary/foreign.rs`, `boundary/exit.rs` | `call_errno`, `cgo::thread_ends`, `cgo::process_ends` |
//!
//! # C libraries other than glibc
//!
//! musl gives threads of C's own 128 KiB; the runtime's threads have what `Builder::c_stack_size` says, there as
//! elsewhere. A static program loads no libraries, so that its thread-local word needs nothing from the loader. A dynamic
//! program of musl's cannot load a library that has initial-exec thread-local storage at run time, which is musl's own
//! rule: link such a library, do not `dlopen` it.
//!
//! # Pages
//!
//! Kernels for aarch64 have pages of 4, 16 or 64 KiB. A guard is 16 KiB in whole pages, and the smallest stack has as much
//! again above it, so with pages of 64 KiB a stack has 128 KiB and its guard 64.

//! The whole story of a call into C and of a callback out of it, with a picture of the stacks at each step.
//!
//! This module has no code. It is for whoever wants to know what happens, or is about to change it.
//!
//! Registers are named as on x86-64, for which the pictures are; `arch/aarch64.rs` has its own.
//!
//! # The actors
//!
//! G is a goroutine; M an OS thread; P the right to run Rust code, of which there are `max_procs`. g0 is the M's own stack,
//! which the operating system gave the thread: the scheduler and all C code run there. A G lies at the top of its own
//! stack, a slot of 64 KiB with a guard below.
//!
//! # The seed invariant
//!
//! `g0_sp` (in `arch::Hot`) is the only truth about where g0 may next be used. Everything that runs on g0 starts at that
//! address, on fresh frames, and has left none when it is done: a C call, the scheduler, `on_system_stack`. Nothing jumps into
//! an older frame of g0.
//!
//! Rejected: a scheduler that is a loop on g0, resumed by a jump whenever a goroutine stops. It is how one writes it first.
//! Its frame would lie at the base of g0 for good; the day a callback parks with C frames on g0, the loop, resumed above
//! them, would overwrite them.
//!
//! # 1. Rust on a goroutine
//!
//! ```text
//!      goroutine's stack              g0
//!   | G                 |        | thread start     |
//!   | closure or result |        |------------------| <- g0_sp
//!   | goroutine_main    |        |                  |
//!   | user's frames     | <- sp  |   (free)         |
//!   |                   |
//!   |  guard            |        state = RUN, evt = 0, the M holds a P
//! ```
//!
//! # 2. The call: `cgocall`
//!
//! `#[cgo_import]` made three things of `fn add(a: c_int, b: c_int) -> c_int`: the wrapper that the user calls, a static
//! `Site`, and a naked thunk of two instructions with C's own signature, so that the compiler puts every argument where C
//! expects it. The thunk names the site and jumps to the site's current entry. Which entry that is says the policy:
//!
//! | entry | what it does before the change of stacks |
//! |---|---|
//! | bind | the first call: chooses one of the others |
//! | default | state = IN_C: from here on the P may be taken |
//! | leaf | nothing |
//! | blocking | gives the P away, then as default |
//! | direct | not on a goroutine's stack: jumps to the C function, leaving no frame |
//!
//! Where the attribute gives a `limit`, the wrapper first takes a place, for which it may park, and gives it back when the
//! call has ended (`boundary/limit/`).
//!
//! Arguments stay in their registers. Those that C wants in memory are copied to g0, as many bytes as the types can need.
//! Those of a variadic function differ from call to call: it has a site for each way in which they travel
//! (`boundary/variadic`).
//!
//! ```text
//!      goroutine's stack              g0
//!   | user's frames     |        | thread start      |
//!   | return address    |        |-------------------| <- g0_sp
//!   | rbp, M            | <- rbp | memory arguments  |
//!   |   (a callback     |        | return address    |  at the mark __morestack
//!   |    would run here)|        | C's frames        | <- sp
//!
//!                                 state = IN_C
//! ```
//!
//! Rejected: an argument frame for every call, as cgo has it. It is the general form, and slower by the copying.
//! Rejected: saving all callee-saved registers. C saves what it uses.
//!
//! # 3. Meanwhile: the P
//!
//! sysmon looks at the Ps every 20 µs to 1 ms. One whose M has been in the same call since the last look, while goroutines
//! wait for a P, is taken (`boundary/accounting.rs` tells how the two sides agree without a locked instruction on the call's
//! path). It goes to a thread that wants one, an idle one, or a new one, which takes it when it
//! runs: until then it is for whoever comes back from C. A site that loses its P again and again is entered as
//! `blocking` from then on, until its calls turn out short.
//!
//! Rejected: giving the P away on every call (a wake costs microseconds, most calls last nanoseconds); a timer signal
//! (C code would see EINTR).
//!
//! # 4. The return
//!
//! The frame is found through rbp. state = RUN, one load of `evt`: zero, and the goroutine goes on. Otherwise
//! `boundary/syscall.rs` settles: the P is kept; or it is gone, and the thread waits for one **here**, on this thread, with the
//! goroutine's stack as it is. A call is never a point of migration. Threads that wait are woken to take a P, not given one: a P
//! that is given to a sleeping thread stands still until the operating system has run it. errno is kept throughout.
//!
//! # 5. The callback: `cgocallback`
//!
//! `#[cgo_export]` made a naked function of `extern "C" fn on_row(..)`: two instructions, which name the export and jump to
//! the runtime. So the item is the very function pointer that C gets, with C's signature. On a thread that is in a call
//! (`IN_C`) the callback returns to the goroutine's stack, right below the frame of the call:
//!
//! ```text
//!      goroutine's stack                    g0
//!   | user's frames         |        | thread start        |
//!   | return address, rbp   |        | C's frames          |
//!   | M                     | <- c_sp| return address, rbp | <- rbp
//!   | record: g0_sp, site,  |        | callback_exit       |
//!   |  export, outer record |        |---------------------| <- g0_sp, lowered
//!   | memory arguments      |        |                     |
//!   | the body's frames     | <- sp  |   (free)            |
//!
//!                                     state = RUN, the M holds a P, and is wired: record is set
//! ```
//!
//! First the thread gets its P back, by the exit half of the accounting protocol; it may have to wait, for a P or for the
//! stopped world, here on C's stack. Then a record of what is to be restored goes onto the goroutine's stack, g0_sp is
//! lowered below C's frames, and the body runs: it is Rust code on a goroutine like any other, may wait, and may call C
//! again, whose frames lie below those on g0. On the way back the record is undone, and the state is `IN_C` again.
//!
//! | state when C calls an export | what happens |
//! |---|---|
//! | `IN_C` | as above |
//! | `RUN`, `SYSTEM` | Rust has called it, or C through `inline`, or within `on_system_stack`: the body runs in place |
//! | `BLOCKED` | Rust has called it within `blocking(f)`: in place, with a P taken back for its time |
//! | `LEAF`, `NOCALLBACK` | the import broke its promise: abort, naming both functions |
//! | no M | a thread that C made, or a plain one: it is attached (step 8) |
//!
//! Rejected: resuming the goroutine by the scheduler's own switch, and suspending it when the body returns. It is what a
//! coroutine library would do; it costs two switches more, and the backtrace ends at C.
//! Rejected: records on g0, beside C's frames. See step 7.
//!
//! # 6. The callback parks
//!
//! The goroutine leaves by `mcall` as any other. Its C frames stay on g0, above g0_sp, where the scheduler does not come.
//! The M hands its P on and sleeps until the goroutine may go on, which it can on this thread only. It does not sleep at
//! once: whoever wakes the goroutine is on another thread, often right away, so both threads look out for each other for
//! some microseconds (`rest.rs`).
//!
//! If goroutines are bound to the M that are not in the callback, they run meanwhile, and one of them may be whom the callback
//! waits for. Their C calls must not share a stack with frames that will be returned to at any time, so a C stack belongs to
//! the goroutine whose frames lie on it: the M goes on with a spare one as its g0 (`sched/held.rs`).
//!
//! # 7. C leaves a callback without returning
//!
//! By `longjmp`, as Lua's `error` does: the callback's frames on both stacks are gone, and nothing of ours has run. g0_sp is too
//! low, and the record still set. Whoever comes by next sees it by the addresses: the next callback of the same call, because C's
//! stack pointer is above the g0_sp that was lowered for a callback inside of it; the call's own exit, because the record lies below
//! the call's frame. Both undo what was left, from records that C cannot have overwritten: it does not run on the goroutine's
//! stack. A million such errors in one call use as much of either stack as one.
//!
//! By a panic through `C-unwind` frames: the unwinder restores registers, and the guard in the import's wrapper restores the M's
//! words. A panic with `on_panic = return(..)` waits in a box that takes the place of the M in the call's frame: the exit finds
//! something that asks for its attention, and lets the panic go on from there (`boundary/panic.rs`).
//!
//! # 8. Threads of others
//!
//! A thread that C made has no M. Its first callback gives it one, with a goroutine whose stack its callbacks run on, in the state of
//! a call that has been going on for ever: then step 5. The thread keeps both until it ends (`boundary/foreign.rs`).
//!
//! The threads of `thread = ..` are such threads, and serve within one callback that does not end: `boundary/on_thread`.
//!
//! # 9. A park: `mcall`
//!
//! A goroutine that waits pushes where it will go on, leaves its stack for g0, and runs the scheduler there, on fresh frames at
//! `g0_sp`. Only now, with its registers saved, is it marked parked, and may be woken and run elsewhere. The scheduler
//! answers with the next goroutine's stack pointer, and the assembly goes on there.
//!
//! ```text
//!      goroutine's stack              g0
//!   | user's frames     |        | thread start      |
//!   | rbx, rbp          |        |-------------------| <- g0_sp
//!   | resume address    | <- sp  | park_on_g0        |
//!   |                   |        | schedule          |
//! ```
//!
//! The resume address is popped and jumped to, never returned to: the processor predicts a return to the goroutine that was
//! left. On g0 every call meets its return before the jump, so that the predictor stays in step.
//!
//! # 10. The end
//!
//! `goroutine_main` returns to the assembly that started it, which leaves for g0 for good. Only there is the handle told
//! (`task/join.rs`), because from then on the stack is the handle's to give back; and the scheduler goes on.
//!
//! # The cap
//!
//! At most `Builder::max_threads` threads are in C without a P. Where that many are, a goroutine that is about to block waits
//! without a P until one comes back; Ps are left idle for those, who take one without a wake and serve the queues with it:
//! who comes back ends its goroutine, and goes into C again with the next, in the place that it has kept
//! (`sched/places.rs`). If none comes and work waits, sysmon starts a thread: it may be work that needs no C.

//! What a program can rely on between C and goroutines, and the test that proves it.
//!
//! This module has no code. The tests are in `tests/`; a name without a file is in `tests/cgo/`. Most of them run in both
//! modes, bound and migrating, and with the fallback protocol as well.
//!
//! # Callbacks
//!
//! | behaviour | test |
//! |---|---|
//! | C with a deep stack of its own calls back with its token | `callbacks::c_with_64_kib_of_frames_calls_back_with_its_token` |
//! | a callback may stop the world, and change the number of processors | `callbacks::a_callback_that_stops_the_world_or_changes_the_processors_returns` |
//! | its stack is aligned, and it may allocate as it likes | `callbacks::a_callback_without_arguments_has_an_aligned_stack_and_allocates_heavily` |
//! | whatever is in use of either stack, byte for byte | `callbacks::callbacks_work_with_any_amount_of_either_stack_in_use` |
//! | results of C, of every kind, outlast what the callback does with the stacks | `frames::results_of_c_outlast_deep_stacks_and_parks_in_the_callback` |
//! | while it yields, others run, on one processor | `callbacks::while_a_callback_yields_in_a_loop_another_goroutine_runs_on_the_one_processor` |
//! | C's frames are not touched while it is parked; were they, it would be noticed | `tests/seed_bug.rs` |
//! | C leaves it by `longjmp`, a million times in one call, and both stacks are as after the first | `tests/callback_frames.rs` |
//! | goroutines bound to one thread wait in callbacks side by side, and end in any order | `tests/callback_frames.rs` |
//! | it waits on channels for other goroutines | `callbacks::a_callback_plays_ping_pong_with_a_goroutine_over_channels` |
//! | it goes on and returns on the thread on which it was called | `callbacks::a_callback_that_yields_returns_on_the_thread_on_which_it_was_called` |
//! | a thread lock that it takes or drops does not change that | `callbacks::a_thread_lock_that_ends_in_the_callback_does_not_set_the_callback_free` |
//! | backtraces before, in and after it show what there is, and nothing stale | `frames::backtraces_before_in_and_after_a_callback_show_what_there_is` |
//! | arguments and results of any width, structs, floats, 128 bits | `frames::arguments_and_results_of_any_width_pass_through_a_callback_that_yields`, `tests/callback_values.rs` |
//! | text by pointer and length | `frames::text_of_c_arrives_with_its_length` |
//! | registers that C expects to be preserved are | `frames::registers_that_c_expects_to_be_preserved_are_after_any_callback` |
//! | it computes with C's rounding mode, and leaves it (unless it parks: control words are not switched) | `frames::a_callback_computes_as_c_has_set_the_processor_and_leaves_it_so` |
//! | the first use of the runtime may be a callback, before `main`, on several threads | `callbacks::callbacks_before_main_start_the_runtime_and_wait_for_it` |
//! | Rust calls exports directly, and they just run | `callbacks::an_export_that_rust_calls_just_runs_wherever_that_is` |
//! | a collector of garbage runs within it, or moves its stack | none: there is no collector, and stacks do not move |
//!
//! # Panics
//!
//! | behaviour | test |
//! |---|---|
//! | `return(EXPR)`: C gets the value, carries on, and the panic resumes when it has returned | `panics::returning::c_gets_the_value_and_carries_on_and_the_panic_resumes_when_it_returns` |
//! | out of calls by every policy, and within `blocking(f)` | `panics::returning::a_panic_resumes_out_of_calls_of_every_kind` |
//! | each call has its own, however they nest | `panics::returning::nested_calls_keep_their_own_panics` |
//! | a second one before that is dropped | `panics::returning::the_second_panic_before_c_returns_is_dropped` |
//! | on a thread that C made it is reported and dropped | `panics::returning::on_a_thread_of_c_a_panic_is_reported_and_dropped` |
//! | a payload that panics in its destructor does not reach C | `panics::returning::a_payload_that_panics_when_it_is_dropped_does_not_reach_c` |
//! | a direct call gets the value | `panics::returning::a_direct_call_of_an_export_gets_the_value` |
//! | `join` gets the payload | `panics::returning::the_panic_reaches_the_handle_of_the_goroutine` |
//! | one that would resume during another aborts, and names export and import | `panics::aborting::a_panic_that_would_resume_during_another_aborts_and_names_export_and_import` |
//! | not so the panics of others, while a goroutine waits in the midst of its own | `panics::waiting::a_goroutine_that_waits_during_its_panic_does_not_end_the_panics_of_others` |
//! | `C-unwind`: caught above the call, 100,000 times, and both stacks are as before | `panics::unwinding::a_hundred_thousand_panics_through_c_leave_nothing_on_either_stack` |
//! | caught in Rust code that C called itself, on goroutines and other threads | `panics::unwinding::panics_that_reach_rust_which_c_called_leave_nothing_on_either_stack` |
//! | from Rust code that is no export: with a processor again | `panics::unwinding::a_panic_of_rust_that_is_no_export_comes_back_with_a_processor` |
//! | through many levels, each destructor once, in order | `panics::unwinding::destructors_of_every_rust_frame_run_and_a_catch_in_the_middle_goes_on` |
//! | cleanups of C that it runs may call back | `panics::unwinding::cleanups_of_c_that_a_panic_runs_may_call_back_and_those_callbacks_may_do_anything` |
//! | the thread is unlocked after it, where only the callback had locked it | `panics::unwinding::after_a_panic_through_c_a_goroutine_moves_again` |
//! | the user's own lock outlasts it | `panics::unwinding::a_thread_lock_outlasts_a_panic_through_c` |
//! | C raises a panic in its own words | `panics::unwinding::c_raises_a_panic_with_its_own_words` |
//! | a goroutine that parks while it panics stays on its thread; others do not see the panic | `panics::waiting::a_goroutine_that_parks_while_it_panics_stays_on_its_thread_and_others_do_not_see_the_panic` |
//! | its report may call C, which may call back | `panics::waiting::while_a_panic_is_reported_c_may_be_called_and_may_call_back` |
//! | `abort`: names the export, says no more | `panics::aborting::a_panic_at_the_end_of_an_export_aborts_and_names_it_and_says_no_more` |
//! | the same on a thread that C made | `panics::aborting::a_panic_on_a_thread_of_c_aborts_and_names_the_export` |
//! | the same for a panic in `EXPR` | `panics::aborting::a_panic_in_the_value_for_c_aborts_and_names_the_export` |
//! | at an import written `C`: aborts, and names both | `panics::aborting::a_panic_that_arrives_at_an_import_written_c_aborts_and_names_both` |
//! | a goroutine that ends itself in a callback (goexit) | none: there is no such function |
//!
//! # Limits
//!
//! These are in `tests/limit/`.
//!
//! | behaviour | test |
//! |---|---|
//! | `limit`: of 10,000 goroutines as many are in C as may be, and never more; by every policy | `counts::as_many_as_the_limit_of_ten_thousand_goroutines_are_in_c_and_never_more`, `counts::so_it_is_by_every_policy` |
//! | a block's is for all its functions together, but those with their own, or `none` | `counts::the_functions_of_a_block_share_its_places`, `counts::a_function_with_a_limit_of_its_own_or_none_takes_no_place_of_its_block` |
//! | `serialize`: a library that is not thread-safe can be used | `counts::goroutines_and_threads_may_use_a_library_that_is_not_thread_safe` |
//! | plain threads are bound, too, before the runtime starts | `counts::threads_are_bound_before_the_runtime_starts_and_do_not_start_it` |
//! | first come, first served, goroutines and threads in one line | `order::goroutines_and_threads_enter_in_the_order_they_came_and_who_comes_again_is_last` |
//! | who waits takes no thread and no processor | `waits::a_thousand_who_wait_take_no_thread_and_no_processor` |
//! | who holds a place calls again in callbacks, and stays counted once | `reentry::a_goroutine_that_holds_the_place_goes_in_again`, `reentry::so_does_a_thread_though_its_callbacks_run_on_a_goroutine` |
//! | a panic gives the place back, and so does C that leaves the call by `longjmp` | `ends::a_panic_that_unwinds_through_c_gives_the_place_back`, `ends::calls_that_c_leaves_by_longjmp_give_their_places_back` |
//! | errno is the call's, whoever waits for its place | `ends::errno_is_the_calls_whoever_waits_for_its_place` |
//! | where the goroutine may not park, a wait is a panic, and nothing is left of it | `waits::where_no_park_forbids_it_the_wait_is_a_panic_and_nothing_is_left_of_it` |
//! | `dump` shows who waits for which function, and where | `waits::dump_says_what_a_goroutine_waits_for_and_where` |
//!
//! # Faults
//!
//! | behaviour | test |
//! |---|---|
//! | `abort` in C ends the process, wherever C was called | `faults::an_abort_of_c_ends_the_process_wherever_c_was_called` |
//! | a wild access in C, or in a callback, is SIGSEGV: no panic, no word of an overflow | `faults::a_wild_access_in_c_is_no_panic_and_no_overflow_by_any_policy_or_place`, `faults::a_wild_access_in_a_callback_ends_the_process_by_its_signal` |
//! | a SIGSEGV that somebody sends: as in any Rust program | `faults::a_fault_signal_that_is_sent_does_what_it_does_to_any_rust_program` |
//! | C's handler sees the abort of a panic | `faults::a_handler_of_c_sees_the_abort_of_a_panic_installed_early_or_late` |
//! | `leaf` and `nocallback` that call back: abort, naming both | `faults::a_function_that_may_not_call_back_and_does_aborts_and_names_both` |
//! | off a goroutine those bind nobody | `faults::nothing_is_wrong_with_such_a_function_off_a_goroutine` |
//!
//! # Programs
//!
//! | behaviour | test |
//! |---|---|
//! | C plays Life, goroutines compute it in C, structs are returned by value | `scheduling::c_plays_life_with_a_goroutine_for_each_quarter` |
//! | a chain of goroutines, each waiting in a callback | `scheduling::a_number_passes_through_a_chain_of_goroutines_each_waiting_in_a_callback` |
//! | C and goroutines recurse through each other | `scheduling::c_and_goroutines_recurse_through_each_other` |
//! | who is queued behind a `blocking` call starts at once | `scheduling::a_goroutine_behind_a_blocking_call_starts_at_once_because_the_call_hands_the_processor_on` |
//! | a profiler walks the stack at any instruction of a callback | `scheduling::a_million_callbacks_under_a_profiler_that_walks_the_stack` |
//! | a context for tracebacks, pushed and popped with each callback | none: unwinders walk through both stacks and need none |
//!
//! # Threads that C makes
//!
//! | behaviour | test |
//! |---|---|
//! | each recovers panics of its own in its callbacks | `threads::each_of_six_threads_recovers_ten_panics` |
//! | one goroutine for all callbacks of a thread; given back at its end | `threads::a_thread_has_one_goroutine_for_all_its_callbacks_and_gives_it_back_at_its_end` |
//! | a thousand that come and go leave no memory, no mapping, no thread | `thread_ends::a_thousand_threads_that_come_and_go_leave_nothing` |
//! | the goroutine is counted while it runs a callback only | `threads::the_goroutine_of_a_thread_is_counted_while_it_runs_a_callback_only` |
//! | the count of goroutines in C is right, also in and after a stopped world | `threads::the_count_of_goroutines_in_c_is_right_with_calls_and_with_threads_that_have_returned` |
//! | they may call before, during and after the start of the runtime | `threads::threads_may_call_before_during_and_after_the_start_of_the_runtime` |
//! | an export may be a thread's first function | `threads::an_export_may_be_the_first_function_of_a_thread` |
//! | the main thread of a program whose `main` is C's | `process_ends::a_hundred_thousand_callbacks_of_the_main_thread` |
//! | a first callback under a storm of signals | `signals::a_storm_of_signals_during_the_first_callbacks_of_threads_stops_nobody` |
//! | first from a shallow stack, then from a deep one; deep ones nest | `thread_stacks::first_from_a_shallow_stack_then_from_a_deep_one`, `thread_stacks::deep_stacks_nest_through_rust` |
//! | a panic through a deep stack of C | `thread_stacks::a_panic_passes_through_a_deep_stack_of_c` |
//! | from stacks of C's own (`makecontext`), overlapping, nested | `thread_stacks::from_stacks_of_cs_own_that_overlap_older_ones`, `thread_stacks::stacks_of_cs_own_nest_through_rust` |
//! | on such a stack, C leaves any number of callbacks by `longjmp` | `thread_stacks::callbacks_that_c_leaves_on_a_stack_of_its_own_are_discarded` |
//! | a stack of C's own within an older frame of the thread's, with Rust in between | none: it looks like a `longjmp`; such a stack must be allocated |
//! | cancelled in C, before, between and after callbacks | `thread_ends::a_thread_is_cancelled_between_its_callbacks`, `thread_ends::a_thread_that_starts_the_runtime_is_cancelled_after_its_callback` |
//! | cancelled within a callback | none: a callback that writes or reads meets a point of cancellation, and ends the process; C disables cancellation around calls of such |
//! | destructors of thread-specific data call back, before and after ours | `thread_ends::a_destructor_of_thread_specific_data_calls_back` |
//! | one that ends passes its processor on | `thread_ends::a_thread_that_ends_passes_its_processor_on` |
//! | a static constructor calls back before `main` | `process_ends::a_static_constructor_calls_back_before_main` |
//! | a destructor function calls back at the end of the process, whoever ends it | `process_ends` |
//! | the process ends with callbacks in flight | `process_ends::the_process_ends_with_callbacks_in_flight` |
//! | a goroutine that ends locked to its thread ends the thread | `tests/sched_threads.rs` |
//! | C's thread-local variables stay with a call, and with a locked goroutine | `tests/call_thread.rs`, `tests/call_place.rs` |
//! | coroutines and generators across callbacks | none: there are none |
//!
//! # Calls that belong to a thread
//!
//! In `tests/on_thread`, and in `tests/main_thread` for the main one.
//!
//! | behaviour | test |
//! |---|---|
//! | a library that belongs to a thread is used by ten thousand goroutines | `calls::ten_thousand_goroutines_use_a_library_that_belongs_to_one_thread` |
//! | and by plain threads, before anything else has started the runtime | `callers::the_first_use_of_the_runtime_may_be_a_call_of_a_plain_thread` |
//! | calls are made in the order in which they came | `calls::calls_are_made_in_the_order_in_which_they_came` |
//! | arguments may borrow from the caller, errno is that of the call | `calls::arguments_may_borrow_from_the_caller`, `calls::errno_is_that_of_the_call` |
//! | callbacks run on the thread's own goroutine, and may wait; other calls wait meanwhile | `callbacks::callbacks_run_on_the_threads_own_goroutine`, `callbacks::while_a_callback_is_parked_calls_wait_and_goroutines_run` |
//! | what a callback calls of its own thread is called in place | `callbacks::a_callback_calls_its_own_thread_in_place_at_any_depth` |
//! | a place of a `limit` goes with the call, from thread to thread | `callbacks::a_place_goes_with_the_call_from_thread_to_thread` |
//! | panics go on in the caller, and the thread goes on | `panics::the_panic_of_a_callback_goes_on_in_the_caller` |
//! | the main thread makes calls while it is in `run` | `in_run::ten_thousand_goroutines_call_functions_of_the_main_thread` |
//! | when that ends, those that wait panic, and the process ends | `out_of_run::calls_that_wait_when_run_ends_panic_and_the_process_ends` |
//!
//! # Many at one time
//!
//! | behaviour | test |
//! |---|---|
//! | more threads of C's than processors, all in tight loops: each advances, and so do goroutines | `contention::more_threads_than_processors_all_advance`, `contention::threads_and_a_goroutine_share_the_only_processor` |
//! | the same if callbacks yield | `contention::more_threads_than_processors_all_advance_if_their_callbacks_yield` |
//! | threads that call back in parallel do not wait for each other | `contention::threads_that_call_back_in_parallel_do_not_wait_for_each_other` |
//! | a callback gets the processor of a goroutine that calls C all the time | `contention::a_callback_gets_the_processor_of_a_goroutine_that_calls_c_all_the_time` |
//! | that of one that only computes | none: goroutines are not interrupted; one that computes for long yields now and then |
//! | a hundred threads with small stacks stop the world in callbacks | `contention::callbacks_of_a_hundred_threads_stop_the_world` |
//! | callbacks that arrive in a stopped world wait | `stopped_world::callbacks_that_arrive_while_the_world_is_stopped_wait` |
//! | callbacks change the number of processors and stop the world | `stopped_world::callbacks_change_the_number_of_processors_and_stop_the_world` |
//! | threads end in a stopped world | `stopped_world::threads_end_while_the_world_is_stopped` |
//! | as many parked in callbacks as the thread cap and one do not stop their drainer | `thread_cap::as_many_as_the_cap_and_one_parked_in_callbacks_do_not_stop_their_drainer` and those after it |
//! | a thread of C's gives up its processor at the cap, too | `thread_cap::the_processor_of_a_thread_of_cs_is_taken_back_at_the_cap` |
//! | thousands in blocking calls: bounded threads, which end when idle | `tests/sched_threads.rs` |
//!
//! # Signals
//!
//! | behaviour | test |
//! |---|---|
//! | a thread finds its alternate stack as it was, and no other's when it has none | `signals::a_thread_finds_its_alternate_stack_as_it_was` |
//! | it finds its signal mask as it was, and callbacks run with it | `signals::a_thread_finds_its_signal_mask_as_it_was_and_callbacks_run_with_it` |
//! | nobody inherits that mask | `thread_ends::threads_that_are_started_on_behalf_of_a_thread_of_cs_do_not_inherit_its_signal_mask`, `signals::a_program_that_c_starts_has_the_programs_signal_mask` |
//! | nor the processors that it is pinned to | `thread_ends::threads_that_are_started_on_behalf_of_a_pinned_thread_are_not_pinned` |
//! | C's handler gets C's faults, installed early or late | `signals::a_fault_in_c_gets_to_the_handler_that_c_has_installed` |
//! | it gets those of Rust code | `signals::a_fault_in_rust_gets_to_the_handler_that_c_has_installed` |
//! | it gets what somebody sends | `signals::a_signal_of_a_fault_that_somebody_sends_gets_to_cs_handler` |
//! | without a handler the process ends by the signal | `signals::a_fault_in_c_that_nobody_handles_ends_the_process` |
//! | an overflow is reported on an alternate stack that C has put in place of ours | `signals::an_overflow_is_reported_on_the_stack_that_c_has_put_in_place_of_ours` |
//! | a hundred threads allocate and call back under a storm | `signals::a_hundred_threads_allocate_and_call_back_under_a_storm` |
//! | waits outlast handlers that do not restart system calls | `interruptions::waits_outlast_handlers_that_do_not_restart_system_calls` |
//! | `setgid` reaches all threads, and spoils nothing below their stack pointers | `interruptions::setgid_on_a_goroutine_reaches_all_threads` |
//! | faults become panics; signals that the runtime sends | none: neither exists |
//!
//! # Values
//!
//! | behaviour | test |
//! |---|---|
//! | errno of the right call, of functions without a result, too | `values::errno_of_a_function_that_returns_nothing`, `values::small_values_of_several_kinds_and_the_errno_of_their_call`, `tests/call_errno.rs` |
//! | complex numbers, structures with holes, odd sizes, unions | `values::complex_numbers`, `values::structures_with_holes_odd_sizes_and_unions`, `tests/call_values.rs` |
//! | what a variadic function is passed, in registers and in memory | `tests/call_variadic.rs` |
//! | functions of C as arguments, several calls in one expression | `values::a_function_of_c_as_an_argument`, `values::several_calls_in_one_expression` |
//! | the C library's formatting, which needs a big stack | `values::formatting_that_needs_a_big_stack` |
//! | C sees the environment that Rust sets | `values::c_sees_the_environment_that_rust_sets` |
//! | pointers to local variables, at every depth | `values::pointers_to_local_variables` |
//!
//! # Profilers
//!
//! | behaviour | test |
//! |---|---|
//! | a tick in C or in a callback finds the goroutine that called | `profiling::ticks_in_c_and_in_callbacks_find_the_goroutine_that_called` |
//! | at every instruction of a call and a callback an unwinder finds the caller | `profiling::at_every_instruction_of_a_call_and_a_callback_an_unwinder_finds_the_caller` |
//! | ticks do no harm to many calls and callbacks | `profiling::a_profiler_does_no_harm_to_many_calls_and_callbacks` |

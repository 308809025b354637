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
//! | it waits on channels for other goroutines | `callbacks::a_callback_plays_ping_pong_with_a_goroutine_over_channels` |
//! | it goes on and returns on the thread on which it was called | `callbacks::a_callback_that_yields_returns_on_the_thread_on_which_it_was_called` |
//! | a thread lock that it takes or drops does not change that | `callbacks::a_thread_lock_that_ends_in_the_callback_does_not_set_the_callback_free` |
//! | backtraces before, in and after it show what there is, and nothing stale | `frames::backtraces_before_in_and_after_a_callback_show_what_there_is` |
//! | arguments and results of any width, structs, floats, 128 bits | `frames::arguments_and_results_of_any_width_pass_through_a_callback_that_yields`, `tests/callback_core.rs` |
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

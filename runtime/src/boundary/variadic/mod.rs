//! A variadic call: from a tuple to C's `...`.
//!
//! ```text
//!   the import: fixed arguments, and a tuple
//!     the tuple is spread           its elements, and `()` for as many as there could be more
//!     call by `fn(fixed.., ...)`    the compiler places every argument, and sets al
//!       thunk of the tuple's type   names the site whose trampoline copies what can lie in memory
//!         trampoline                as for any import
//! ```
//!
//! | file | noun |
//! |---|---|
//! | `argument` | what C can be passed there, and what to write instead of the rest |
//! | `tuple` | the arguments of one call |
//!
//! How many bytes of arguments lie in memory differs from call to call, and a static cannot be generic. So an import has a
//! site for each kind of trampoline, and its thunk, which is generic, picks one when it is compiled.
//!
//! `()` is no argument of C's: the compiler passes nothing for it. Were it to pass something, C would not look at it,
//! since all of them come last.
//!
//! Rejected: one site, whose trampoline copies the most that a tuple can take. `open` and `ioctl`, which have everything in
//! registers, would pay for `execl`. Rejected: a function of the runtime's for each number of fixed and of further
//! arguments, which is the product of the two and ends somewhere.

pub(crate) mod argument;
pub(crate) mod tuple;

use super::site::{Policy, Site};
use crate::arch::FEW_BYTES;

/// The sites of a variadic import, one for each kind of trampoline that [`Site`] knows; its calls have up to `most` bytes
/// of arguments in memory.
pub const fn variadic_sites(func: *const (), name: &'static str, policy: Policy, most: u32) -> [Site; 3] {
    [
        Site::new(func, name, policy, 0),
        Site::new(func, name, policy, FEW_BYTES),
        Site::new(func, name, policy, most),
    ]
}

/// Where among them the site of a call with `stack_bytes` of arguments in memory lies, in bytes.
pub const fn variadic_offset(stack_bytes: u32) -> usize {
    let index = match stack_bytes {
        0 => 0,
        1..=FEW_BYTES => 1,
        _ => 2,
    };
    index * size_of::<Site>()
}

/// What leads to a variadic function: its sites, and a function from a tuple to the thunk for its type.
///
/// No function in Rust can be declared to take what the thunk takes: it is called by a pointer of another type.
#[doc(hidden)]
#[macro_export]
macro_rules! cgocall_variadic {
    ($sites:ident($($import:expr),*), $thunk:ident: $($function:tt)*) => {
        static $sites: [$crate::__private::Site; 3] = $crate::__private::variadic_sites(
            $($import,)*
            $crate::cgocall_stack_bytes!($($function)*, $crate::__private::MOST_ARGUMENTS),
        );

        // The parameters have a name that hides no type of the function's.
        #[inline(always)]
        fn $thunk<__CgoArguments: $crate::__private::Arguments>(
            _: &__CgoArguments,
        ) -> unsafe extern "C-unwind" fn() {
            #[unsafe(naked)]
            unsafe extern "C-unwind" fn thunk<__CgoArguments: $crate::__private::Arguments>() {
                $crate::cgocall_thunk!(
                    $sites,
                    $crate::__private::variadic_offset($crate::cgocall_stack_bytes!(
                        $($function)*,
                        __CgoArguments::COUNT
                    ))
                )
            }
            thunk::<__CgoArguments>
        }
    };
}

/// Calls a variadic function with its fixed arguments and the elements of a tuple.
#[doc(hidden)]
#[macro_export]
macro_rules! cgocall_variadic_call {
    ($function:ident($($fixed:expr),*), $arguments:expr) => {{
        let t = $crate::__private::Arguments::spread($arguments);
        $function(
            $($fixed,)*
            t.0, t.1, t.2, t.3, t.4, t.5, t.6, t.7, t.8, t.9, t.10, t.11, t.12, t.13, t.14, t.15,
        )
    }};
}

//! Which closure makes which function pointer, for every number of arguments.

use std::ffi::c_void;

use super::enter::{Invoke, enter};

/// C passes the data before all other arguments.
#[derive(Debug)]
pub enum First {}

/// C passes the data after all other arguments.
#[derive(Debug)]
pub enum Last {}

/// A C function pointer type that [`Callback`](crate::Callback) can make. Implemented for those with 1 to 17 arguments.
pub trait CFunction: Copy {
    /// What the function returns.
    type Result;
}

/// A function of this crate's: nobody else makes one, so that nobody else implements the traits.
#[derive(Debug)]
pub struct Func<F>(pub(super) F);

/// A closure that C can call by a function pointer of the type `F`, from several threads at once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no closure that C can call several times at once",
    label = "this has to be a closure that changes nothing it captured, with the C type of each argument",
    note = "write the type of each argument: |n: c_int, p: *const c_char| -> c_int {{ .. }}; 16 at most",
    note = "for a closure that changes what it captured: Callback::data_first_mut or data_last_mut"
)]
pub trait Closure<Position, F: CFunction> {
    #[doc(hidden)]
    const FUNC: Func<F>;
}

/// A closure that C can call by a function pointer of the type `F`, one call at a time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no closure that C can call",
    label = "this has to be a closure with the C type of each argument",
    note = "write the type of each argument: |n: c_int, p: *const c_char| -> c_int {{ .. }}; 16 at most"
)]
pub trait ClosureMut<Position, F: CFunction> {
    #[doc(hidden)]
    const FUNC: Func<F>;
}

/// The function that C calls, for one place of the data and one kind of closure.
macro_rules! function {
    ($Trait:ident, $Fn:ident, $exclusive:literal, $Position:ident, $data:ident, ($($p:ident: $P:ty),*), ($($a:ident: $A:ident),*)) => {
        impl<C, R, $($A),*> $Trait<$Position, unsafe extern "C" fn($($P),*) -> R> for C
        where
            C: $Fn($($A),*) -> R,
        {
            const FUNC: Func<unsafe extern "C" fn($($P),*) -> R> = {
                unsafe extern "C" fn call<C: $Fn($($A),*) -> R, R, $($A),*>($($p: $P),*) -> R {
                    // SAFETY: what `Callback` demands of whoever gives this function to C.
                    unsafe { enter::<$exclusive, C, ($($A,)*)>($data, ($($a,)*)) }
                }
                Func(call::<C, R, $($A),*>)
            };
        }
    };
}

macro_rules! arity {
    ($($a:ident: $A:ident),*) => {
        impl<D, $($A,)* R> CFunction for unsafe extern "C" fn(D, $($A),*) -> R {
            type Result = R;
        }

        impl<C: Fn($($A),*) -> R, R, $($A),*> Invoke<false, ($($A,)*)> for C {
            type Result = R;

            #[inline(always)]
            unsafe fn invoke(closure: *mut C, ($($a,)*): ($($A,)*)) -> R {
                // SAFETY: the caller's promise.
                unsafe { (*closure)($($a),*) }
            }
        }

        impl<C: FnMut($($A),*) -> R, R, $($A),*> Invoke<true, ($($A,)*)> for C {
            type Result = R;

            #[inline(always)]
            unsafe fn invoke(closure: *mut C, ($($a,)*): ($($A,)*)) -> R {
                // SAFETY: the caller's promise.
                unsafe { (*closure)($($a),*) }
            }
        }

        function!(Closure, Fn, false, First, data, (data: *mut c_void $(, $a: $A)*), ($($a: $A),*));
        function!(Closure, Fn, false, Last, data, ($($a: $A,)* data: *mut c_void), ($($a: $A),*));
        function!(ClosureMut, FnMut, true, First, data, (data: *mut c_void $(, $a: $A)*), ($($a: $A),*));
        function!(ClosureMut, FnMut, true, Last, data, ($($a: $A,)* data: *mut c_void), ($($a: $A),*));
    };
}

/// For the arguments in brackets, then with one more, and so on.
macro_rules! arities {
    ([$($a:ident: $A:ident),*]) => {
        arity!($($a: $A),*);
    };
    ([$($a:ident: $A:ident),*] $next:ident: $Next:ident $(, $rest:ident: $Rest:ident)*) => {
        arity!($($a: $A),*);
        arities!([$($a: $A,)* $next: $Next] $($rest: $Rest),*);
    };
}

arities!(
    [] a: A1, b: A2, c: A3, d: A4, e: A5, f: A6, g: A7, h: A8, i: A9, j: A10, k: A11, l: A12, m: A13, n: A14, o: A15, p: A16
);

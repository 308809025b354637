//! The further arguments of one call.

use super::argument::{Argument, PassedAs, Sealed};

macro_rules! trait_arguments {
    ($($nth:ident)*) => {
        /// The variadic arguments of one call: a tuple of up to 16, each an [`Argument`] that C passes as it is.
        #[diagnostic::on_unimplemented(
            message = "the variadic arguments of a C function are one tuple, and this is `{Self}`",
            label = "expected a tuple of 16 values at most",
            note = "write `()` for no arguments, `(value,)` for one, `(value, value)` for two"
        )]
        pub trait Arguments: Sealed {
            /// How many they are.
            #[doc(hidden)]
            const COUNT: usize;
            $(
                #[doc(hidden)]
                type $nth;
            )*

            /// The elements, and `()` for as many as there could be more.
            #[doc(hidden)]
            fn spread(self) -> ($(Self::$nth),*);
        }

        /// The most that there can be.
        pub const MOST_ARGUMENTS: usize = [$(stringify!($nth)),*].len();
    };
}

macro_rules! tuple {
    ([$($nth:ident)*] [$($absent:ident)*]) => {
        impl<$($nth),*> Sealed for ($($nth,)*) {}

        impl<$($nth: Argument + PassedAs<$nth::Promoted>),*> Arguments for ($($nth,)*) {
            const COUNT: usize = <[&str]>::len(&[$(stringify!($nth)),*]);
            $(type $nth = $nth;)*
            $(type $absent = ();)*

            #[inline(always)]
            #[allow(non_snake_case, clippy::unused_unit)]
            fn spread(self) -> ($(Self::$nth,)* $(Self::$absent,)*) {
                let ($($nth,)*) = self;
                $(let $absent = ();)*
                ($($nth,)* $($absent,)*)
            }
        }
    };
}

/// For the elements in the first brackets, then with one more of the second, and so on.
macro_rules! tuples {
    ($present:tt []) => {
        tuple!($present []);
    };
    ([$($present:ident)*] [$next:ident $($absent:ident)*]) => {
        tuple!([$($present)*] [$next $($absent)*]);
        tuples!([$($present)* $next] [$($absent)*]);
    };
}

trait_arguments!(A B C D E F G H I J K L M N O P);
tuples!([] [A B C D E F G H I J K L M N O P]);

//! What C can be passed in the place of `...`, and what to write instead of the rest.

/// Nobody else implements the traits.
pub trait Sealed {}

/// A type that has a place among the variadic arguments of a C function. One which is [`PassedAs`] another type has to be
/// converted to that first. Pointers to C functions of up to 16 arguments have, too, also in an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed to a variadic C function",
    label = "C has no such argument",
    note = "it has integers of 32 and 64 bits, `f64`, raw pointers, and pointers to C functions, those also in an `Option`",
    note = "for a reference write `&raw const value` or `&raw mut value`, for a C string or a slice `value.as_ptr()`",
    note = "for a function write `name as unsafe extern \"C\" fn(_) -> _`, with a `_` for each of its arguments"
)]
pub trait Argument: Sealed {
    /// What C makes of it before it is passed.
    type Promoted;
}

/// Implemented for every type and itself: the [`Argument`]s that C leaves as they are.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is passed to a variadic C function as `{To}`",
    label = "expected `{To}`",
    note = "write `{To}::from(value)`"
)]
pub trait PassedAs<To> {}

impl<T> PassedAs<T> for T {}

macro_rules! argument {
    ($(#[$attribute:meta])* <$($parameter:ident),*> $t:ty => $promoted:ty) => {
        impl<$($parameter),*> Sealed for $t {}

        $(#[$attribute])*
        impl<$($parameter),*> Argument for $t {
            type Promoted = $promoted;
        }
    };
}

/// These are listed where another type was passed.
macro_rules! words {
    ($($t:ty)*) => { $(argument!(<> $t => Self);)* };
}

macro_rules! promoted {
    ($($t:ty => $promoted:ty;)*) => { $(argument!(#[diagnostic::do_not_recommend] <> $t => $promoted);)* };
}

/// Too many to be listed anywhere.
macro_rules! function_pointers {
    ($(<$($parameter:ident),*> $t:ty;)*) => {
        $(argument!(#[diagnostic::do_not_recommend] #[doc(hidden)] <$($parameter),*> $t => Self);)*
    };
}

words!(i32 u32 i64 u64 isize usize f64);

promoted! {
    i8 => i32;
    u8 => i32;
    i16 => i32;
    u16 => i32;
    bool => i32;
    f32 => f64;
    char => u32;
}

argument!(#[diagnostic::do_not_recommend] <T> *const T => Self);
argument!(#[diagnostic::do_not_recommend] <T> *mut T => Self);

macro_rules! function {
    ($($A:ident),*) => {
        function_pointers! {
            <R $(, $A)*> extern "C" fn($($A),*) -> R;
            <R $(, $A)*> unsafe extern "C" fn($($A),*) -> R;
            <R $(, $A)*> extern "C-unwind" fn($($A),*) -> R;
            <R $(, $A)*> unsafe extern "C-unwind" fn($($A),*) -> R;
            <R $(, $A)*> Option<extern "C" fn($($A),*) -> R>;
            <R $(, $A)*> Option<unsafe extern "C" fn($($A),*) -> R>;
            <R $(, $A)*> Option<extern "C-unwind" fn($($A),*) -> R>;
            <R $(, $A)*> Option<unsafe extern "C-unwind" fn($($A),*) -> R>;
        }
    };
}

/// For the arguments in brackets, then with one more, and so on.
macro_rules! functions {
    ([$($A:ident),*]) => {
        function!($($A),*);
    };
    ([$($A:ident),*] $next:ident $(, $rest:ident)*) => {
        function!($($A),*);
        functions!([$($A,)* $next] $($rest),*);
    };
}

functions!([] A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16);

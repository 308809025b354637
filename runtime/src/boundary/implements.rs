//! `implements = T`: the function pointer type that an export has to fit.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// The function pointer that `T` is, or that it is an `Option` of: bindgen writes the types of callbacks so.
///
/// The attribute writes an assignment to [`pointer`](Implements::pointer), which the compiler checks, coerces and
/// reports as any other, and which nobody runs.
pub struct Implements<T>(Pointer<T>);

/// The function pointer `T` itself, found where `T` is no `Option`.
pub struct Pointer<T>(PhantomData<T>);

impl<F> Implements<Option<F>> {
    /// What is assigned to.
    pub fn pointer(&mut self) -> &mut F {
        unreachable!("it is compiled to be checked, not to be run")
    }
}

impl<F> Pointer<F> {
    /// What is assigned to.
    pub fn pointer(&mut self) -> &mut F {
        unreachable!("it is compiled to be checked, not to be run")
    }
}

impl<T> Deref for Implements<T> {
    type Target = Pointer<T>;

    fn deref(&self) -> &Pointer<T> {
        &self.0
    }
}

impl<T> DerefMut for Implements<T> {
    fn deref_mut(&mut self) -> &mut Pointer<T> {
        &mut self.0
    }
}

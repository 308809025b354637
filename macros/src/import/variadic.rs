//! What a variadic import becomes, where that differs: it takes a tuple, and calls C with the elements.

use super::Import;
use crate::names;
use crate::path::Facade;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Signature;
use syn::spanned::Spanned;

/// The parameter for the tuple. What it asks of one is shown at the `...` in its place.
pub(super) fn parameter(signature: &Signature, facade: &Facade) -> Option<TokenStream> {
    let span = signature.variadic.as_ref()?.dots.span();
    let (arguments, located) = (names::arguments(), facade.located_at(span));
    let bound = quote_spanned!(span=> impl #located::variadic::Arguments);
    Some(quote!(#arguments: #bound))
}

/// What leads to C: the thunk for the tuple, as a pointer to the variadic function that it is.
pub(super) fn route(import: &Import, identity: &TokenStream, facade: &Facade) -> TokenStream {
    let (sites, thunk, callee, arguments) =
        (names::sites(), names::thunk(), names::callee(), names::arguments());
    let ty = import.c.static_type();
    let pointer = import.c.local_pointer_type(&quote!(unsafe extern "C-unwind"));
    quote! {
        #facade::__private::variadic!(#sites(#identity), #thunk: #ty);
        let #callee: #pointer = unsafe { ::core::mem::transmute(#thunk(&#arguments)) };
    }
}

/// The call with the tuple's elements, from one without.
pub(super) fn call(call: &TokenStream, facade: &Facade) -> TokenStream {
    let arguments = names::arguments();
    quote!(#facade::__private::variadic_call!(#call, #arguments))
}

//! The pointer to a C function: a constant, which `c_fn!` and the site read.

use super::expand::{raw_declaration, unsafety};
use super::{Import, Pointer};
use crate::abi::Abi;
use crate::{attrs, names};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

/// That of a wrapped function. Whether it is used is said of the wrapper.
pub(super) fn of_import(import: &Import, abi: &Abi) -> TokenStream {
    let Import { attrs, vis, signature, c, .. } = import;
    let held = attrs.cfg.iter().chain(&attrs.lints).map(attrs::allowed);
    let (constant, raw) = (names::pointer(&signature.ident, Span::call_site()), &signature.ident);
    let ty = c.pointer_type(&qualifier(import.safe, abi));
    let declaration = raw_declaration(import, abi, raw);
    let pointer = if abi.unwinds && !import.safe {
        raw.into_token_stream()
    } else {
        quote!(unsafe { ::core::mem::transmute(#raw as *const ()) })
    };
    quote! {
        #(#held)* #[allow(improper_ctypes_definitions, dead_code)] #[doc(hidden)]
        #vis const #constant: #ty = {
            #declaration
            #pointer
        };
    }
}

/// That of a raw declaration.
pub(super) fn of_raw(pointer: &Pointer, abi: &Abi) -> TokenStream {
    let Pointer { attrs, vis, safe, name: function, c } = pointer;
    let constant = names::pointer(function, Span::call_site());
    let ty = c.pointer_type(&qualifier(*safe, abi));
    quote! {
        #(#attrs)* #[allow(improper_ctypes_definitions)] #[doc(hidden)]
        #vis const #constant: #ty = #function;
    }
}

/// The start of the pointer type that was imported: safety and ABI as written.
fn qualifier(safe: bool, abi: &Abi) -> TokenStream {
    let (unsafety, written) = (unsafety(safe), &abi.written);
    quote!(#unsafety extern #written)
}

//! The pointer to a C function: a constant, which `c_fn!` and the site read, and on demand its type.

use super::expand::{raw_declaration, unsafety};
use super::{Import, Pointer};
use crate::abi::Abi;
use crate::{attrs, names};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Ident, Visibility};

/// That of a wrapped function. Whether it is used is said of the wrapper.
pub(super) fn of_import(import: &Import, abi: &Abi) -> TokenStream {
    let Import { attrs, vis, signature, c, .. } = import;
    let held: Vec<Attribute> = attrs.cfg.iter().chain(&attrs.lints).map(attrs::allowed).collect();
    let (constant, raw) = (names::pointer(&signature.ident, Span::call_site()), &signature.ident);
    let ty = c.pointer_type(&qualifier(import.safe, abi));
    let declaration = raw_declaration(import, abi, raw);
    let pointer = if abi.unwinds && !import.safe {
        raw.into_token_stream()
    } else {
        quote!(unsafe { ::core::mem::transmute(#raw as *const ()) })
    };
    let alias = import.fn_type.as_ref().map(|name| alias(name, &signature.ident, &ty, vis, &held));
    quote! {
        #(#held)* #[allow(improper_ctypes_definitions, dead_code)] #[doc(hidden)]
        #vis const #constant: #ty = {
            #declaration
            #pointer
        };
        #alias
    }
}

/// That of a raw declaration.
pub(super) fn of_raw(pointer: &Pointer, abi: &Abi) -> TokenStream {
    let Pointer { attrs, vis, safe, name: function, c, fn_type } = pointer;
    let constant = names::pointer(function, Span::call_site());
    let ty = c.pointer_type(&qualifier(*safe, abi));
    let alias = fn_type.as_ref().map(|name| alias(name, function, &ty, vis, attrs));
    quote! {
        #(#attrs)* #[allow(improper_ctypes_definitions)] #[doc(hidden)]
        #vis const #constant: #ty = #function;
        #alias
    }
}

/// The type under a name of its own. A whole block may ask for them, and use few.
fn alias(
    name: &Ident,
    function: &Ident,
    ty: &TokenStream,
    vis: &Visibility,
    held: &[Attribute],
) -> TokenStream {
    let (keyword, end) = (quote_spanned!(name.span()=> type), quote_spanned!(name.span()=> ;));
    let documentation = format!(" The type of a pointer to the C function `{}`.", function.unraw());
    quote! {
        #(#held)* #[allow(dead_code, improper_ctypes_definitions, non_camel_case_types)]
        #[doc = #documentation]
        #vis #keyword #name = #ty #end
    }
}

/// The start of the pointer type that was imported: safety and ABI as written.
fn qualifier(safe: bool, abi: &Abi) -> TokenStream {
    let (unsafety, written) = (unsafety(safe), &abi.written);
    quote!(#unsafety extern #written)
}

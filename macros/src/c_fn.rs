//! `c_fn!`: from the name of an import to the C function pointer beside it.

use crate::diagnostics::{self as message, Errors};
use crate::names;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;
use syn::parse::Parser;

/// The path with the last name replaced by that of the constant. To ask for the pointer is to use the function.
pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    match Path::parse_mod_style.parse2(arguments.clone()) {
        Ok(function) => {
            let mut pointer = function.clone();
            if let Some(last) = pointer.segments.last_mut() {
                last.ident = names::pointer(&last.ident, last.ident.span());
            }
            quote!({ _ = #function; #pointer })
        }
        Err(_) => {
            let mut errors = Errors::default();
            let culprit = if arguments.is_empty() { missing() } else { arguments };
            errors.at(culprit, &message::EXPECTED_FUNCTION, &[]);
            quote!({ #errors })
        }
    }
}

/// The place of a path that is not there: the call itself.
fn missing() -> TokenStream {
    proc_macro2::Ident::new("c_fn", Span::call_site()).into_token_stream()
}

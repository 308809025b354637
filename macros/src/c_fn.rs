//! `c_fn!`: from the name of an import to the C function pointer beside it.

use crate::diagnostics::{self as message, Errors};
use crate::names;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token};

/// What ends a path that leads to a module or a type; the compiler says `$crate` as one word.
const NO_FUNCTION: [&str; 5] = ["self", "super", "crate", "$crate", "Self"];

/// Replaces the last name of the path by that of the constant. The function is named, too: it is not unused, and if it is
/// deprecated, the user hears of it. One that takes tuples is no value as long as it can take several, and is only named.
pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    match function.parse2(arguments.clone()) {
        Ok((function, variadic)) if names_a_function(&function) => {
            let mut pointer = function.clone();
            if let Some(last) = pointer.segments.last_mut() {
                last.ident = names::pointer(&last.ident, last.ident.span());
            }
            let named = match variadic {
                Some(_) => quote!(#[allow(unused_imports)] use #function as _;),
                None => quote!(_ = #function;),
            };
            quote!({ #named #pointer })
        }
        _ => {
            let mut errors = Errors::default();
            let culprit = if arguments.is_empty() { missing() } else { arguments };
            errors.at(culprit, &message::EXPECTED_FUNCTION, &[]);
            quote!({ #errors })
        }
    }
}

/// A path, and `...` if what it leads to is variadic.
fn function(input: ParseStream<'_>) -> syn::Result<(Path, Option<Token![...]>)> {
    let path = Path::parse_mod_style(input)?;
    let comma = input.parse::<Option<Token![,]>>()?;
    Ok((path, comma.map(|_| input.parse()).transpose()?))
}

fn names_a_function(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| NO_FUNCTION.iter().all(|word| last.ident != word))
}

/// The place of a path that is not there: the call itself.
fn missing() -> TokenStream {
    proc_macro2::Ident::new("c_fn", Span::call_site()).into_token_stream()
}

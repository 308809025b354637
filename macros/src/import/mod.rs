//! `#[cgo_import]`: an `extern` block in, Rust functions of the same names out.

mod check;
mod expand;
mod parse;
mod pointer;
mod variadic;

use crate::abi::Abi;
use crate::attrs::Split;
use crate::diagnostics::{self as message, Errors};
use crate::options::{Errno, Limit, Policy, Thread};
use crate::path::Facade;
use crate::signature::CFn;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Ident, ItemForeignMod, Signature, Token, Visibility};

/// A block, taken apart.
struct Block {
    facade: Facade,
    abi: Abi,
    /// The block with what stays in it: statics, raw functions, `#[link]`.
    kept: ItemForeignMod,
    /// How many calls of its functions may be in C, and the name of the static for that.
    limit: Option<(Expr, Ident)>,
    imports: Vec<Import>,
    /// Functions with a wrong signature, declared so that their callers do not fail too.
    refused: Vec<Refused>,
    raws: Vec<Pointer>,
}

/// One function that is wrapped.
struct Import {
    attrs: Split,
    vis: Visibility,
    safe: bool,
    signature: Signature,
    /// The end of the declaration, where the wrapper ends for whoever looks it up.
    end: Token![;],
    c: CFn,
    symbol: String,
    policy: Policy,
    /// Where the policy is given.
    policy_span: Span,
    errno: Option<Errno>,
    /// Where calls are made, if not on the caller's thread.
    thread: Option<Thread>,
    limit: Option<Limit>,
    /// The options as they are written.
    options: Vec<String>,
    /// The name of the type of a pointer to it.
    fn_type: Option<Ident>,
}

/// One function that cannot be wrapped, with what its callers need to know.
struct Refused {
    attrs: Split,
    vis: Visibility,
    safe: bool,
    signature: Signature,
}

/// One raw declaration, whose C function pointer `c_fn!` can name too.
struct Pointer {
    attrs: Vec<Attribute>,
    vis: Visibility,
    safe: bool,
    name: Ident,
    c: CFn,
    /// The name of its type.
    fn_type: Option<Ident>,
}

/// Expands the attribute with its arguments over the item it stands on.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let expansion = match parse::block(arguments, item, &mut errors) {
        Ok(block) => expand::block(&block),
        Err(untouched) => untouched,
    };
    quote!(#errors #expansion)
}

/// Reports an attribute that no block reads.
pub(crate) fn outside_a_block(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    errors.at(Ident::new("cgo", Span::call_site()), &message::OUTSIDE_A_BLOCK, &[]);
    quote!(#errors #item)
}

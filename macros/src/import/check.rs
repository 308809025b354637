//! What an imported function cannot be, beyond what no C function can be. Each check reports on the token at fault; none stops another.
//!
//! Where the compiler itself reports a mistake well on what is emitted, nothing is checked here.

use crate::abi::Abi;
use crate::attrs;
use crate::check as shared;
use crate::diagnostics::{self as message, Errors};
use crate::options::{Errno, Limit, Options};
use crate::signature::written_result;
use crate::source::source;
use crate::types;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashSet;
use syn::{
    Attribute, FnArg, ForeignItem, ForeignItemFn, Ident, ItemForeignMod, Pat, Safety, Signature, Type,
};

/// Functions that return a second time, into a frame that has been left.
const RETURNS_TWICE: &[&str] =
    &["setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp", "savectx", "vfork", "getcontext"];

/// Everything that a wrapped function can have wrong apart from its options.
pub(super) fn signature(function: &ForeignItemFn, errors: &mut Errors) {
    let sig = &function.sig;
    shared::generics(sig, &message::GENERIC, errors);
    shared::constness(sig, errors);
    qualifiers(sig, errors);
    shared::types(sig, errors);
    for arg in &sig.inputs {
        if let FnArg::Typed(typed) = arg {
            plain_name(&typed.pat, errors);
        }
    }
    parameter_names(sig, errors);
}

/// `...` and the option go together, and only one ABI has them.
pub(super) fn variadic(sig: &Signature, option: Option<&Ident>, abi: &Abi, errors: &mut Errors) {
    match (&sig.variadic, option) {
        (Some(variadic), None) => errors.at(variadic.dots, &message::VARIADIC, &[]),
        (None, Some(word)) => errors.at(word, &message::NOT_VARIADIC, &[("name", &sig.ident.to_string())]),
        (Some(variadic), Some(_)) if !abi.is_c() => errors.at(variadic.dots, &message::VARIADIC_ABI, &[]),
        _ => {}
    }
}

fn qualifiers(sig: &Signature, errors: &mut Errors) {
    if let Some(token) = &sig.asyncness {
        errors.at(token, &message::ASYNC, &[]);
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, &message::ABI_ON_FUNCTION, &[]);
    }
}

fn plain_name(pattern: &Pat, errors: &mut Errors) {
    let plain = match pattern {
        Pat::Ident(name) => name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none(),
        Pat::Wild(_) => true,
        _ => false,
    };
    if !plain {
        errors.at(pattern, &message::PATTERN, &[]);
    }
}

fn parameter_names(sig: &Signature, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for arg in &sig.inputs {
        if let FnArg::Typed(typed) = arg
            && let Pat::Ident(name) = &*typed.pat
            && !seen.insert(&name.ident)
        {
            errors.at(&name.ident, &message::PARAMETER_TWICE, &[("name", &name.ident.to_string())]);
        }
    }
}

/// `safe fn` and `unsafe fn` are for blocks that are themselves marked.
pub(super) fn safety(function: &ForeignItemFn, block: &ItemForeignMod, errors: &mut Errors) {
    let qualifier: &dyn ToTokens = match &function.sig.safety {
        Safety::Safe(token) => token,
        Safety::Unsafe(token) => token,
        Safety::Default => return,
    };
    if block.unsafety.is_none() {
        let qualifier = qualifier.to_token_stream();
        let abi = block.abi.name.to_token_stream().to_string();
        let words = [("qualifier", &*qualifier.to_string()), ("abi", &*abi)];
        errors.at(qualifier, &message::QUALIFIER_WITHOUT_UNSAFE, &words);
    }
}

pub(super) fn is_safe(sig: &Signature) -> bool {
    matches!(sig.safety, Safety::Safe(_))
}

/// Safe code can pass any raw pointer, which is harmless only where C never follows it.
pub(super) fn pointers(sig: &Signature, trusted: Option<&Ident>, errors: &mut Errors) {
    match trusted {
        None if is_safe(sig) => {
            for pointer in shared::parameter_types(sig).filter(|ty| types::is_raw_pointer(ty)) {
                errors.at(pointer, &message::SAFE_POINTER, &[]);
            }
            if let Some(variadic) = &sig.variadic {
                errors.at(variadic.dots, &message::SAFE_VARIADIC, &[]);
            }
        }
        Some(word) if !is_safe(sig) => errors.at(word, &message::TRUSTED_UNSAFE, &[]),
        _ => {}
    }
}

/// A function that returns twice would return to a frame of the trampoline that is gone.
pub(super) fn returns_once(function: &ForeignItemFn, symbol: &str, errors: &mut Errors) {
    if RETURNS_TWICE.contains(&symbol) {
        errors.at(&function.sig.ident, &message::RETURNS_TWICE, &[("symbol", symbol)]);
    }
}

/// What C returns, from what the declaration says that Rust gets.
pub(super) fn c_result<'a>(
    sig: &'a Signature,
    errno: Option<&Errno>,
    errors: &mut Errors,
) -> Option<&'a Type> {
    let written = written_result(sig);
    match errno {
        None => written,
        Some(Errno::Always) => always_result(sig, written, errors),
        Some(Errno::OnFailure | Errno::OnValue(_)) => fallible_result(sig, written, errors),
    }
}

fn always_result<'a>(sig: &Signature, written: Option<&'a Type>, errors: &mut Errors) -> Option<&'a Type> {
    if let Some((value, _)) = written.and_then(types::pair) {
        return Some(value);
    }
    let returned = written.map_or("()".to_owned(), source);
    let in_c = written.map_or("nothing".to_owned(), |ty| format!("`{}`", source(ty)));
    let words = [("returned", &*returned), ("in_c", &*in_c)];
    match written {
        Some(ty) => errors.at(ty, &message::ERRNO_PAIR, &words),
        None => errors.at(&sig.ident, &message::ERRNO_PAIR, &words),
    }
    written
}

fn fallible_result<'a>(sig: &Signature, written: Option<&'a Type>, errors: &mut Errors) -> Option<&'a Type> {
    match written {
        None => errors.at(&sig.ident, &message::ERRNO_VOID, &[]),
        Some(ty) => match types::ok_type(ty) {
            Some(value) if types::is_unit(value) => errors.at(value, &message::ERRNO_VOID, &[]),
            Some(value) => return Some(value),
            None => errors.at(ty, &message::ERRNO_RESULT, &[("returned", &source(ty))]),
        },
    }
    written
}

/// A block without a limit has none that a function could leave.
pub(super) fn block_limit(defaults: &Options, errors: &mut Errors) {
    if let Some((Limit::None, word)) = defaults.limit() {
        errors.at(word, &message::LIMIT_NONE_ON_BLOCK, &[]);
    }
}

/// Items of a block that are neither function nor static.
pub(super) fn item(item: &ForeignItem, errors: &mut Errors) {
    match item {
        ForeignItem::Type(ty) => errors.at(ty, &message::FOREIGN_TYPE, &[("name", &ty.ident.to_string())]),
        ForeignItem::Macro(call) => errors.at(call, &message::FOREIGN_MACRO, &[]),
        ForeignItem::Verbatim(tokens) => verbatim(tokens, errors),
        _ => {}
    }
}

/// The parser takes a body and an initialiser, and leaves it at the bare tokens.
fn verbatim(tokens: &TokenStream, errors: &mut Errors) {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let assigned = trees.iter().position(|tree| matches!(tree, TokenTree::Punct(it) if it.as_char() == '='));
    match (trees.last(), assigned) {
        (Some(TokenTree::Group(body)), _) if body.delimiter() == Delimiter::Brace => {
            errors.at(body, &message::FOREIGN_BODY, &[]);
        }
        (_, Some(index))
            if trees.iter().any(|tree| matches!(tree, TokenTree::Ident(it) if it == "static")) =>
        {
            let value: TokenStream = trees[index..trees.len() - 1].iter().cloned().collect();
            errors.at(value, &message::FOREIGN_INITIALISER, &[]);
        }
        _ => errors.at(tokens, &message::FOREIGN_ITEM, &[]),
    }
}

/// A static has no call that options could be about.
pub(super) fn bare_static(attributes: &[Attribute], errors: &mut Errors) {
    for attribute in attributes.iter().filter(|attribute| attrs::is_options(attribute)) {
        errors.at(attribute, &message::OPTIONS_ON_STATIC, &[]);
    }
}

//! What no C function can be, imported or exported. Each check reports on the token at fault; none stops another.

use crate::diagnostics::{self as message, Errors, Message};
use crate::signature::written_result;
use crate::types;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Abi, Attribute, FnArg, GenericParam, Generics, Item, Signature, Type};

/// Lifetimes are allowed; any other parameter is refused with `message`.
pub(crate) fn generics(sig: &Signature, message: &Message, errors: &mut Errors) {
    let Generics { params, where_clause, .. } = &sig.generics;
    for param in params {
        match param {
            GenericParam::Lifetime(lifetime) if !lifetime.bounds.is_empty() => {
                errors.at(lifetime, &message::LIFETIME_BOUND, &[]);
            }
            GenericParam::Lifetime(_) => {}
            _ => errors.at(param, message, &[("name", &sig.ident.to_string())]),
        }
    }
    if let Some(clause) = where_clause {
        errors.at(clause, &message::WHERE_CLAUSE, &[]);
    }
}

pub(crate) fn constness(sig: &Signature, errors: &mut Errors) {
    if let Some(token) = &sig.constness {
        errors.at(token, &message::CONST, &[]);
    }
}

/// What is passed and what comes back: no receiver, no attributes, no opaque types, none without a size.
pub(crate) fn types(sig: &Signature, errors: &mut Errors) {
    for arg in &sig.inputs {
        match arg {
            FnArg::Receiver(receiver) => errors.at(receiver, &message::RECEIVER, &[]),
            FnArg::Typed(typed) => {
                parameter_attributes(&typed.attrs, errors);
                impl_trait(&typed.ty, errors);
                trait_object(&typed.ty, errors);
            }
        }
    }
    if let Some(variadic) = &sig.variadic {
        parameter_attributes(&variadic.attrs, errors);
    }
    if let Some(result) = written_result(sig) {
        impl_trait(result, errors);
        trait_object(result, errors);
    }
}

/// The types of the parameters.
pub(crate) fn parameter_types(sig: &Signature) -> impl Iterator<Item = &Type> {
    sig.inputs.iter().filter_map(|arg| match arg {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    })
}

/// The types of the parameters and of the result.
pub(crate) fn all_types(sig: &Signature) -> impl Iterator<Item = &Type> {
    parameter_types(sig).chain(written_result(sig))
}

fn parameter_attributes(attributes: &[Attribute], errors: &mut Errors) {
    for attribute in attributes {
        errors.at(attribute, &message::PARAMETER_ATTRIBUTE, &[]);
    }
}

fn impl_trait(ty: &Type, errors: &mut Errors) {
    if let Some(found) = types::impl_trait(ty) {
        errors.at(found, &message::IMPL_TRAIT, &[]);
    }
}

fn trait_object(ty: &Type, errors: &mut Errors) {
    if let Some(found) = types::trait_object(ty) {
        errors.at(found, &message::TRAIT_OBJECT, &[]);
    }
}

/// Only these ABIs are C's.
pub(crate) fn abi(abi: &Abi, errors: &mut Errors) -> bool {
    let Some(name) = &abi.name else { return true };
    let known = matches!(&*name.value(), "C" | "C-unwind" | "system" | "system-unwind");
    if !known {
        errors.at(name, &message::WRONG_ABI, &[("abi", &name.to_token_stream().to_string())]);
    }
    known
}

/// The first word of an item past its attributes and visibility, to say what it is instead of what was expected.
pub(crate) fn keyword(item: &Item) -> TokenStream {
    match item {
        Item::Fn(it) => it.sig.fn_token.to_token_stream(),
        Item::ForeignMod(it) => it.abi.to_token_stream(),
        Item::Mod(it) => it.mod_token.to_token_stream(),
        Item::Struct(it) => it.struct_token.to_token_stream(),
        Item::Static(it) => it.static_token.to_token_stream(),
        Item::Impl(it) => it.impl_token.to_token_stream(),
        other => other.to_token_stream(),
    }
}

//! What an exported function cannot be, beyond what no C function can be.

use crate::attrs;
use crate::check as shared;
use crate::diagnostics::{self as message, Errors};
use crate::options::OnPanic;
use crate::signature::written_result;
use crate::source::source;
use crate::types;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Item, ItemFn, Meta, Path, Safety, Signature, Type};

/// Attributes that change what callers have to do, which C does not know.
const OF_CALLERS: &[&str] = &["target_feature", "track_caller"];

/// Everything that an exported function can have wrong apart from its options.
pub(super) fn function(function: &ItemFn, errors: &mut Errors) {
    let sig = &function.sig;
    for attribute in &function.attrs {
        of_callers(&attribute.meta, errors);
    }
    shared::constness(sig, errors);
    if let Some(token) = &sig.asyncness {
        errors.at(token, &message::EXPORT_ASYNC, &[]);
    }
    match &sig.abi {
        Some(abi) => _ = shared::abi(abi, errors),
        None => errors.at(sig.fn_token, &message::NOT_EXTERN, &[("name", &sig.ident.to_string())]),
    }
    shared::generics(sig, &message::EXPORT_GENERIC, errors);
    shared::types(sig, errors);
    if let Some(variadic) = &sig.variadic {
        errors.at(variadic.dots, &message::EXPORT_VARIADIC, &[]);
    }
    references(sig, errors);
    SelfTypes(errors).visit_item_fn(function);
}

/// Nobody in C knows that a reference is never null. An `unsafe` function leaves that to its callers.
fn references(sig: &Signature, errors: &mut Errors) {
    if matches!(sig.safety, Safety::Unsafe(_)) {
        return;
    }
    for ty in shared::parameter_types(sig) {
        if let Type::Reference(_) = types::ungroup(ty) {
            errors.at(ty, &message::EXPORT_REFERENCE, &[("written", &source(ty))]);
        }
    }
}

fn of_callers(meta: &Meta, errors: &mut Errors) {
    if let Some((_, brought)) = attrs::conditional(meta) {
        brought.iter().for_each(|meta| of_callers(meta, errors));
    } else if let Some(name) = OF_CALLERS.iter().find(|name| meta.path().is_ident(name)) {
        errors.at(meta, &message::EXPORT_ATTRIBUTE, &[("attribute", name)]);
    }
}

/// A bare `return` is for functions that return nothing, and unwinding is for the ABI to allow.
pub(super) fn on_panic(sig: &Signature, on_panic: Option<&OnPanic>, errors: &mut Errors) {
    let result = written_result(sig).filter(|ty| !types::is_unit(ty));
    match (on_panic, result) {
        (Some(OnPanic::ReturnNothing(word)), Some(ty)) => {
            errors.at(word, &message::RETURN_NOTHING, &[("returned", &source(ty))]);
        }
        (Some(OnPanic::Unwind(word)), _) => errors.at(word, &message::ON_PANIC_UNWIND, &[]),
        _ => {}
    }
}

/// Reports each `Self` that the function itself says: its code moves into a function of its own, where there is none.
struct SelfTypes<'a>(&'a mut Errors);

impl Visit<'_> for SelfTypes<'_> {
    fn visit_path(&mut self, path: &Path) {
        if let Some(first) = path.segments.first()
            && first.ident == "Self"
        {
            self.0.at(first.ident.to_token_stream(), &message::EXPORT_SELF, &[]);
        }
        visit::visit_path(self, path);
    }

    /// What stands inside is about another `Self`.
    fn visit_item(&mut self, _: &Item) {}
}

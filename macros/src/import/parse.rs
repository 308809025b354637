//! Takes a block apart into what is wrapped and what stays.

use super::{Block, Import, Pointer, Refused, check};
use crate::abi::Abi;
use crate::attrs::{self, Split};
use crate::check as shared;
use crate::diagnostics::{self as message, Errors};
use crate::names;
use crate::options::{Limit, Options, Place, Policy};
use crate::signature::{CFn, written_result};
use crate::types;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{ForeignItem, ForeignItemFn, GenericParam, Ident, Item, ItemForeignMod, LitStr, Type};

/// The block, or, where there is none, the tokens to emit in its place.
pub(super) fn block(
    arguments: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> Result<Block, TokenStream> {
    let mut foreign = match syn::parse2(item.clone()) {
        Ok(Item::ForeignMod(foreign)) => foreign,
        Ok(other) => {
            errors.at(shared::keyword(&other), &message::NOT_A_BLOCK, &[]);
            return Err(item);
        }
        Err(error) => {
            errors.parser(error);
            return Err(TokenStream::new());
        }
    };
    if !shared::abi(&foreign.abi, errors) {
        foreign.abi.name = Some(LitStr::new("C", Span::call_site()));
    }
    let mut defaults = Options::parse([arguments], Place::Block, errors);
    defaults.name_no_type(errors);
    check::block_limit(&defaults, errors);
    let items = std::mem::take(&mut foreign.items);
    let mut block = Block::new(foreign, &defaults, &item);
    for declaration in items {
        match declaration {
            ForeignItem::Fn(function) => block.function(&function, &defaults, errors),
            ForeignItem::Static(mut kept) => {
                check::bare_static(&kept.attrs, errors);
                kept.attrs.retain(|attribute| !attrs::is_options(attribute));
                block.kept.items.push(ForeignItem::Static(kept));
            }
            other => check::item(&other, errors),
        }
    }
    Ok(block)
}

impl Block {
    fn new(kept: ItemForeignMod, defaults: &Options, written: &TokenStream) -> Block {
        let limit = match defaults.limit() {
            Some((Limit::Calls(calls), _)) => Some((*calls, names::block_limit(written))),
            _ => None,
        };
        Block {
            facade: defaults.facade(),
            abi: Abi::new(kept.abi.name.as_ref()),
            kept,
            limit,
            imports: Vec::new(),
            refused: Vec::new(),
            raws: Vec::new(),
        }
    }

    fn function(&mut self, function: &ForeignItemFn, defaults: &Options, errors: &mut Errors) {
        for attributes in attrs::settle(&function.attrs, errors) {
            let mut mistakes = Errors::default();
            let declaration = ForeignItemFn { attrs: attributes, ..function.clone() };
            self.declaration(&declaration, defaults, &mut mistakes);
            errors.of_declaration(mistakes, &attrs::conditions(&declaration.attrs));
        }
    }

    /// Sorts one declaration by what becomes of it.
    ///
    /// What an option decides is not checked where one is wrong: it may be that one. The plain declaration is then there
    /// for its callers.
    fn declaration(&mut self, function: &ForeignItemFn, defaults: &Options, errors: &mut Errors) {
        let mut attrs = Split::new(&function.attrs, errors);
        let given = Options::parse(attrs.options.drain(..), Place::Function, errors);
        let options = defaults.overridden_by(given, errors);
        let ((policy, policy_span), errno) = (options.policy(), options.errno());
        let fn_type = options.fn_type().map(|named| named.unwrap_or_else(|| function.sig.ident.clone()));
        let limit = options.limit().map(|(limit, _)| limit).filter(|limit| !matches!(limit, Limit::None));
        if policy == Policy::Raw {
            return self.raw(function, fn_type);
        }
        let symbol = attrs.link_name().unwrap_or_else(|| function.sig.ident.unraw().to_string());
        let before = errors.count();
        check::safety(function, &self.kept, errors);
        check::signature(function, errors);
        let mut result = written_result(&function.sig);
        if options.sound {
            check::variadic(&function.sig, options.variadic(), &self.abi, errors);
            check::pointers(&function.sig, options.trusted(), errors);
            check::returns_once(function, &symbol, errors);
            result = check::c_result(&function.sig, errno.as_ref(), errors);
        }
        let takes_tuple = options.variadic().is_some() && function.sig.variadic.is_some();
        if errors.count() > before || (takes_tuple && !options.sound) {
            return self.refuse(function, attrs, takes_tuple, fn_type);
        }
        if !options.sound {
            return self.raw(function, fn_type);
        }
        self.imports.push(Import {
            attrs: attrs.with_inherited(&attrs::inherited(&self.kept.attrs)),
            vis: function.vis.clone(),
            safe: check::is_safe(&function.sig),
            c: CFn::new(&function.sig, result),
            signature: function.sig.clone(),
            end: function.semi_token,
            symbol,
            policy,
            policy_span,
            errno,
            thread: options.thread(),
            limit,
            options: options.written(),
            fn_type,
        });
    }

    /// Keeps the declaration as it is, and says what a pointer to it is.
    fn raw(&mut self, function: &ForeignItemFn, fn_type: Option<Ident>) {
        let mut kept = function.clone();
        kept.attrs.retain(attrs::is_declared);
        if has_pointer_type(&kept) {
            let held = [attrs::inherited(&self.kept.attrs), attrs::inherited(&kept.attrs)].concat();
            self.raws.push(Pointer {
                attrs: held.iter().map(attrs::allowed).collect(),
                vis: kept.vis.clone(),
                safe: check::is_safe(&kept.sig),
                name: kept.sig.ident.clone(),
                c: CFn::new(&kept.sig, written_result(&kept.sig)),
                fn_type,
            });
        }
        self.kept.items.push(ForeignItem::Fn(kept));
    }

    /// Declares the function for its callers, as far as its signature can be believed.
    fn refuse(&mut self, function: &ForeignItemFn, attrs: Split, takes_tuple: bool, fn_type: Option<Ident>) {
        let opaque = written_result(&function.sig).is_some_and(|ty| types::impl_trait(ty).is_some());
        let without_size = shared::all_types(&function.sig).any(|ty| types::trait_object(ty).is_some());
        if opaque || without_size || function.sig.receiver().is_some() {
            return;
        }
        if function.sig.variadic.is_some() && !takes_tuple {
            return self.raw(function, fn_type);
        }
        self.refused.push(Refused {
            attrs: attrs.with_inherited(&attrs::inherited(&self.kept.attrs)),
            vis: function.vis.clone(),
            safe: check::is_safe(&function.sig),
            signature: function.sig.clone(),
        });
    }
}

/// What the compiler refuses in a raw declaration has no pointer that could be named.
fn has_pointer_type(function: &ForeignItemFn) -> bool {
    let lifetime = |param: &GenericParam| matches!(param, GenericParam::Lifetime(_));
    let nameable = |ty: &Type| types::impl_trait(ty).is_none() && types::trait_object(ty).is_none();
    let sig = &function.sig;
    sig.receiver().is_none()
        && sig.generics.params.iter().all(lifetime)
        && shared::all_types(sig).all(nameable)
}

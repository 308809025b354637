//! `#[cgo_export]`: a function in, the same C function out, which runs its body on a goroutine.

mod attrs;
mod check;
mod expand;

use crate::abi::Abi;
use crate::attrs::conditions;
use crate::check as shared;
use crate::diagnostics::{self as message, Errors};
use crate::options::{OnPanic, Options, Place};
use crate::path::Facade;
use crate::signature::{CFn, written_result};
use attrs::Placed;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Block, Expr, Item, ItemFn, Signature, Type, Visibility};

/// One exported function.
struct Export {
    attrs: Placed,
    vis: Visibility,
    signature: Signature,
    c: CFn,
    abi: Abi,
    body: Block,
    panic: Panic,
    /// The function pointer type that it is checked against.
    implements: Option<Type>,
    /// What C calls it.
    symbol: String,
    facade: Facade,
}

/// What becomes of a panic in the body.
enum Panic {
    Abort,
    Return(Option<Box<Expr>>),
    Unwind,
}

/// Expands the attribute with its arguments over the item it stands on.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::parse([arguments], Place::Export, &mut errors);
    let function = match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            match syn::parse2::<Item>(item.clone()) {
                Ok(other) => errors.at(shared::keyword(&other), &message::NOT_AN_EXPORT, &[]),
                Err(_) => errors.parser(error),
            }
            return quote!(#errors #item);
        }
    };
    let mut mistakes = Errors::default();
    check::function(&function, &mut mistakes);
    check::on_panic(&function.sig, options.on_panic().as_ref(), &mut mistakes);
    let refused = mistakes.count() > 0;
    errors.of_declaration(mistakes, &conditions(&function.attrs));
    let emitted =
        if refused { expand::stand_in(function) } else { expand::export(&Export::new(function, &options)) };
    quote!(#errors #emitted)
}

impl Export {
    fn new(function: ItemFn, options: &Options) -> Export {
        let ItemFn { attrs, vis, sig, block, .. } = function;
        let attrs = Placed::new(attrs);
        let abi = Abi::new(sig.abi.as_ref().and_then(|abi| abi.name.as_ref()));
        Export {
            symbol: attrs.export_name().unwrap_or_else(|| sig.ident.unraw().to_string()),
            panic: Panic::new(options.on_panic(), &abi),
            c: CFn::new(&sig, written_result(&sig)),
            implements: options.implements(),
            facade: options.facade(),
            attrs,
            vis,
            signature: sig,
            abi,
            body: *block,
        }
    }
}

impl Panic {
    fn new(given: Option<OnPanic>, abi: &Abi) -> Panic {
        match given {
            None if abi.unwinds => Panic::Unwind,
            None | Some(OnPanic::Abort | OnPanic::Unwind(_)) => Panic::Abort,
            Some(OnPanic::Return(value)) => Panic::Return(Some(value)),
            Some(OnPanic::ReturnNothing(_)) => Panic::Return(None),
        }
    }
}

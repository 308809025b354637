//! `#[cgocall::main]` and `#[cgocall::test]`: the function runs as a goroutine, and its caller waits.

use crate::attrs;
use crate::diagnostics::{self as message, Errors};
use crate::options::{Options, Place};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemFn, ReturnType, Safety};

/// Which of the two attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Main,
    Test,
}

impl Entry {
    fn attribute(self) -> &'static str {
        match self {
            Entry::Main => "main",
            Entry::Test => "test",
        }
    }

    fn place(self) -> Place {
        match self {
            Entry::Main => Place::Main,
            Entry::Test => Place::Test,
        }
    }
}

/// Expands the attribute with its arguments over the function it stands on.
pub(crate) fn expand(entry: Entry, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::parse([arguments], entry.place(), &mut errors);
    let Ok(function) = syn::parse2::<ItemFn>(item.clone()) else {
        errors.at(&item, &message::NOT_A_FUNCTION, &[("attribute", entry.attribute())]);
        return quote!(#errors #item);
    };
    check(entry, &function, &mut errors);
    let emitted =
        if errors.count() > 0 { stand_in(&function) } else { entry_point(entry, &function, &options) };
    quote!(#errors #emitted)
}

fn check(entry: Entry, function: &ItemFn, errors: &mut Errors) {
    let sig = &function.sig;
    let attribute = ("attribute", entry.attribute());
    if let Some(token) = &sig.asyncness {
        errors.at(token, &message::ENTRY_ASYNC, &[attribute]);
    }
    if !sig.inputs.is_empty() {
        errors.at(&sig.inputs, &message::ENTRY_ARGUMENTS, &[attribute]);
    }
    if !sig.generics.params.is_empty() {
        errors.at(&sig.generics, &message::ENTRY_GENERIC, &[attribute]);
    }
    let safety = match &sig.safety {
        Safety::Default => None,
        other => Some(other.to_token_stream()),
    };
    let qualifiers = [
        sig.constness.map(ToTokens::into_token_stream),
        safety,
        sig.abi.as_ref().map(ToTokens::to_token_stream),
    ];
    for qualifier in qualifiers.into_iter().flatten() {
        let text = qualifier.to_string();
        errors.at(qualifier, &message::ENTRY_QUALIFIER, &[attribute, ("qualifier", &text)]);
    }
}

/// The user's function inside one of the same name and attributes.
///
/// A result is turned into an exit code on the goroutine, so that it need not be `Send`.
fn entry_point(entry: Entry, function: &ItemFn, options: &Options) -> TokenStream {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    let (facade, keyword, name) = (options.facade(), sig.fn_token, &sig.ident);
    let attributes = attrs.iter().map(attrs::outer);
    let test = (entry == Entry::Test).then(|| quote!(#[::core::prelude::v1::test]));
    let promise = options.migrating().then(|| {
        quote! {
            ::core::result::Result::expect(
                #facade::Builder::init(unsafe { #facade::Builder::migrating(#facade::Builder::new()) }),
                "`main` promises that goroutines may migrate, but the runtime has been started before",
            );
        }
    });
    let (result, run) = match &sig.output {
        ReturnType::Default => (None, quote!(#facade::run(#name))),
        ReturnType::Type(..) => (
            Some(quote!(-> ::std::process::ExitCode)),
            quote!(#facade::run(|| ::std::process::Termination::report(#name()))),
        ),
    };
    quote! {
        #test
        #(#attributes)*
        #vis #keyword #name() #result {
            #sig #block
            #promise
            #run
        }
    }
}

/// A function that is refused keeps its name, since a program without `main` is one more error.
fn stand_in(function: &ItemFn) -> TokenStream {
    let (vis, name) = (&function.vis, &function.sig.ident);
    quote!(#vis fn #name() {})
}

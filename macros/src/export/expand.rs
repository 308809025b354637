//! What an exported function becomes. All that is beside it is nested in it: it takes no name from its neighbours,
//! and `cfg` and lint levels hold for everything.

use super::attrs::Placed;
use super::{Export, Panic};
use crate::{attrs, check, names, signature, types};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, FnArg, ItemFn, LitStr, Pat, PatIdent, Safety, Signature, Token, Type, parse_quote};

/// The C function itself, which jumps to the runtime with its description in hand.
pub(super) fn export(export: &Export) -> TokenStream {
    let Export { attrs, vis, facade, .. } = export;
    let (attributes, signature) = (&attrs.item, plainly_named(&export.signature));
    let (description, name) = (description(export), names::export());
    let code = match &export.panic {
        Panic::Unwind => user_code(export, &entry_header(export)),
        Panic::Abort => guarded(export),
        Panic::Return(value) => catching(export, value.as_deref()),
    };
    let comparison = export.implements.as_ref().map(|ty| comparison(export, ty));
    let thunk = quote!(#facade::__private::callback_thunk!(#name));
    // Whoever looks the function up is led to the whole of what was written.
    let whole = export.body.brace_token.span.join();
    let body = quote_spanned!(whole=> { #description #code #comparison #thunk });
    quote!(#(#attributes)* #[unsafe(naked)] #vis #signature #body)
}

/// The signature with every parameter under a plain name or `_`: a naked function binds nothing.
fn plainly_named(signature: &Signature) -> Signature {
    let mut signature = signature.clone();
    for arg in &mut signature.inputs {
        if let FnArg::Typed(typed) = arg {
            *typed.pat = match &*typed.pat {
                Pat::Ident(PatIdent { ident, .. }) => parse_quote!(#ident),
                _ => parse_quote!(_),
            };
        }
    }
    signature
}

/// The static that the runtime reads.
fn description(export: &Export) -> TokenStream {
    let (facade, name, entry, ty) =
        (&export.facade, names::export(), names::entry(&export.signature.ident), export.c.static_type());
    let report = names::report(&export.signature.ident, &export.symbol);
    quote! {
        static #name: #facade::__private::Export = #facade::__private::Export::new(
            #entry as *const (),
            #report,
            #facade::__private::stack_bytes!(#ty),
        );
    }
}

/// The start of the entry up to its name.
fn entry_header(export: &Export) -> TokenStream {
    let (unwinding, entry) = (&export.abi.unwinding, names::entry(&export.signature.ident));
    quote!(extern #unwinding fn #entry)
}

/// The function that holds what the user wrote, parameters and all. What there is to say of its signature is said of
/// the exported function.
fn user_code(export: &Export, header: &TokenStream) -> TokenStream {
    let Export { signature, attrs, body, .. } = export;
    let Signature { safety, generics, output, .. } = signature;
    let inputs = inputs(export);
    let attributes = &attrs.body;
    quote! {
        #(#attributes)* #[allow(improper_ctypes_definitions)]
        #[allow(clippy::too_many_arguments, clippy::needless_lifetimes)]
        #[allow(clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref)]
        #[allow(clippy::missing_const_for_fn)]
        #safety #header #generics(#inputs) #output #body
    }
}

/// The parameters as they were written. One that only the value of `on_panic` uses is not unused.
fn inputs(export: &Export) -> Punctuated<FnArg, Token![,]> {
    let mut inputs = export.signature.inputs.clone();
    if let Panic::Return(Some(_)) = export.panic {
        for arg in &mut inputs {
            if let FnArg::Typed(typed) = arg {
                typed.attrs.push(parse_quote!(#[allow(unused_variables)]));
            }
        }
    }
    inputs
}

/// The user's code as a Rust function, and the entry before it.
fn nested(export: &Export, entry_body: &TokenStream) -> TokenStream {
    let (body, header) = (names::body(&export.signature.ident), entry_header(export));
    let inline = (!export.attrs.may_inline()).then(|| quote!(#[inline]));
    let code = user_code(export, &quote!(fn #body));
    let (generics, signature) = (export.c.generics(), export.c.parameters_and_result());
    quote! {
        #[allow(improper_ctypes_definitions)]
        #[allow(clippy::too_many_arguments, clippy::used_underscore_binding)]
        #header #generics #signature {
            #entry_body
        }
        #inline #code
    }
}

/// The call of the user's code.
fn call(export: &Export) -> TokenStream {
    let (body, arguments) = (names::body(&export.signature.ident), export.c.names());
    let call = quote!(#body(#(#arguments),*));
    match export.signature.safety {
        Safety::Unsafe(_) => quote!(unsafe { #call }),
        _ => call,
    }
}

/// A panic that would leave the function aborts.
fn guarded(export: &Export) -> TokenStream {
    nested(export, &aborting_on_panic(export, &call(export)))
}

fn aborting_on_panic(export: &Export, expression: &TokenStream) -> TokenStream {
    let (facade, name) = (&export.facade, names::export());
    quote!(#facade::__private::abort_on_panic(&#name, || #expression))
}

/// A panic is put aside, and C receives `value`. One in `value` itself aborts.
fn catching(export: &Export, value: Option<&Expr>) -> TokenStream {
    let (facade, name, call) = (&export.facade, names::export(), call(export));
    let (returned, payload) = (names::value(), names::payload());
    let instead = value.map(|value| {
        let result = export.c.result.as_ref().map_or(quote!(()), ToTokens::to_token_stream);
        // Without parentheses, a value that begins with a block would end there.
        let value = quote_spanned!(value.span().resolved_at(Span::call_site())=> (#value));
        aborting_on_panic(export, &quote!(-> #result { #value }))
    });
    let entry_body = quote! {
        match #facade::__private::catch_panic(|| #call) {
            ::core::result::Result::Ok(#returned) => #returned,
            ::core::result::Result::Err(#payload) => {
                #facade::__private::defer_panic(&#name, #payload);
                #instead
            }
        }
    };
    nested(export, &entry_body)
}

/// An assignment that nobody runs, which the compiler reports where the type is written.
fn comparison(export: &Export, ty: &Type) -> TokenStream {
    let (facade, expected, found) = (&export.facade, names::expected(), names::found(types::span(ty)));
    let Signature { safety, abi, .. } = &export.signature;
    let pointer = export.c.pointer_type(&quote!(#safety #abi));
    quote! {
        #[allow(improper_ctypes_definitions)]
        const _: fn(#facade::__private::Implements<#ty>, #pointer) = |mut #expected, #found| {
            *#expected.pointer() = #found;
        };
    }
}

/// A function in the place of one that was refused, so that its callers find it, if there can be one.
pub(super) fn stand_in(mut function: ItemFn) -> TokenStream {
    if check::all_types(&function.sig).any(|ty| types::trait_object(ty).is_some()) {
        return TokenStream::new();
    }
    function.attrs = Placed::new(function.attrs).item;
    function.attrs.retain(|attribute| attrs::definition(&attribute.meta).is_none());
    if let Some(abi) = &mut function.sig.abi {
        abi.name = Some(LitStr::new("C", abi.span()));
    }
    if function.sig.variadic.is_none() {
        return quote!(#[allow(improper_ctypes_definitions)] #function);
    }
    let ItemFn { attrs, vis, sig, .. } = function;
    let Signature { ident, generics, output, .. } = &sig;
    let parameters = signature::unnamed(&sig.inputs);
    quote! {
        unsafe extern "C" {
            #(#attrs)* #vis fn #ident #generics(#(#parameters,)* ...) #output;
        }
    }
}

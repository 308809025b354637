//! What an imported function becomes. Everything beside the wrapper itself is nested or hidden.

use super::{Block, Import, Refused, pointer, variadic};
use crate::abi::Abi;
use crate::options::{Errno, Limit, Policy, Thread};
use crate::path::Facade;
use crate::signature::{self, written_result};
use crate::{attrs, names, types};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Type};

pub(super) fn block(block: &Block) -> TokenStream {
    let Block { facade, abi, kept, limit, imports, refused, raws } = block;
    let shares = |import: &Import| matches!(import.limit, Some(Limit::OfBlock));
    let limit = limit.as_ref().filter(|_| imports.iter().any(shares));
    let shared = limit.map(|(calls, name)| {
        let (cfg, item) = (attrs::conditions(&kept.attrs), limit_item(name, calls, facade));
        quote!(#(#cfg)* #[allow(dead_code)] #item)
    });
    let shared_name = limit.map(|(_, name)| name);
    let imports = imports.iter().map(|import| {
        let (wrapper, pointer) = (wrapper(import, shared_name, abi, facade), pointer::of_import(import, abi));
        quote!(#wrapper #pointer)
    });
    let refused = refused.iter().map(|refused| stand_in(refused, facade));
    let raws = raws.iter().map(|raw| pointer::of_raw(raw, abi));
    quote!(#kept #shared #(#imports)* #(#refused)* #(#raws)*)
}

/// The function that the user calls.
///
/// What clippy has to say about a Rust function is no fault of a declaration, which this is for the user.
fn wrapper(import: &Import, shared: Option<&Ident>, abi: &Abi, facade: &Facade) -> TokenStream {
    let Import { attrs, vis, signature, c, .. } = import;
    let (cfg, lints, others) = (&attrs.cfg, &attrs.lints, &attrs.wrapper);
    let inline = (!attrs.has("inline") && !attrs.has("cold")).then(|| match import.policy {
        Policy::Inline => quote!(#[inline(always)]),
        _ => quote!(#[inline]),
    });
    let origin = origin(import);
    // Where a call waits for its place is told by its caller's line.
    let track = (import.limit.is_some() && !attrs.has("track_caller")).then(|| quote!(#[track_caller]));
    let (name, generics, args, output) = (&signature.ident, c.generics(), &c.args, &signature.output);
    let keyword = &signature.fn_token;
    let unsafety = (!import.safe).then(|| quote_spanned!(keyword.span=> unsafe));
    let (items, callee) = route(import, abi, facade);
    let (limit, place) = limit(import, shared, facade);
    let body = body(import, abi, &callee, place.as_ref(), facade);
    let body = quote_spanned!(import.end.span=> { #items #limit #body });
    let further = variadic::parameter(signature, facade);
    quote! {
        #(#cfg)* #[allow(clippy::all, clippy::pedantic, clippy::nursery)] #(#lints)* #(#others)* #origin #inline #track
        #vis #unsafety #keyword #name #generics (#(#args,)* #further) #output #body
    }
}

/// The end of the documentation, for a function that has some: without, it stays undocumented for `missing_docs`.
fn origin(import: &Import) -> Option<TokenStream> {
    let mut text = format!(" Calls `{}` in C", import.symbol);
    for (index, option) in import.options.iter().enumerate() {
        text += &format!("{}`{option}`", if index == 0 { ": " } else { ", " });
    }
    text += ".";
    import.attrs.documented().then(|| quote!(#[doc = ""] #[doc = #text]))
}

/// What leads to C, and the name in it that the wrapper calls.
fn route(import: &Import, abi: &Abi, facade: &Facade) -> (TokenStream, Ident) {
    let (site, thunk, raw) = (names::site(), names::thunk(), names::raw());
    let (identity, ty) = (site_identity(import, facade), import.c.static_type());
    let thread_item = import.thread.as_ref().map(|thread| thread_item(import, thread, facade));
    if has_sites(import) {
        let items = variadic::route(import, &identity, facade);
        return (quote!(#thread_item #items), names::callee());
    }
    let site_item = quote! {
        static #site: #facade::__private::Site =
            #facade::__private::Site::new(#identity, #facade::__private::stack_bytes!(#ty));
        #thread_item
    };
    if import.policy == Policy::Inline {
        // A parameter may have the function's own name.
        let named = !abi.unwinds || import.thread.is_some() || import.limit.is_some();
        let (site_item, declaration) = (named.then_some(site_item), raw_declaration(import, abi, &raw));
        return (quote!(#site_item #declaration), raw);
    }
    let (unwinding, generics, signature) =
        (&abi.unwinding, import.c.generics(), import.c.parameters_and_result());
    let items = quote! {
        #site_item
        #[allow(improper_ctypes_definitions)]
        #[unsafe(naked)]
        unsafe extern #unwinding fn #thunk #generics #signature {
            #facade::__private::thunk!(#site)
        }
    };
    (items, thunk)
}

/// Whether calls differ in the trampoline that they need, so that one site does not do.
fn has_sites(import: &Import) -> bool {
    import.c.variadic && import.policy != Policy::Inline
}

/// The site that stands for the import where it is only named.
fn named_site(import: &Import) -> TokenStream {
    let (site, sites) = (names::site(), names::sites());
    if has_sites(import) { quote!(#sites[0]) } else { quote!(#site) }
}

/// What a site says about its import: the C function, its name in reports, and the policy.
fn site_identity(import: &Import, facade: &Facade) -> TokenStream {
    let function = names::pointer(&import.signature.ident, Span::call_site());
    let name = names::report(&import.signature.ident, &import.symbol);
    let policy = names::policy(import.policy, import.policy_span);
    quote!(#function as *const (), #name, #facade::__private::Policy::#policy)
}

/// The static that says where calls are made.
fn thread_item(import: &Import, thread: &Thread, facade: &Facade) -> TokenStream {
    let (item, site) = (names::thread(), named_site(import));
    let which = match thread {
        Thread::Named(name) => quote!(named(#name, &#site)),
        Thread::Main => quote!(main(&#site)),
        Thread::Any => return TokenStream::new(),
    };
    quote!(static #item: #facade::__private::Thread = #facade::__private::Thread::#which;)
}

/// The static of the function's own limit, and the place that the call takes: dropped last, when errno has been read.
fn limit(
    import: &Import,
    shared: Option<&Ident>,
    facade: &Facade,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let (own, site, place) = (names::limit(), named_site(import), names::place());
    let (item, name) = match (&import.limit, shared) {
        (Some(Limit::Calls(calls)), _) => (Some(limit_item(&own, calls, facade)), &own),
        (Some(Limit::OfBlock), Some(shared)) => (None, shared),
        _ => return (None, None),
    };
    (item, Some(quote!(let #place = #facade::__private::Place::take(&#name, &#site);)))
}

/// A number that is none is reported where it is written.
fn limit_item(name: &Ident, calls: &Expr, facade: &Facade) -> TokenStream {
    let located = facade.located_at(calls.span());
    let limit = quote_spanned!(calls.span()=> #located::__private::Limit::new(#calls));
    quote!(static #name: #facade::__private::Limit = #limit;)
}

/// The call, and what is made of its result: on its thread, if it has one. What options say is evaluated before.
///
/// The place is taken on that thread: it belongs to the goroutine on which callbacks run, since they may call again.
fn body(
    import: &Import,
    abi: &Abi,
    callee: &Ident,
    place: Option<&TokenStream>,
    facade: &Facade,
) -> TokenStream {
    let call = call(import, abi, callee, facade);
    let call = quote!(#place #call);
    let call = if import.thread.is_some() { on_thread(import, &call) } else { call };
    let Some(Errno::OnValue(fail)) = &import.errno else { return call };
    let (failure, result) = (names::fail(), &import.c.result);
    quote!(let #failure: #result = #fail; #call)
}

fn call(import: &Import, abi: &Abi, callee: &Ident, facade: &Facade) -> TokenStream {
    let (value, guard) = (names::value(), names::guard());
    let arguments = import.c.names();
    let call = quote!(#callee(#(#arguments),*));
    let call = if import.c.variadic { variadic::call(&call, facade) } else { call };
    let call = quote!(unsafe { #call });
    let (watch, forget) = match watch(import, abi, facade) {
        Some(watch) => (quote!(let #guard = #watch;), quote!(#facade::__private::returned(#guard);)),
        None => Default::default(),
    };
    if !import.c.returns() {
        return quote!(#watch #call);
    }
    let call = quote!(#watch let #value = #call; #forget);
    let written = written_result(&import.signature);
    match &import.errno {
        None => quote!(#call #value),
        Some(Errno::Always) => errno_always(&call, written, facade),
        Some(Errno::OnFailure) => errno_on_failure(&call, import.c.result.as_ref(), facade),
        Some(Errno::OnValue(_)) => {
            let failure = names::fail();
            quote! {
                #call
                let #failure = #value == #failure;
                #facade::__private::errno_result_if(#value, #failure)
            }
        }
    }
}

/// A function that never returns gives its caller a value that cannot be.
fn on_thread(import: &Import, call: &TokenStream) -> TokenStream {
    let thread = names::thread();
    if import.c.returns() {
        quote!(#thread.run(move || { #call }))
    } else {
        quote!(match #thread.run(move || -> ::core::convert::Infallible { #call }) {})
    }
}

/// The guard that only a panic drops which arrives from C: for it the process ends, or the books are put in order, of
/// which `inline` keeps none.
fn watch(import: &Import, abi: &Abi, facade: &Facade) -> Option<TokenStream> {
    let site = named_site(import);
    match (abi.unwinds, import.policy) {
        (false, _) => Some(quote!(#facade::__private::NoUnwind::new(&#site))),
        (true, Policy::Inline) => None,
        (true, _) => Some(quote!(#facade::__private::Repair::new())),
    }
}

/// A type that is not `Errno` is reported where it is written.
fn errno_always(call: &TokenStream, written: Option<&Type>, facade: &Facade) -> TokenStream {
    let (value, span) = (names::value(), written.and_then(types::pair).map(|(_, errno)| errno).span());
    let located = facade.located_at(span);
    let errno = quote_spanned!(span=> #located::__private::errno());
    quote! {
        #facade::__private::clear_errno();
        #call
        (#value, #errno)
    }
}

/// A type that has no failure of its own is reported where it is written.
fn errno_on_failure(call: &TokenStream, result: Option<&Type>, facade: &Facade) -> TokenStream {
    let (value, located) = (names::value(), facade.located_at(result.span()));
    let conversion = quote_spanned!(result.span()=> #located::__private::errno_result::<#result>(#value));
    quote! {
        #call
        #conversion
    }
}

/// The C symbol under some name, with an ABI by which a panic may pass.
pub(super) fn raw_declaration(import: &Import, abi: &Abi, name: &Ident) -> TokenStream {
    let Import { attrs, signature, end, symbol, c, .. } = import;
    let attributes = &attrs.symbol;
    let renamed = attributes.is_empty() && *name != signature.ident;
    let link_name = renamed.then(|| quote!(#[link_name = #symbol]));
    let (unwinding, keyword) = (&abi.unwinding, &signature.fn_token);
    let (generics, signature) = (c.generics(), c.declaration());
    quote! {
        unsafe extern #unwinding {
            #(#attributes)* #link_name
            #keyword #name #generics #signature #end
        }
    }
}

/// A function in the place of one that was refused, so that its callers find it.
fn stand_in(refused: &Refused, facade: &Facade) -> TokenStream {
    let Refused { attrs, vis, safe, signature } = refused;
    let (cfg, lints, others, unsafety) = (&attrs.cfg, &attrs.lints, &attrs.wrapper, unsafety(*safe));
    let (name, generics, output) = (&signature.ident, &signature.generics, &signature.output);
    let clause = &signature.generics.where_clause;
    let further = variadic::parameter(signature, facade);
    let parameters = signature::unnamed(&signature.inputs).chain(further);
    quote! {
        #(#cfg)* #(#lints)* #(#others)*
        #vis #unsafety fn #name #generics (#(#parameters),*) #output #clause {
            loop {}
        }
    }
}

pub(super) fn unsafety(safe: bool) -> Option<TokenStream> {
    (!safe).then(|| quote!(unsafe))
}

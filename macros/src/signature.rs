//! The C side of a declaration: what is passed, what comes back, under which lifetimes. Plain data with its tokens.

use crate::{names, types};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::punctuated::Punctuated;
use syn::{FnArg, GenericParam, LifetimeParam, Pat, ReturnType, Signature, Token, Type};

/// A C function as C sees it.
pub(crate) struct CFn {
    pub(crate) lifetimes: Vec<LifetimeParam>,
    pub(crate) args: Vec<CArg>,
    /// What C returns; nothing where it returns nothing.
    pub(crate) result: Option<Type>,
    pub(crate) variadic: bool,
}

/// One parameter, by a name that an expression can use.
pub(crate) struct CArg {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

impl CFn {
    /// Reads a signature that has been checked; `result` is what C returns.
    pub(crate) fn new(signature: &Signature, result: Option<&Type>) -> CFn {
        let lifetimes = signature.generics.params.iter().filter_map(|param| match param {
            GenericParam::Lifetime(lifetime) => Some(lifetime.clone()),
            _ => None,
        });
        CFn {
            lifetimes: lifetimes.collect(),
            args: signature.inputs.iter().enumerate().filter_map(CArg::new).collect(),
            result: result.filter(|ty| !types::is_unit(ty)).cloned(),
            variadic: signature.variadic.is_some(),
        }
    }

    /// Whether it comes back: not if its result is `!`.
    pub(crate) fn returns(&self) -> bool {
        !matches!(self.result, Some(Type::Never(_)))
    }

    /// The names of the arguments, as a call passes them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        self.args.iter().map(|arg| &arg.name)
    }

    /// `(a: A, b: B) -> R`.
    pub(crate) fn parameters_and_result(&self) -> TokenStream {
        let (args, result) = (&self.args, arrow(self.result.as_ref()));
        quote!((#(#args),*) #result)
    }

    /// The same with `...`, where it is variadic.
    pub(crate) fn declaration(&self) -> TokenStream {
        let (args, result) = (self.args.iter().map(CArg::to_token_stream), arrow(self.result.as_ref()));
        let args = args.chain(self.variadic.then(|| quote!(...)));
        quote!((#(#args),*) #result)
    }

    /// `<'a, 'b>`, or nothing.
    pub(crate) fn generics(&self) -> Option<TokenStream> {
        let lifetimes = &self.lifetimes;
        (!lifetimes.is_empty()).then(|| quote!(<#(#lifetimes),*>))
    }

    /// `for<'a> QUALIFIER fn(A, B) -> R`: the type of a pointer to it.
    ///
    /// A lifetime that no parameter mentions is the caller's choice, which a pointer type cannot say: it is `'static`.
    pub(crate) fn pointer_type(&self, qualifier: &TokenStream) -> TokenStream {
        let mentioned: HashSet<Ident> = self.args.iter().flat_map(|arg| types::lifetimes(&arg.ty)).collect();
        let bound: Vec<_> =
            self.lifetimes.iter().filter(|param| mentioned.contains(&param.lifetime.ident)).collect();
        let binder = (!bound.is_empty()).then(|| quote!(for<#(#bound),*>));
        let chosen = self.lifetime_names().difference(&mentioned).cloned().collect();
        let result = arrow(self.result.as_ref().map(|ty| types::with_static(ty, &chosen)).as_ref());
        let types = self.types();
        quote!(#binder #qualifier fn(#(#types),*) #result)
    }

    /// `QUALIFIER fn(A, B) -> R`, where its lifetimes are in scope.
    pub(crate) fn local_pointer_type(&self, qualifier: &TokenStream) -> TokenStream {
        let (types, result) = (self.types(), arrow(self.result.as_ref()));
        quote!(#qualifier fn(#(#types),*) #result)
    }

    fn types(&self) -> impl Iterator<Item = TokenStream> {
        let types = self.args.iter().map(|arg| arg.ty.to_token_stream());
        types.chain(self.variadic.then(|| quote!(...)))
    }

    /// `fn(A, B) -> R`, as it can be named in a nested item, where no lifetime is in scope.
    pub(crate) fn static_type(&self) -> TokenStream {
        let lifetimes = self.lifetime_names();
        let types = self.args.iter().map(|arg| types::with_static(&arg.ty, &lifetimes));
        let returned = self.result.as_ref().filter(|_| self.returns());
        let result = arrow(returned.map(|ty| types::with_static(ty, &lifetimes)).as_ref());
        quote!(fn(#(#types),*) #result)
    }

    fn lifetime_names(&self) -> HashSet<Ident> {
        self.lifetimes.iter().map(|param| param.lifetime.ident.clone()).collect()
    }
}

impl CArg {
    fn new((index, arg): (usize, &FnArg)) -> Option<CArg> {
        let FnArg::Typed(typed) = arg else { return None };
        let name = match &*typed.pat {
            Pat::Ident(pattern) if !names::is_item(&pattern.ident) => pattern.ident.clone(),
            _ => names::argument(index),
        };
        Some(CArg { name, ty: (*typed.ty).clone() })
    }
}

impl ToTokens for CArg {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let CArg { name, ty } = self;
        tokens.extend(quote!(#name: #ty));
    }
}

fn arrow(result: Option<&Type>) -> Option<TokenStream> {
    result.map(|ty| quote!(-> #ty))
}

/// The type after the arrow, if there is one.
pub(crate) fn written_result(signature: &Signature) -> Option<&Type> {
    match &signature.output {
        ReturnType::Type(_, ty) => Some(ty),
        ReturnType::Default => None,
    }
}

/// The parameters under names that cannot be wrong, for a body that does not use them.
pub(crate) fn unnamed(inputs: &Punctuated<FnArg, Token![,]>) -> impl Iterator<Item = TokenStream> {
    inputs.iter().filter_map(|arg| match arg {
        FnArg::Typed(typed) => {
            let ty = &typed.ty;
            Some(quote!(_: #ty))
        }
        FnArg::Receiver(_) => None,
    })
}

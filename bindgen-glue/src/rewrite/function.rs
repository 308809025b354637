//! One function: the attribute, the safety and the result that the build script asks for.

use super::unwrappable::{self, Unwrappable};
use super::{Context, errno};
use crate::mistake::Mistake;
use crate::policy::{Errno, Policy, Rule, Said, Settled, Thread};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, FnArg, ForeignItemFn, Ident, Lit, Meta, Safety, Token, Type, parse_quote};

pub(super) struct Function {
    /// Its name in C.
    pub(super) name: String,
    /// The ABI of the block that it belongs to.
    pub(super) abi: String,
    /// Whether its symbol is one of ours.
    pub(super) is_shimmed: bool,
    /// Whether it is declared plainly.
    pub(super) is_raw: bool,
    pub(super) declaration: ForeignItemFn,
    pub(super) mistakes: Vec<Mistake>,
}

impl Function {
    /// What becomes of a declaration in a block of this ABI.
    pub(super) fn new(mut declaration: ForeignItemFn, abi: &str, context: &Context<'_>) -> Function {
        let (name, is_shimmed) = name(&mut declaration, context);
        let settled = Settled::of(&name, &context.builder.rules);
        let unwrappable = Unwrappable::of(&name, context.survey.functions.get(&name), abi);
        // Rust has no ABI for `...` through which it would unwind.
        let can_unwind = abi == "C" && declaration.sig.variadic.is_none();
        let unwinds = can_unwind && settled.said().any(|said| *said == Said::Unwind);
        let mut function = Function {
            name,
            abi: if unwinds { "C-unwind" } else { abi }.to_owned(),
            is_shimmed,
            is_raw: unwrappable.is_some() || settled.policy() == Some(Policy::Raw),
            declaration,
            mistakes: Vec::new(),
        };
        function.document(&settled, unwrappable.as_ref(), context);
        function.set_options(&settled, context);
        function
    }

    fn document(&mut self, settled: &Settled<'_>, unwrappable: Option<&Unwrappable>, context: &Context<'_>) {
        let mut notes: Vec<String> = unwrappable.into_iter().map(Unwrappable::reason).collect();
        if let Some(reason) = settled.said().find_map(Said::reason) {
            self.declaration.sig.safety = Safety::Safe(Token![safe](Span::call_site()));
            notes.push(format!("Safe to call: {reason}"));
        }
        context.docs.of_function(&mut self.declaration, &self.name, &notes);
    }

    fn set_options(&mut self, settled: &Settled<'_>, context: &Context<'_>) {
        let mut options = Vec::new();
        if self.is_raw {
            // Outside of a block of ours there is nothing to be excepted from.
            options.extend(unwrappable::is_c(&self.abi).then(|| quote!(raw)));
        } else {
            options.extend(self.declaration.sig.variadic.is_some().then(|| quote!(variadic)));
            options.extend(self.wants_trust(context).then(|| quote!(trusted)));
            for rule in settled.rules() {
                self.set_result(rule, context);
                options.extend(option(&rule.said));
            }
        }
        if !options.is_empty() {
            self.declaration.attrs.push(parse_quote!(#[cgo(#(#options),*)]));
        }
    }

    /// Whether it is safe to call, although C gets something from its caller that it could follow.
    fn wants_trust(&self, context: &Context<'_>) -> bool {
        let signature = &self.declaration.sig;
        let pointer = |input: &FnArg| match input {
            FnArg::Typed(parameter) => matches!(context.aliases.resolve(&parameter.ty), Type::Ptr(_)),
            FnArg::Receiver(_) => false,
        };
        let pointers = signature.variadic.is_some() || signature.inputs.iter().any(pointer);
        pointers && matches!(signature.safety, Safety::Safe(_))
    }

    /// With `errno`, a declaration is written with what Rust gets.
    fn set_result(&mut self, rule: &Rule, context: &Context<'_>) {
        let Said::Errno(errno) = &rule.said else { return };
        match errno::result(&self.declaration.sig.output, errno, &context.aliases, &context.facade) {
            Ok(output) => self.declaration.sig.output = output,
            Err(why) => {
                let (call, function) = (rule.pattern.to_string(), self.name.clone());
                self.mistakes.push(Mistake::Errno { call, function, why });
            }
        }
    }
}

/// The name in C, and whether the symbol is one of ours. What was declared for bindgen by another name gets its own.
fn name(declaration: &mut ForeignItemFn, context: &Context<'_>) -> (String, bool) {
    let ident = declaration.sig.ident.to_string();
    let symbol = link_name(declaration).unwrap_or_else(|| ident.clone());
    let Some(origin) = context.shims.origin(&symbol) else { return (symbol, false) };
    if ident == symbol {
        declaration.sig.ident = syn::parse_str(origin).unwrap_or_else(|_| escaped(origin));
    }
    let made = context.shims.made_for(origin);
    let symbol = made.as_deref().or_else(|| (declaration.sig.ident != origin).then_some(origin));
    declaration.attrs.retain(|attribute| !attribute.path().is_ident("link_name"));
    declaration.attrs.extend(symbol.map(|symbol| parse_quote!(#[link_name = #symbol])));
    (origin.to_owned(), made.is_some())
}

/// The symbol, where it is not the function's name.
fn link_name(declaration: &ForeignItemFn) -> Option<String> {
    declaration.attrs.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("link_name") => match &pair.value {
            // The mark tells LLVM to take the name as it is.
            Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => {
                Some(name.value().trim_start_matches('\u{1}').to_owned())
            }
            _ => None,
        },
        _ => None,
    })
}

/// A name that is a keyword in Rust, as bindgen writes it.
fn escaped(name: &str) -> Ident {
    Ident::new(&format!("{name}_"), Span::call_site())
}

/// An option of `#[cgo(..)]` or `#[cgo_import(..)]`; nothing for what the declaration itself says.
pub(super) fn option(said: &Said) -> Option<TokenStream> {
    Some(match said {
        Said::Policy(policy) => Ident::new(policy.name(), Span::call_site()).into_token_stream(),
        Said::Errno(Errno::OnFailure) => quote!(errno),
        Said::Errno(Errno::OnValue(value)) => {
            let value: TokenStream = value.parse().unwrap_or_default();
            quote!(errno(fail = #value))
        }
        Said::Errno(Errno::Always) => quote!(errno(always)),
        Said::Limit(None) => quote!(limit = none),
        Said::Limit(Some(calls)) => {
            let calls = Literal::usize_unsuffixed(*calls);
            quote!(limit = #calls)
        }
        Said::Serialize => quote!(serialize),
        Said::Thread(Thread::Named(name)) => quote!(thread = #name),
        Said::Thread(Thread::Main) => quote!(thread = main),
        Said::Thread(Thread::Any) => quote!(thread = any),
        Said::Safe { .. } | Said::Unwind => return None,
    })
}

//! One function: the attribute, the safety and the result that the build script asks for.

use super::aliases::Aliases;
use super::docs::Docs;
use super::unwrappable::{self, Unwrappable};
use super::{Rewriter, errno};
use crate::mistake::Mistake;
use crate::policy::{Errno, Policy, Rule, Said, Settled, Thread};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, ForeignItemFn, Ident, Lit, Meta, Token, parse_quote};

pub(super) struct Function {
    /// Its name in C.
    pub(super) name: String,
    /// Whether its symbol is one of ours.
    pub(super) is_shimmed: bool,
    pub(super) declaration: ForeignItemFn,
}

impl Function {
    pub(super) fn new(mut declaration: ForeignItemFn, rewriter: &Rewriter<'_>) -> Function {
        let ident = declaration.sig.ident.to_string();
        let symbol = link_name(&declaration).unwrap_or_else(|| ident.clone());
        let Some(origin) = rewriter.shims.origin(&symbol) else {
            return Function { name: symbol, is_shimmed: false, declaration };
        };
        // What was declared for bindgen by the name of the symbol goes by its own.
        if ident == symbol {
            declaration.sig.ident = syn::parse_str(origin).unwrap_or_else(|_| escaped(origin));
        }
        declaration.attrs.retain(|attribute| !attribute.path().is_ident("link_name"));
        declaration.attrs.push(parse_quote!(#[link_name = #symbol]));
        Function { name: origin.to_owned(), is_shimmed: true, declaration }
    }

    /// The ABI of the block that it goes to.
    pub(super) fn abi(&self, declared: &str, settled: &Settled<'_>) -> String {
        let unwinds = declared == "C" && settled.said().any(|said| *said == Said::Unwind);
        if unwinds { "C-unwind".to_owned() } else { declared.to_owned() }
    }

    /// Returns whether it is wrapped.
    pub(super) fn apply(
        &mut self,
        settled: &Settled<'_>,
        abi: &str,
        rewriter: &Rewriter<'_>,
        aliases: &Aliases,
        docs: &Docs<'_>,
        mistakes: &mut Vec<Mistake>,
    ) -> bool {
        let unwrappable = Unwrappable::of(&self.name, rewriter.survey.functions.get(&self.name), abi);
        let raw = unwrappable.is_some() || settled.policy() == Some(Policy::Raw);
        let mut options = Vec::new();
        if raw {
            options.extend(unwrappable::is_c(abi).then(|| quote!(raw)));
        } else {
            options.extend(self.declaration.sig.variadic.is_some().then(|| quote!(variadic)));
            for rule in settled.rules() {
                self.ask(rule, rewriter, aliases, mistakes);
                options.extend(option(&rule.said));
            }
        }
        let mut notes: Vec<String> = unwrappable.iter().map(Unwrappable::reason).collect();
        if let Some(reason) = settled.said().find_map(Said::reason) {
            self.declaration.sig.safety = syn::Safety::Safe(Token![safe](Span::call_site()));
            notes.push(format!("Safe to call: {reason}"));
        }
        docs.of_function(&mut self.declaration, &self.name, &notes);
        if !options.is_empty() {
            self.declaration.attrs.push(parse_quote!(#[cgo(#(#options),*)]));
        }
        !raw
    }

    /// Changes the declaration where an option does.
    fn ask(
        &mut self,
        rule: &Rule,
        rewriter: &Rewriter<'_>,
        aliases: &Aliases,
        mistakes: &mut Vec<Mistake>,
    ) {
        let Said::Errno(errno) = &rule.said else { return };
        match errno::result(&self.declaration.sig.output, errno, aliases, &rewriter.facade) {
            Ok(output) => self.declaration.sig.output = output,
            Err(why) => {
                mistakes.push(Mistake::Errno { call: rule.call(), function: self.name.clone(), why });
            }
        }
    }
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
        Said::Limit(calls) => {
            let calls = proc_macro2::Literal::usize_unsuffixed(*calls);
            quote!(limit = #calls)
        }
        Said::Serialize => quote!(serialize),
        Said::Thread(Thread::Named(name)) => quote!(thread = #name),
        Said::Thread(Thread::Main) => quote!(thread = main),
        Said::Safe { .. } | Said::Unwind => return None,
    })
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

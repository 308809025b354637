//! From plain declarations to those with cgocall's attributes.

use crate::builder::Builder;
use crate::clang::survey::Survey;
use crate::problem::Problem;
use crate::policy::{Errno, Said, Settled, Thread};
use crate::shims::Shims;
use quote::quote;
use syn::{ForeignItem, ForeignItemFn, Item, parse_quote};

pub(crate) struct Written {
    pub(crate) rust: String,
    pub(crate) shimmed: Vec<String>,
}

pub(crate) fn rewrite(builder: &Builder, _survey: &Survey, shims: &Shims, tokens: &str) -> Result<Written, Problem> {
    let mut file = syn::parse_file(tokens).map_err(|error| Problem::Bindgen { reason: error.to_string() })?;
    let mut shimmed = Vec::new();
    for item in &mut file.items {
        let Item::ForeignMod(block) = item else { continue };
        for item in &mut block.items {
            let ForeignItem::Fn(function) = item else { continue };
            let name = function.sig.ident.to_string();
            let symbol = link_name(function).unwrap_or(name.clone());
            let c_name = match shims.origin(&symbol) {
                Some(origin) => { shimmed.push(origin.to_owned()); origin.to_owned() }
                None => symbol.clone(),
            };
            let settled = Settled::of(&c_name, &builder.rules);
            let mut options = Vec::new();
            for said in settled.said() {
                options.push(match said {
                    Said::Policy(policy) => { let p = syn::Ident::new(policy.name(), proc_macro2::Span::call_site()); quote!(#p) }
                    Said::Errno(Errno::OnFailure) => quote!(errno),
                    Said::Errno(Errno::OnValue(_)) => quote!(errno),
                    Said::Errno(Errno::Always) => quote!(errno(always)),
                    Said::Limit(n) => quote!(limit = #n),
                    Said::Thread(Thread::Named(n)) => quote!(thread = #n),
                    Said::Thread(Thread::Main) => quote!(thread = main),
                    Said::Safe { .. } => { function.sig.safety = parse_quote!(safe); continue }
                    Said::Unwind => continue,
                });
            }
            if !options.is_empty() { function.attrs.push(parse_quote!(#[cgo(#(#options),*)])); }
        }
        block.attrs.push(parse_quote!(#[::cgocall::cgo_import]));
    }
    Ok(Written { rust: prettyplease::unparse(&file), shimmed })
}

fn link_name(function: &ForeignItemFn) -> Option<String> {
    function.attrs.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("link_name") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) => Some(name.value().trim_start_matches('\u{1}').to_owned()),
            _ => None,
        },
        _ => None,
    })
}

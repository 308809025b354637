//! From bindgen's plain declarations to those with cgocall's attributes.

mod aliases;
mod docs;
mod errno;
mod function;
mod unwrappable;

use crate::builder::Builder;
use crate::clang::survey::Survey;
use crate::mistake::Mistake;
use crate::policy::Said;
use crate::problem::Problem;
use crate::shims::Shims;
use aliases::Aliases;
use docs::Docs;
use function::Function;
use quote::quote;
use std::collections::{BTreeMap, HashSet};
use syn::{File, ForeignItem, Item, ItemForeignMod, Path};

/// The declarations, and what there is to say about them.
pub(crate) struct Rewritten {
    pub(crate) file: File,
    /// The names in C of all functions.
    pub(crate) functions: Vec<String>,
    /// Those that are declared plainly.
    pub(crate) raw: Vec<String>,
    /// Those that need a symbol of ours.
    pub(crate) shimmed: Vec<String>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// What each declaration is seen with.
struct Context<'build> {
    builder: &'build Builder,
    survey: &'build Survey,
    shims: &'build Shims,
    facade: Path,
    aliases: Aliases,
    docs: Docs<'build>,
}

/// The declarations of each calling convention.
type Blocks = BTreeMap<String, Vec<ForeignItem>>;

/// Rewrites `tokens`, which are bindgen's.
pub(crate) fn rewrite(
    tokens: &str,
    builder: &Builder,
    survey: &Survey,
    shims: &Shims,
) -> Result<Rewritten, Problem> {
    let unparsed = |error: syn::Error| Problem::Bindgen(error.to_string());
    let mut file = syn::parse_file(tokens).map_err(unparsed)?;
    let context = Context {
        builder,
        survey,
        shims,
        facade: syn::parse_str(&builder.facade).map_err(unparsed)?,
        aliases: Aliases::of(&file),
        docs: Docs::of(&file, survey, shims),
    };
    let (mut functions, mut blocks, mut constants) = (Vec::new(), Blocks::new(), HashSet::new());
    for item in std::mem::take(&mut file.items) {
        match item {
            // Some headers define a macro for an enumerator, by the same name: it is bound once.
            Item::Const(it) if it.ident != "_" && !constants.insert(it.ident.clone()) => {}
            Item::ForeignMod(block) => context.take_apart(block, &mut functions, &mut blocks),
            mut other => {
                context.docs.of_item(&mut other);
                file.items.push(other);
            }
        }
    }
    let mut mistakes = context.divided(&functions);
    for function in &mut functions {
        mistakes.append(&mut function.mistakes);
        let declaration = ForeignItem::Fn(function.declaration.clone());
        blocks.entry(function.abi.clone()).or_default().push(declaration);
    }
    file.items.extend(blocks.iter().map(|(abi, items)| context.block(abi, items)));
    let names = |wanted: fn(&&Function) -> bool| {
        functions.iter().filter(wanted).map(|function| function.name.clone()).collect()
    };
    Ok(Rewritten {
        file,
        functions: names(|_| true),
        raw: names(|function| function.is_raw),
        shimmed: names(|function| function.is_shimmed),
        mistakes,
    })
}

impl Context<'_> {
    fn take_apart(&self, block: ItemForeignMod, functions: &mut Vec<Function>, blocks: &mut Blocks) {
        let abi = block.abi.name.map_or("C".to_owned(), |name| name.value());
        for item in block.items {
            match item {
                ForeignItem::Fn(declaration) => functions.push(Function::new(declaration, &abi, self)),
                mut other => {
                    self.docs.of_foreign_item(&mut other);
                    blocks.entry(abi.clone()).or_default().push(other);
                }
            }
        }
    }

    /// A block, with what is said about the whole of it.
    fn block(&self, abi: &str, items: &[ForeignItem]) -> Item {
        let facade = &self.facade;
        let said = self.builder.block.iter().filter_map(function::option);
        let elsewhere = (self.builder.facade != Builder::FACADE).then(|| quote!(crate = #facade));
        let options: Vec<_> = said.chain(elsewhere).collect();
        let arguments = (!options.is_empty()).then(|| quote!((#(#options),*)));
        let attribute = unwrappable::is_c(abi).then(|| quote!(#[#facade::cgo_import #arguments]));
        Item::ForeignMod(syn::parse_quote!(#attribute unsafe extern #abi { #(#items)* }))
    }

    /// What is said about a block, and would hold for each of two.
    fn divided(&self, functions: &[Function]) -> Vec<Mistake> {
        let mut wrapped = functions.iter().filter(|function| !function.is_raw).map(|function| &function.abi);
        let first = wrapped.next();
        if wrapped.all(|abi| Some(abi) == first) {
            return Vec::new();
        }
        let shared = self.builder.block.iter().filter_map(|said| match said {
            Said::Serialize => Some("serialize()"),
            Said::Limit(_) => Some("limit_all(..)"),
            _ => None,
        });
        shared.map(|said| Mistake::Divided { said }).collect()
    }
}

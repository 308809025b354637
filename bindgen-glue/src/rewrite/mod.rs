//! From bindgen's plain declarations to those with cgocall's attributes.

mod aliases;
mod docs;
mod errno;
mod function;
mod unwrappable;

use crate::builder::Builder;
use crate::clang::survey::Survey;
use crate::mistake::Mistake;
use crate::policy::{Said, Settled};
use crate::problem::Problem;
use crate::shims::Shims;
use aliases::Aliases;
use docs::Docs;
use function::Function;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeMap;
use syn::{File, ForeignItem, Item, ItemForeignMod, Path};

/// The declarations, and what was found while they were written.
pub(crate) struct Rewritten {
    pub(crate) file: File,
    /// The C names of all functions.
    pub(crate) functions: Vec<String>,
    /// Those that are declared plainly.
    pub(crate) raw: Vec<String>,
    /// Those that need a symbol of ours.
    pub(crate) shimmed: Vec<String>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// What all functions of a library have in common.
pub(crate) struct Rewriter<'build> {
    pub(crate) builder: &'build Builder,
    pub(crate) survey: &'build Survey,
    pub(crate) shims: &'build Shims,
    pub(crate) facade: Path,
}

/// The declarations of one calling convention.
#[derive(Default)]
struct Block {
    items: Vec<ForeignItem>,
    functions: usize,
}

impl<'build> Rewriter<'build> {
    pub(crate) fn new(
        builder: &'build Builder,
        survey: &'build Survey,
        shims: &'build Shims,
    ) -> Result<Rewriter<'build>, Problem> {
        let facade = syn::parse_str(&builder.facade).map_err(|error| Problem::Bindgen(error.to_string()))?;
        Ok(Rewriter { builder, survey, shims, facade })
    }

    /// `tokens` are bindgen's.
    pub(crate) fn rewrite(&self, tokens: &str) -> Result<Rewritten, Problem> {
        let mut file = syn::parse_file(tokens).map_err(|error| Problem::Bindgen(error.to_string()))?;
        let aliases = Aliases::of(&file);
        let docs = Docs::of(&file, self.survey, self.shims);
        let (blocks, items) = std::mem::take(&mut file.items)
            .into_iter()
            .partition::<Vec<Item>, _>(|item| matches!(item, Item::ForeignMod(_)));
        file.items = items;
        file.items.iter_mut().for_each(|item| docs.of_item(item));
        let mut rewritten =
            Rewritten { file, functions: Vec::new(), raw: Vec::new(), shimmed: Vec::new(), mistakes: Vec::new() };
        let mut by_abi: BTreeMap<String, Block> = BTreeMap::new();
        for block in blocks {
            let Item::ForeignMod(ItemForeignMod { abi, items, .. }) = block else { continue };
            let abi = abi.name.map_or("C".to_owned(), |name| name.value());
            for item in items {
                self.item(item, &abi, &aliases, &docs, &mut by_abi, &mut rewritten);
            }
        }
        if by_abi.values().filter(|block| block.functions > 0).count() > 1 {
            rewritten.mistakes.extend(self.divided());
        }
        for (abi, block) in by_abi {
            rewritten.file.items.push(self.block(&abi, block));
        }
        Ok(rewritten)
    }

    fn item(
        &self,
        item: ForeignItem,
        abi: &str,
        aliases: &Aliases,
        docs: &Docs<'_>,
        blocks: &mut BTreeMap<String, Block>,
        rewritten: &mut Rewritten,
    ) {
        match item {
            ForeignItem::Fn(declaration) => {
                let mut function = Function::new(declaration, self);
                let settled = Settled::of(&function.name, &self.builder.rules);
                let wrapped = function.apply(&settled, abi, self, aliases, docs, &mut rewritten.mistakes);
                rewritten.functions.push(function.name.clone());
                rewritten.raw.extend((!wrapped).then(|| function.name.clone()));
                rewritten.shimmed.extend(function.is_shimmed.then(|| function.name.clone()));
                let block = blocks.entry(function.abi(abi, &settled)).or_default();
                block.functions += 1;
                block.items.push(ForeignItem::Fn(function.declaration));
            }
            mut other => {
                docs.of_foreign_item(&mut other);
                blocks.entry(abi.to_owned()).or_default().items.push(other);
            }
        }
    }

    fn block(&self, abi: &str, Block { items, .. }: Block) -> Item {
        let attribute = unwrappable::is_c(abi).then(|| self.attribute());
        Item::ForeignMod(syn::parse_quote!(#attribute unsafe extern #abi { #(#items)* }))
    }

    /// `#[cgo_import]` with what is said about the whole block.
    fn attribute(&self) -> TokenStream {
        let facade = &self.facade;
        let options = self.builder.block.iter().filter_map(function::option);
        let elsewhere = (facade.to_token_stream().to_string() != DEFAULT_FACADE).then(|| quote!(crate = #facade));
        let options: Vec<_> = options.chain(elsewhere).collect();
        let arguments = (!options.is_empty()).then(|| quote!((#(#options),*)));
        quote!(#[#facade::cgo_import #arguments])
    }

    /// What holds for a block, and would hold for each of two instead.
    fn divided(&self) -> Option<Mistake> {
        let shared = |said: &&Said| matches!(said, Said::Limit(_) | Said::Serialize);
        self.builder.block.iter().find(shared).map(|said| Mistake::Divided { said: if *said == Said::Serialize { "serialize()" } else { "limit_all(..)" } })
    }
}

/// `::cgocall`, as it is printed.
const DEFAULT_FACADE: &str = ":: cgocall";

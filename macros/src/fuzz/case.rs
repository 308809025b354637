//! One input: an attribute with its arguments, on an item. Or `c_fn!` with what stands in it.

use super::tree::{self, List};
use crate::entry::{self, Entry};
use crate::{c_fn, export, import};
use proc_macro2::TokenStream;
use syn::File;

/// Which macro.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Macro {
    Import,
    Export,
    Main,
    Test,
    CFn,
}

impl Macro {
    /// The macro by the last word of its path.
    pub(super) fn named(word: &str) -> Option<Macro> {
        match word {
            "cgo_import" => Some(Macro::Import),
            "cgo_export" | "export_callback" => Some(Macro::Export),
            "main" => Some(Macro::Main),
            "test" => Some(Macro::Test),
            "c_fn" => Some(Macro::CFn),
            _ => None,
        }
    }
}

#[derive(Clone)]
pub(super) struct Case {
    pub(super) by: Macro,
    pub(super) arguments: List,
    pub(super) item: List,
}

impl Case {
    pub(super) fn expand(&self) -> TokenStream {
        let (arguments, item) = (tree::tokens(&self.arguments), tree::tokens(&self.item));
        match self.by {
            Macro::Import => import::expand(arguments, item),
            Macro::Export => export::expand(arguments, item),
            Macro::Main => entry::expand(Entry::Main, arguments, item),
            Macro::Test => entry::expand(Entry::Test, arguments, item),
            Macro::CFn => c_fn::expand(item),
        }
    }

    /// Whether the compiler would get as far as the macro: `c_fn!` takes any tokens, an attribute stands on one item.
    pub(super) fn is_sound(&self) -> bool {
        let one = |file: File| file.attrs.is_empty() && file.items.len() == 1;
        self.by == Macro::CFn || syn::parse2(tree::tokens(&self.item)).is_ok_and(one)
    }

    /// As it would be written in a program.
    pub(super) fn source(&self) -> String {
        let (arguments, item) = (tree::source(&self.arguments), tree::source(&self.item));
        match self.by {
            Macro::Import => format!("#[cgo_import({arguments})]\n{item}"),
            Macro::Export => format!("#[cgo_export({arguments})]\n{item}"),
            Macro::Main => format!("#[cgocall::main({arguments})]\n{item}"),
            Macro::Test => format!("#[cgocall::test({arguments})]\n{item}"),
            Macro::CFn => format!("c_fn!({item})"),
        }
    }

    /// Its two lists, to be edited.
    pub(super) fn lists(&mut self) -> [&mut List; 2] {
        [&mut self.arguments, &mut self.item]
    }
}

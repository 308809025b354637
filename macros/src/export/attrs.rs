//! Where the attributes of an exported function go.
//!
//! C and Rust callers see a naked function, which the compiler lets carry few attributes. What says how code is
//! compiled, or rewrites it, goes to the function that holds the user's code.

use crate::attrs;
use proc_macro2::TokenStream;
use syn::{AttrStyle, Attribute, Meta, parse_quote};

/// Attributes for the item itself: whether it is compiled, its symbol, lint levels, and what its callers shall know.
const OF_THE_ITEM: &[&str] = &[
    "cfg",
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "doc",
    "must_use",
    "deprecated",
    "no_mangle",
    "export_name",
    "link_section",
    "unsafe",
];

/// The attributes of one export, by where they go.
pub(super) struct Placed {
    pub(super) item: Vec<Attribute>,
    pub(super) body: Vec<Attribute>,
}

impl Placed {
    pub(super) fn new(attributes: Vec<Attribute>) -> Placed {
        let (mut of_item, mut of_body) = (Vec::new(), Vec::new());
        for attribute in attributes {
            let (item, body) = divide(attribute.meta.clone());
            let outer = |meta| Attribute { style: AttrStyle::Outer, meta, ..attribute.clone() };
            of_item.extend(item.map(outer));
            of_body.extend(body.map(outer));
        }
        Placed { item: of_item, body: of_body }
    }

    /// The C symbol that `export_name` says.
    pub(super) fn export_name(&self) -> Option<String> {
        self.item.iter().find_map(|attribute| attrs::text(&attribute.meta, "export_name"))
    }

    /// Whether anything may say how the body is inlined.
    pub(super) fn may_inline(&self) -> bool {
        self.body.iter().any(|it| it.path().is_ident("inline") || it.path().is_ident("cfg_attr"))
    }
}

/// The attribute, or what a `cfg_attr` brings, as it goes to the item and to the body.
///
/// An expectation only allows: a naked function can carry none.
fn divide(meta: Meta) -> (Option<Meta>, Option<Meta>) {
    match attrs::conditional(&meta) {
        Some((condition, brought)) => {
            let (item, body): (Vec<_>, Vec<_>) = brought.into_iter().map(divide).unzip();
            (gather(&condition, item), gather(&condition, body))
        }
        None if OF_THE_ITEM.iter().any(|name| meta.path().is_ident(name)) => {
            (Some(attrs::allowance(meta)), None)
        }
        None => (None, Some(meta)),
    }
}

fn gather(condition: &TokenStream, brought: Vec<Option<Meta>>) -> Option<Meta> {
    let brought: Vec<Meta> = brought.into_iter().flatten().collect();
    (!brought.is_empty()).then(|| parse_quote!(cfg_attr(#condition, #(#brought),*)))
}

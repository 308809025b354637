//! What becomes of the attributes that stand on a declaration.

use crate::diagnostics::{self as message, Errors};
use crate::options;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Ident, Lit, Meta, Token, parse_quote};

/// Where an attribute goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// `cfg`: on everything that is emitted for the function.
    Cfg,
    /// A lint level: likewise.
    Lint,
    /// `link_name` and its kin: on the declaration of the C symbol.
    Symbol,
    /// `cgo`: ours.
    Options,
    /// `no_mangle` and its kin: refused.
    Definition,
    /// Documentation and everything else: on the wrapper.
    Wrapper,
}

impl Class {
    fn of(meta: &Meta) -> Class {
        let path = meta.path();
        let is = |names: &[&str]| names.iter().any(|name| path.is_ident(name));
        if is(&["cfg"]) {
            Class::Cfg
        } else if is(&["allow", "warn", "deny", "forbid", "expect"]) {
            Class::Lint
        } else if is(&["link_name", "link_ordinal"]) {
            Class::Symbol
        } else if is_cgo(meta) {
            Class::Options
        } else if definition(meta).is_some() {
            Class::Definition
        } else {
            Class::Wrapper
        }
    }
}

fn is_cgo(meta: &Meta) -> bool {
    meta.path().segments.last().is_some_and(|last| last.ident == "cgo")
}

/// The name of an attribute that gives the item below it a symbol, also inside `unsafe(..)`.
pub(crate) fn definition(meta: &Meta) -> Option<Ident> {
    match meta {
        Meta::List(list) if list.path.is_ident("unsafe") => definition(&list.parse_args().ok()?),
        _ => meta.path().get_ident().filter(|name| *name == "no_mangle" || *name == "export_name").cloned(),
    }
}

/// The attributes of one function, by where they go.
#[derive(Default)]
pub(crate) struct Split {
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) lints: Vec<Attribute>,
    pub(crate) symbol: Vec<Attribute>,
    pub(crate) options: Vec<TokenStream>,
    /// Documentation and everything else that the user's function shall carry, without `cfg`.
    pub(crate) wrapper: Vec<Attribute>,
}

impl Split {
    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Split {
        let mut split = Split::default();
        for attribute in attributes {
            match Class::of(&attribute.meta) {
                Class::Cfg => split.cfg.push(attribute.clone()),
                Class::Lint => split.lints.push(attribute.clone()),
                Class::Symbol => split.symbol.push(attribute.clone()),
                Class::Options => split.options.extend(option_list(attribute, errors)),
                Class::Definition => refuse_definition(attribute, errors),
                Class::Wrapper => split.wrapper.push(attribute.clone()),
            }
        }
        split
    }

    /// With these attributes of the block, which those of the function override by standing after them.
    pub(crate) fn with_inherited(mut self, attributes: &[Attribute]) -> Split {
        let (cfg, lints): (Vec<_>, Vec<_>) =
            attributes.iter().cloned().partition(|attribute| Class::of(&attribute.meta) == Class::Cfg);
        self.cfg.splice(..0, cfg);
        self.lints.splice(..0, lints);
        self
    }

    /// The C symbol that `link_name` says.
    pub(crate) fn link_name(&self) -> Option<String> {
        self.symbol.iter().find_map(|attribute| text(&attribute.meta, "link_name"))
    }

    /// Whether the user has written documentation.
    pub(crate) fn documented(&self) -> bool {
        self.wrapper
            .iter()
            .any(|attribute| matches!(&attribute.meta, Meta::NameValue(pair) if pair.path.is_ident("doc")))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.wrapper.iter().any(|attribute| attribute.path().is_ident(name))
    }
}

fn option_list(attribute: &Attribute, errors: &mut Errors) -> Option<TokenStream> {
    match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => Some(list.tokens.clone()),
        _ => {
            options::no_options(attribute, errors);
            None
        }
    }
}

fn refuse_definition(attribute: &Attribute, errors: &mut Errors) {
    let name = definition(&attribute.meta).map(|name| name.to_string()).unwrap_or_default();
    errors.at(attribute, &message::SYMBOL_ATTRIBUTE, &[("attribute", &name)]);
}

/// Whether this may stand on a declaration that the compiler sees.
pub(crate) fn is_declared(attribute: &Attribute) -> bool {
    !matches!(Class::of(&attribute.meta), Class::Options | Class::Definition)
}

/// Whether this gives options.
pub(crate) fn is_options(attribute: &Attribute) -> bool {
    is_cgo(&attribute.meta)
}

/// The attributes that say whether a declaration is compiled.
pub(crate) fn conditions(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| Class::of(&attribute.meta) == Class::Cfg).map(outer).collect()
}

/// The attribute as it stands before an item, also if it was written inside.
pub(crate) fn outer(attribute: &Attribute) -> Attribute {
    Attribute { style: AttrStyle::Outer, ..attribute.clone() }
}

/// The attributes of a block that hold for each of its functions: `cfg` and lint levels.
///
/// An expectation would have to come true once per function, so it is only allowed there.
pub(crate) fn inherited(attributes: &[Attribute]) -> Vec<Attribute> {
    let outer = attributes.iter().filter(|attribute| matches!(attribute.style, AttrStyle::Outer));
    let held = outer.filter(|attribute| matches!(Class::of(&attribute.meta), Class::Cfg | Class::Lint));
    held.map(allowed).collect()
}

/// The attribute with `expect` turned into `allow`, for a second copy of what it stands on.
pub(crate) fn allowed(attribute: &Attribute) -> Attribute {
    Attribute { meta: allowance(attribute.meta.clone()), ..attribute.clone() }
}

/// An `expect` turned into an `allow`.
pub(crate) fn allowance(mut meta: Meta) -> Meta {
    if let Meta::List(list) = &mut meta
        && list.path.is_ident("expect")
    {
        list.path = parse_quote!(allow);
    }
    meta
}

/// The text of `name = "text"`, also inside `unsafe(..)`.
pub(crate) fn text(meta: &Meta, name: &str) -> Option<String> {
    match meta {
        Meta::List(list) if list.path.is_ident("unsafe") => text(&list.parse_args().ok()?, name),
        Meta::NameValue(pair) if pair.path.is_ident(name) => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The lists of attributes that a declaration has, one for each outcome of its `cfg_attr`s that matter here.
///
/// The block is expanded before `cfg_attr` is. One that brings `cfg`, `cgo` or `link_name` therefore makes two
/// declarations, of which the compiler keeps the one that applies. Where that would be too many, none of them counts.
pub(crate) fn settle(attributes: &[Attribute], errors: &mut Errors) -> Vec<Vec<Attribute>> {
    outcomes(attributes, MOST_CONDITIONS).unwrap_or_else(|culprit| {
        errors.at(culprit.meta, &message::TOO_MANY_CONDITIONS, &[]);
        vec![attributes.iter().filter(|attribute| significant(attribute).is_none()).cloned().collect()]
    })
}

/// Each more of them makes twice as many declarations.
const MOST_CONDITIONS: usize = 6;

/// The outcomes, or the `cfg_attr` that comes after `left` others.
fn outcomes(attributes: &[Attribute], left: usize) -> Result<Vec<Vec<Attribute>>, Box<Attribute>> {
    let Some((index, condition, brought)) = attributes.iter().enumerate().find_map(|(index, attribute)| {
        let (condition, brought) = significant(attribute)?;
        Some((index, condition, brought))
    }) else {
        return Ok(vec![attributes.to_vec()]);
    };
    let left = left.checked_sub(1).ok_or_else(|| Box::new(attributes[index].clone()))?;
    let with = |middle: Vec<Attribute>| [&attributes[..index], &middle, &attributes[index + 1..]].concat();
    let style = brought.into_iter().map(|meta| Attribute { meta, ..attributes[index].clone() });
    let holds = with([parse_quote!(#[cfg(#condition)])].into_iter().chain(style).collect());
    let fails = with(vec![parse_quote!(#[cfg(not(#condition))])]);
    Ok([outcomes(&holds, left)?, outcomes(&fails, left)?].concat())
}

/// The condition of a `cfg_attr` and what it brings, if any of that decides how the function is expanded.
fn significant(attribute: &Attribute) -> Option<(TokenStream, Vec<Meta>)> {
    let matters = |meta: &Meta| {
        meta.path().is_ident("cfg_attr")
            || matches!(Class::of(meta), Class::Cfg | Class::Symbol | Class::Options | Class::Definition)
    };
    conditional(&attribute.meta).filter(|(_, brought)| brought.iter().any(matters))
}

/// The condition of a `cfg_attr` and what it brings.
pub(crate) fn conditional(meta: &Meta) -> Option<(TokenStream, Vec<Meta>)> {
    let Meta::List(list) = meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let metas = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone()).ok()?;
    let mut metas = metas.into_iter();
    Some((metas.next()?.into_token_stream(), metas.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lists: &[Vec<Attribute>]) -> Vec<String> {
        let show = |list: &Vec<Attribute>| {
            list.iter().map(|it| it.to_token_stream().to_string()).collect::<String>()
        };
        lists.iter().map(|list| show(list).replace(' ', "")).collect()
    }

    #[test]
    fn a_cfg_attr_that_brings_options_makes_two_declarations() {
        let attributes = [parse_quote!(#[doc = "d"]), parse_quote!(#[cfg_attr(unix, cgo(leaf), must_use)])];
        let expected = ["#[doc=\"d\"]#[cfg(unix)]#[cgo(leaf)]#[must_use]", "#[doc=\"d\"]#[cfg(not(unix))]"];
        assert_eq!(shown(&settle(&attributes, &mut Errors::default())), expected);
    }

    #[test]
    fn a_cfg_attr_that_only_documents_stays_as_it_is() {
        let attributes = [parse_quote!(#[cfg_attr(unix, doc = "d")])];
        assert_eq!(shown(&settle(&attributes, &mut Errors::default())), ["#[cfg_attr(unix,doc=\"d\")]"]);
    }

    #[test]
    fn of_too_many_cfg_attrs_none_counts() {
        let conditional: Attribute = parse_quote!(#[cfg_attr(a, cfg_attr(b, cgo(leaf)))]);
        let settled = |count| {
            let mut errors = Errors::default();
            let attributes = [vec![conditional.clone(); count], vec![parse_quote!(#[cold])]].concat();
            (settle(&attributes, &mut errors).len(), errors.count())
        };
        assert_eq!(settled(MOST_CONDITIONS / 2), (27, 0));
        assert_eq!(settled(MOST_CONDITIONS / 2 + 1), (1, 1));
    }

    #[test]
    fn a_condition_written_inside_stands_before_what_is_emitted() {
        let function: syn::ItemFn = parse_quote!(
            fn f() {
                #![cfg(unix)]
            }
        );
        assert_eq!(shown(&[conditions(&function.attrs)]), ["#[cfg(unix)]"]);
    }

    #[test]
    fn an_expectation_is_only_allowed_on_a_copy() {
        let expectation: Attribute = parse_quote!(#[expect(dead_code)]);
        assert_eq!(shown(&[vec![allowed(&expectation)]]), ["#[allow(dead_code)]"]);
    }
}

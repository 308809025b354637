//! A list of options as it is written: split at its commas, matched to the table, its values read.

use super::table::{Errno, Kind, OnPanic, Place, Row, TABLE, available, expected};
use crate::diagnostics::{self as message, Errors};
use crate::suggest;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token, Type};

/// One option as it is written, before anybody knows what it is.
pub(super) struct Entry {
    pub(super) word: Ident,
    value: TokenStream,
    /// Whether it stands inside `unsafe(..)`.
    promised: bool,
}

/// Splits a list of options at its commas.
pub(super) fn entries(tokens: TokenStream, place: Place, errors: &mut Errors) -> Vec<Entry> {
    let split = |input: ParseStream<'_>| {
        let mut entries = Vec::new();
        while !input.is_empty() {
            let Ok(word) = input.call(Ident::parse_any) else {
                errors.at(
                    rest_of_entry(input)?,
                    &message::EXPECTED_OPTION,
                    &[("expected", &expected(place))],
                );
                continue;
            };
            let value = rest_of_entry(input)?;
            match promise(&word, &value) {
                Some(group) if group.stream().is_empty() => errors.at(group, &message::UNSAFE_WHAT, &[]),
                Some(group) => entries.extend(promises(group, place, errors)),
                None if word == "unsafe" => errors.at(word, &message::UNSAFE_WHAT, &[]),
                None => entries.push(Entry { word, value, promised: false }),
            }
        }
        Ok(entries)
    };
    split.parse2(tokens).unwrap_or_default()
}

/// The tokens up to the next comma that does not separate the arguments of a type; the comma is eaten.
fn rest_of_entry(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (mut rest, mut open) = (TokenStream::new(), 0);
    while !(input.is_empty() || open <= 0 && input.peek(Token![,])) {
        if let Some(arrow) = input.parse::<Option<Token![->]>>()? {
            rest.extend(arrow.into_token_stream());
            continue;
        }
        let tree = input.parse::<TokenTree>()?;
        open += angle(&tree);
        rest.extend([tree]);
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(rest)
}

fn angle(tree: &TokenTree) -> i32 {
    match tree {
        TokenTree::Punct(punct) if punct.as_char() == '<' => 1,
        TokenTree::Punct(punct) if punct.as_char() == '>' => -1,
        _ => 0,
    }
}

/// The `(..)` of `unsafe(..)`.
fn promise(word: &Ident, value: &TokenStream) -> Option<Group> {
    let mut trees = value.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) if word == "unsafe" => Some(group),
        _ => None,
    }
}

fn promises(group: Group, place: Place, errors: &mut Errors) -> Vec<Entry> {
    let inner = entries(group.stream(), place, errors);
    inner.into_iter().map(|entry| Entry { promised: true, ..entry }).collect()
}

impl Entry {
    /// The row of the table that is meant, if it may stand here.
    pub(super) fn row(&self, place: Place, errors: &mut Errors) -> Option<&'static Row> {
        let name = self.word.to_string();
        let Some(row) = TABLE.iter().find(|row| row.name == name) else {
            self.unknown(&name, place, errors);
            return None;
        };
        if !row.places.contains(&place) {
            let there: Vec<&str> = row.places.iter().map(|place| place.attribute()).collect();
            let words = [("option", &*name), ("here", place.attribute()), ("there", &there.join(", "))];
            errors.at(&self.word, &message::MISPLACED_OPTION, &words);
            return None;
        }
        match (row.kind == Kind::Migrating, self.promised) {
            (true, false) => errors.at(&self.word, &message::NEEDS_UNSAFE, &[("option", &name)]),
            (false, true) => errors.at(&self.word, &message::NO_PROMISE, &[("option", &name)]),
            _ => return Some(row),
        }
        None
    }

    fn unknown(&self, name: &str, place: Place, errors: &mut Errors) {
        match suggest::nearest(name, available(place).map(|row| row.name)) {
            Some(nearest) => {
                errors.at(&self.word, &message::MISSPELT_OPTION, &[("option", name), ("nearest", nearest)]);
            }
            None => {
                let words = [("option", name), ("expected", &*expected(place))];
                errors.at(&self.word, &message::UNKNOWN_OPTION, &words);
            }
        }
    }

    pub(super) fn expect_no_value(&self, errors: &mut Errors) {
        if !self.value.is_empty() {
            errors.at(&self.value, &message::NO_VALUE, &[("option", &self.word.to_string())]);
        }
    }

    pub(super) fn path(&self, errors: &mut Errors) -> Option<Path> {
        let assigned = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            Path::parse_mod_style(input)
        };
        let path = assigned.parse2(self.value.clone()).ok();
        if path.is_none() {
            errors.at(self.culprit(), &message::EXPECTED_PATH, &[("option", &self.word.to_string())]);
        }
        path
    }

    pub(super) fn errno(&self, errors: &mut Errors) -> Errno {
        let form = |input: ParseStream<'_>| {
            if input.is_empty() {
                return Ok(Errno::OnFailure);
            }
            let content;
            syn::parenthesized!(content in input);
            match content.parse::<Ident>()? {
                word if word == "always" => Ok(Errno::Always),
                word if word == "fail" => {
                    content.parse::<Token![=]>()?;
                    Ok(Errno::OnValue(content.parse()?))
                }
                word => Err(syn::Error::new_spanned(word, "")),
            }
        };
        form.parse2(self.value.clone()).unwrap_or_else(|_| {
            errors.at(self.culprit(), &message::ERRNO_FORM, &[]);
            Errno::OnFailure
        })
    }

    pub(super) fn on_panic(&self, errors: &mut Errors) -> Option<OnPanic> {
        let form = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            let word = input.call(Ident::parse_any)?;
            match word.to_string().as_str() {
                "abort" => Ok(Some(OnPanic::Abort)),
                "unwind" => Ok(None),
                "return" if input.is_empty() => Ok(Some(OnPanic::ReturnNothing(Token![return](word.span())))),
                "return" => {
                    let content;
                    syn::parenthesized!(content in input);
                    Ok(Some(OnPanic::Return(content.parse()?)))
                }
                _ => Err(syn::Error::new_spanned(word, "")),
            }
        };
        let message = match form.parse2(self.value.clone()) {
            Ok(Some(on_panic)) => return Some(on_panic),
            Ok(None) => &message::ON_PANIC_UNWIND,
            Err(_) => &message::ON_PANIC_FORM,
        };
        errors.at(self.culprit(), message, &[]);
        None
    }

    pub(super) fn function_type(&self, errors: &mut Errors) -> Option<Type> {
        let assigned = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.parse::<Type>()
        };
        let ty = assigned.parse2(self.value.clone()).ok();
        if ty.is_none() {
            errors.at(self.culprit(), &message::EXPECTED_TYPE, &[("option", &self.word.to_string())]);
        }
        ty
    }

    /// What is wrong about a value: the value itself, past its `=`, or the option where there is none.
    fn culprit(&self) -> TokenStream {
        let is_equals = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '=');
        let value: TokenStream = self.value.clone().into_iter().skip_while(is_equals).collect();
        if value.is_empty() { TokenStream::from(TokenTree::from(self.word.clone())) } else { value }
    }
}

//! A list of options as it is written: split at its commas, matched to the table, its values read.

use super::table::{Place, Row, TABLE, available, expected};
use super::value::Value;
use crate::diagnostics::{self as message, Errors};
use crate::source::source;
use crate::suggest;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

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
        if row.name == "serialize" && place == Place::Function {
            errors.at(&self.word, &message::SERIALIZE_ON_FUNCTION, &[]);
            return None;
        }
        if !row.places.contains(&place) {
            let there: Vec<&str> = row.places.iter().map(|place| place.attribute()).collect();
            let words = [("option", &*name), ("here", place.attribute()), ("there", &there.join(", "))];
            errors.at(&self.word, &message::MISPLACED_OPTION, &words);
            return None;
        }
        match (row.is_promise(), self.promised) {
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

    /// The option as a person would write it.
    pub(super) fn written(&self) -> String {
        let (word, value) = (&self.word, source(&self.value));
        if value.is_empty() || value.starts_with('(') {
            format!("{word}{value}")
        } else {
            format!("{word} {value}")
        }
    }

    /// What the option says, if it is written as the table has it.
    pub(super) fn value(&self, row: &Row, errors: &mut Errors) -> Option<Value> {
        let value = row.read.parse2(self.value.clone());
        if value.is_err() {
            if row.is_flag() {
                errors.at(&self.value, &message::NO_VALUE, &[("option", row.name)]);
            } else {
                let words = [("option", row.name), ("forms", &row.written()), ("meaning", row.meaning)];
                errors.at(self.culprit(), &message::WRONG_FORM, &words);
            }
        }
        let value = value.ok()?;
        if let Some(refusal) = value.refusal() {
            errors.at(self.culprit(), refusal, &[]);
            return None;
        }
        Some(value)
    }

    /// What is wrong about a value: the value itself, past its `=`, or the option where there is none.
    fn culprit(&self) -> TokenStream {
        let is_equals = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '=');
        let value: TokenStream = self.value.clone().into_iter().skip_while(is_equals).collect();
        if value.is_empty() { TokenStream::from(TokenTree::from(self.word.clone())) } else { value }
    }
}

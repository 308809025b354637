//! What edits write: phrases of Rust and of C, by where they make sense, and lists of options.
//!
//! The phrases stand in `tests/corpus/phrases.txt`, the words of the options in their table.

use super::tree::{self, List, Tree};
use crate::options;
use fastrand::Rng;
use proc_macro2::{Delimiter, TokenStream};

/// Where a phrase makes sense, which is where it goes more often than elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// Before an item, a declaration or a statement.
    Item,
    /// Before `fn`.
    Qualifier,
    /// After `:` or `->`, in the place of the type there.
    Type,
    /// Between parentheses.
    Parameter,
    /// After the name of a function.
    Generics,
    /// In the place of the ABI.
    Abi,
    /// After the name of an option.
    Value,
    Anywhere,
}

impl Slot {
    fn named(name: &str) -> Slot {
        match name {
            "item" => Slot::Item,
            "qualifier" => Slot::Qualifier,
            "type" => Slot::Type,
            "parameter" => Slot::Parameter,
            "generics" => Slot::Generics,
            "abi" => Slot::Abi,
            "value" => Slot::Value,
            "anywhere" => Slot::Anywhere,
            other => panic!("no phrases are for {other:?}"),
        }
    }
}

const PHRASES: &str = include_str!("../../tests/corpus/phrases.txt");

/// Most options are separated by a comma.
const SEPARATORS: [&str; 8] = [",", ",", ",", ",", ",", ",,", ";", ""];

pub(super) struct Dictionary {
    phrases: Vec<(Slot, List)>,
    options: Vec<List>,
}

impl Dictionary {
    pub(super) fn new() -> Dictionary {
        Dictionary { phrases: phrases(PHRASES), options: options::words().map(parsed).collect() }
    }

    /// A phrase, and where it makes sense.
    pub(super) fn phrase(&self, rng: &mut Rng) -> (Slot, List) {
        match rng.u8(..10) {
            0..2 => (Slot::Item, self.options_attribute(rng)),
            2..4 => (Slot::Anywhere, self.of(Slot::Anywhere, rng)),
            _ => self.phrases[rng.usize(..self.phrases.len())].clone(),
        }
    }

    fn of(&self, slot: Slot, rng: &mut Rng) -> List {
        let all: Vec<&List> = self.phrases.iter().filter(|it| it.0 == slot).map(|it| &it.1).collect();
        all[rng.usize(..all.len())].clone()
    }

    /// `#[cgo(..)]`, now and then inside a `cfg_attr`.
    fn options_attribute(&self, rng: &mut Rng) -> List {
        let options = Tree::Group(Delimiter::Parenthesis, self.options(rng));
        let mut meta = [parsed("cgo"), vec![options]].concat();
        if rng.u8(..4) == 0 {
            let conditional = [parsed("unix,"), meta].concat();
            meta = [parsed("cfg_attr"), vec![Tree::Group(Delimiter::Parenthesis, conditional)]].concat();
        }
        [parsed("#"), vec![Tree::Group(Delimiter::Bracket, meta)]].concat()
    }

    /// A list of options, mostly of those that exist.
    pub(super) fn options(&self, rng: &mut Rng) -> List {
        let mut list = List::new();
        for number in 0..rng.u8(..4) {
            if number > 0 {
                list.extend(parsed(SEPARATORS[rng.usize(..SEPARATORS.len())]));
            }
            list.extend(self.option(rng));
        }
        list
    }

    /// A form of an option, with something in its holes.
    fn filled(&self, form: &[Tree], rng: &mut Rng) -> List {
        let mut list = List::new();
        for tree in form {
            match tree {
                Tree::Group(delimiter, inner) => list.push(Tree::Group(*delimiter, self.filled(inner, rng))),
                hole if is_hole(hole) && rng.bool() => list.extend(self.of(Slot::Type, rng)),
                hole if is_hole(hole) => list.extend(self.of(Slot::Anywhere, rng)),
                word => list.push(word.clone()),
            }
        }
        list
    }

    fn option(&self, rng: &mut Rng) -> List {
        let mut option = match rng.u8(..8) {
            0 => self.of(Slot::Anywhere, rng),
            _ => self.filled(&self.options[rng.usize(..self.options.len())], rng),
        };
        if rng.u8(..4) == 0 {
            option.extend(self.of(Slot::Value, rng));
        }
        match rng.u8(..8) {
            0 => [parsed("unsafe"), vec![Tree::Group(Delimiter::Parenthesis, option)]].concat(),
            _ => option,
        }
    }
}

/// Whether a form of an option has this word for something else: `EXPR`, `PATH`.
fn is_hole(tree: &Tree) -> bool {
    matches!(tree, Tree::Leaf(word) if word.to_string().chars().all(|letter| letter.is_ascii_uppercase()))
}

/// A phrase a line, under the names of their slots.
fn phrases(text: &str) -> Vec<(Slot, List)> {
    let mut slot = Slot::Anywhere;
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("== ") {
            Some(name) => slot = Slot::named(name),
            None => found.push((slot, parsed(line))),
        }
    }
    found
}

fn parsed(text: &str) -> List {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
    tree::read(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_belong_to_the_slot_above_them() {
        let found = phrases("== abi\n\"C\"\n\n== type\n()\n==\n");
        let shown = found.iter().map(|(slot, list)| (*slot, tree::source(list)));
        let expected = [(Slot::Abi, "\"C\""), (Slot::Type, "()"), (Slot::Type, "==")];
        assert!(shown.eq(expected.map(|(slot, text)| (slot, text.to_owned()))));
    }

    #[test]
    fn every_option_of_the_table_comes_up() {
        let (dictionary, mut rng) = (Dictionary::new(), Rng::with_seed(1));
        let lists: String = (0..2_000).map(|_| tree::source(&dictionary.options(&mut rng)) + "\n").collect();
        for name in options::words().filter(|word| syn::parse_str::<syn::Ident>(word).is_ok()) {
            assert!(lists.contains(name), "{name}");
        }
    }

    #[test]
    fn the_holes_of_a_form_are_filled() {
        let (dictionary, mut rng) = (Dictionary::new(), Rng::with_seed(1));
        let filled = tree::source(&dictionary.filled(&parsed("errno(fail = EXPR)"), &mut rng));
        assert!(filled.starts_with("errno (fail =") && !filled.contains("EXPR"), "{filled}");
    }
}

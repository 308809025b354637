//! Tokens that can be edited in place: lists of trees, and the gaps between them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A token, or a group of trees.
#[derive(Clone)]
pub(super) enum Tree {
    Leaf(TokenTree),
    Group(Delimiter, List),
}

pub(super) type List = Vec<Tree>;

impl Tree {
    pub(super) fn is(&self, word: &str) -> bool {
        match self {
            Tree::Leaf(TokenTree::Ident(ident)) => ident == word,
            Tree::Leaf(TokenTree::Punct(punct)) => word.len() == 1 && word.starts_with(punct.as_char()),
            _ => false,
        }
    }
}

pub(super) fn read(tokens: TokenStream) -> List {
    let tree = |token| match token {
        TokenTree::Group(group) => Tree::Group(group.delimiter(), read(group.stream())),
        leaf => Tree::Leaf(leaf),
    };
    tokens.into_iter().map(tree).collect()
}

pub(super) fn tokens(list: &[Tree]) -> TokenStream {
    let token = |tree: &Tree| match tree {
        Tree::Leaf(leaf) => leaf.clone(),
        Tree::Group(delimiter, inner) => Group::new(*delimiter, tokens(inner)).into(),
    };
    list.iter().map(token).collect()
}

/// The tokens as Rust source. What a `macro_rules!` would have put into an invisible group stands between `/*<*/` and
/// `/*>*/`.
pub(super) fn source(list: &[Tree]) -> String {
    let mut stripped = TokenStream::new();
    let mut text = String::new();
    let flush = |stripped: &mut TokenStream, text: &mut String| {
        let shown = std::mem::take(stripped).to_string();
        if !shown.is_empty() {
            text.push_str(&shown);
            text.push(' ');
        }
    };
    for tree in list {
        match tree {
            Tree::Leaf(leaf) => stripped.extend([leaf.clone()]),
            Tree::Group(delimiter, inner) => {
                flush(&mut stripped, &mut text);
                let (open, close) = brackets(*delimiter);
                text.push_str(&format!("{open}{}{close} ", source(inner)));
            }
        }
    }
    flush(&mut stripped, &mut text);
    text.trim_end().to_owned()
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("/*<*/ ", " /*>*/"),
    }
}

/// How many gaps a list has, with those of the groups in it: one before each tree and one after the last.
pub(super) fn gaps(list: &[Tree]) -> usize {
    let inner = list.iter().map(|tree| match tree {
        Tree::Group(_, inner) => gaps(inner),
        Tree::Leaf(_) => 0,
    });
    list.len() + 1 + inner.sum::<usize>()
}

/// The list that a gap belongs to, and its place there. Those of the outer list come first.
pub(super) fn gap(list: &mut List, mut number: usize) -> (&mut List, usize) {
    if number <= list.len() {
        return (list, number);
    }
    number -= list.len() + 1;
    for tree in list {
        if let Tree::Group(_, inner) = tree {
            let count = gaps(inner);
            if number < count {
                return gap(inner, number);
            }
            number -= count;
        }
    }
    unreachable!("a gap that the list does not have")
}

/// Puts what is in a group in its place.
pub(super) fn open(list: &mut List, at: usize) -> bool {
    let Some(Tree::Group(_, inner)) = list.get_mut(at) else { return false };
    let inner = std::mem::take(inner);
    list.splice(at..=at, inner);
    true
}

/// A gap with what is around it.
pub(super) struct Gap<'a> {
    /// The delimiter of the group that it is in.
    pub(super) around: Option<Delimiter>,
    list: &'a [Tree],
    at: usize,
}

impl Gap<'_> {
    /// The tree after it.
    pub(super) fn next(&self) -> Option<&Tree> {
        self.list.get(self.at)
    }

    /// The tree before it, or one further back.
    pub(super) fn back(&self, distance: usize) -> Option<&Tree> {
        self.at.checked_sub(distance).map(|at| &self.list[at])
    }

    /// Whether the trees before it are these words.
    pub(super) fn follows(&self, words: &[&str]) -> bool {
        let mut trees = (1..=words.len()).rev().map(|distance| self.back(distance));
        words.iter().all(|word| trees.next().flatten().is_some_and(|tree| tree.is(word)))
    }
}

/// The numbers of the gaps that `fits` likes.
pub(super) fn gaps_that(list: &[Tree], fits: impl Fn(&Gap<'_>) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    collect(None, list, 0, &fits, &mut found);
    found
}

/// Goes through the gaps of a list, of which the first has this number.
fn collect(
    around: Option<Delimiter>,
    list: &[Tree],
    first: usize,
    fits: &impl Fn(&Gap<'_>) -> bool,
    found: &mut Vec<usize>,
) {
    let here = (0..=list.len()).filter(|&at| fits(&Gap { around, list, at }));
    found.extend(here.map(|at| first + at));
    let mut next = first + list.len() + 1;
    for tree in list {
        if let Tree::Group(delimiter, inner) = tree {
            collect(Some(*delimiter), inner, next, fits, found);
            next += gaps(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn each_gap_is_found_by_its_number() {
        let mut list = read(quote!(a(b c) d[e]));
        let expected = [4, 4, 4, 4, 4, 2, 2, 2, 1, 1];
        assert_eq!(gaps(&list), expected.len());
        for (number, length) in expected.into_iter().enumerate() {
            assert_eq!(gap(&mut list, number).0.len(), length, "of gap {number}");
        }
        let before_c = |gap: &Gap<'_>| gap.next().is_some_and(|tree| tree.is("c")) && gap.follows(&["b"]);
        assert_eq!(gaps_that(&list, before_c), [6]);
    }

    #[test]
    fn an_invisible_group_is_shown() {
        let inner = read(quote!(*mut u8));
        let list = [read(quote!(x:)), vec![Tree::Group(Delimiter::None, inner)]].concat();
        assert_eq!(source(&list), "x : /*<*/ * mut u8 /*>*/");
    }
}

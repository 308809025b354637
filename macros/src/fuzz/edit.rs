//! One random edit of the tokens of a case.

use super::case::Case;
use super::dictionary::{Dictionary, Slot};
use super::tree::{self, Gap, List, Tree};
use fastrand::Rng;
use proc_macro2::Delimiter;
use std::ops::Range;

/// Inputs grow no further than this many gaps.
const LARGEST: usize = 1_000;

/// Edits one of the two lists of a case, with words of the dictionary and pieces of other cases.
pub(super) fn edit(case: &mut Case, cases: &[Case], dictionary: &Dictionary, rng: &mut Rng) {
    let which = usize::from(rng.u8(..8) != 0);
    let list = &mut *case.lists()[which];
    if tree::gaps(list) > LARGEST {
        return;
    }
    if rng.bool() {
        return write(list, dictionary, rng);
    }
    let total = tree::gaps(list);
    let (list, at) = tree::gap(list, rng.usize(..total));
    let few = at..list.len().min(at + rng.usize(1..4));
    match rng.u8(..32) {
        0..6 => drop(list.drain(few)),
        6..9 => repeat(list, few, 1),
        9 => repeat(list, few, rng.usize(2..40)),
        10..14 => swap(list, at, rng),
        14..21 => splice(list, at, cases, rng),
        21..25 => wrap(list, few, 1, delimiter(rng)),
        25 => wrap(list, few, rng.usize(2..48), delimiter(rng)),
        26..29 => _ = tree::open(list, at),
        _ => delimit(list, at, rng),
    }
}

/// Writes a phrase where it makes sense, if there is such a place and the dice agree, or anywhere.
fn write(list: &mut List, dictionary: &Dictionary, rng: &mut Rng) {
    let (slot, phrase) = dictionary.phrase(rng);
    let places = tree::gaps_that(list, |gap| suits(slot, gap));
    let sensible = !places.is_empty() && rng.u8(..5) != 0;
    let number = if sensible { places[rng.usize(..places.len())] } else { rng.usize(..tree::gaps(list)) };
    let (list, at) = tree::gap(list, number);
    let replaced = match slot {
        _ if !sensible => rng.usize(..2),
        Slot::Type => list[at..].iter().position(ends_type).unwrap_or(list.len() - at),
        Slot::Abi => 1,
        _ => 0,
    };
    list.splice(at..list.len().min(at + replaced), phrase);
}

/// Whether a phrase for this slot makes sense in a gap.
fn suits(slot: Slot, gap: &Gap<'_>) -> bool {
    let next_is = |word| gap.next().is_some_and(|tree| tree.is(word));
    match slot {
        Slot::Item => {
            let braces = matches!(gap.around, None | Some(Delimiter::Brace));
            let ended = matches!(gap.back(1), None | Some(Tree::Group(Delimiter::Brace, _)));
            braces && (ended || gap.follows(&[";"]))
        }
        Slot::Qualifier => next_is("fn"),
        Slot::Type => {
            let colon = gap.follows(&[":"]) && !gap.follows(&[":", ":"]) && !next_is(":");
            colon || gap.follows(&["-", ">"])
        }
        Slot::Parameter => {
            let starts = gap.back(1).is_none() || gap.follows(&[","]);
            gap.around == Some(Delimiter::Parenthesis) && starts
        }
        Slot::Generics => gap.back(2).is_some_and(|tree| tree.is("fn")),
        Slot::Abi => gap.follows(&["extern"]),
        Slot::Value | Slot::Anywhere => true,
    }
}

fn ends_type(tree: &Tree) -> bool {
    tree.is(",") || tree.is(";") || matches!(tree, Tree::Group(Delimiter::Brace, _))
}

fn repeat(list: &mut List, range: Range<usize>, times: usize) {
    let piece = list[range.clone()].to_vec();
    for _ in 0..times {
        list.splice(range.end..range.end, piece.iter().cloned());
    }
}

fn swap(list: &mut List, at: usize, rng: &mut Rng) {
    if let Some(other) = list.len().checked_sub(1).map(|last| rng.usize(..=last))
        && at < list.len()
    {
        list.swap(at, other);
    }
}

/// Puts a piece of another case here.
fn splice(list: &mut List, at: usize, cases: &[Case], rng: &mut Rng) {
    let mut other = cases[rng.usize(..cases.len())].clone();
    let from = &mut *other.lists()[usize::from(rng.u8(..4) != 0)];
    let total = tree::gaps(from);
    let (from, start) = tree::gap(from, rng.usize(..total));
    let end = from.len().min(start + rng.usize(1..12));
    let replaced = list.len().min(at + rng.usize(..3));
    list.splice(at..replaced, from[start..end].iter().cloned());
}

fn wrap(list: &mut List, range: Range<usize>, times: usize, delimiter: Delimiter) {
    let piece = list[range.clone()].to_vec();
    let wrapped = (0..times).fold(piece, |inner, _| vec![Tree::Group(delimiter, inner)]);
    list.splice(range, wrapped);
}

fn delimit(list: &mut List, at: usize, rng: &mut Rng) {
    if let Some(Tree::Group(old, _)) = list.get_mut(at) {
        *old = delimiter(rng);
    }
}

/// Any delimiter, an invisible one as often as the others together.
fn delimiter(rng: &mut Rng) -> Delimiter {
    match rng.u8(..6) {
        0 => Delimiter::Parenthesis,
        1 => Delimiter::Brace,
        2 => Delimiter::Bracket,
        _ => Delimiter::None,
    }
}

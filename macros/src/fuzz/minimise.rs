//! The least of an input that still shows the same fault.

use super::case::Case;
use super::tree::{self, List};

/// Takes away what can be taken away, from half of the tokens down to single ones, until `shows` holds no more.
pub(super) fn minimal(mut case: Case, shows: impl Fn(&Case) -> bool) -> Case {
    loop {
        let before = size(&case);
        let mut run = before.next_power_of_two();
        while run > 0 {
            case = pass(case, |list, at| cut(list, at, run), &shows);
            run /= 2;
        }
        case = pass(case, tree::open, &shows);
        if size(&case) == before {
            return case;
        }
    }
}

fn size(case: &Case) -> usize {
    tree::gaps(&case.arguments) + tree::gaps(&case.item)
}

/// Tries an edit at each gap, and keeps those after which the case still `shows`.
fn pass(mut case: Case, edit: impl Fn(&mut List, usize) -> bool, shows: impl Fn(&Case) -> bool) -> Case {
    for which in [0, 1] {
        let mut number = 0;
        while number < tree::gaps(case.lists()[which]) {
            let mut smaller = case.clone();
            let (list, at) = tree::gap(smaller.lists()[which], number);
            if edit(list, at) && shows(&smaller) {
                case = smaller;
            } else {
                number += 1;
            }
        }
    }
    case
}

/// Removes `run` trees, if there are that many.
fn cut(list: &mut List, at: usize, run: usize) -> bool {
    let there = at + run <= list.len();
    if there {
        list.drain(at..at + run);
    }
    there
}

#[cfg(test)]
mod tests {
    use super::super::case::Macro;
    use super::*;
    use quote::quote;

    #[test]
    fn only_what_shows_the_fault_is_left() {
        let arguments = tree::read(quote!(leaf, crate = a::b));
        let item = tree::read(quote!(
            unsafe extern "C" {
                fn f(x: u8);
                fn g(y: [u8; 4]) -> io::Result<bad>;
            }
        ));
        let case = Case { by: Macro::Import, arguments, item };
        let least = minimal(case, |case| {
            let source = case.source();
            source.contains("crate") && source.contains("bad")
        });
        assert_eq!(least.source(), "#[cgo_import(crate)]\nbad");
    }
}

//! The cases of the package `ui-tests`, as the tests of this one read them: what exists has to be shown there.

use std::fs;
use std::path::{Path, PathBuf};

/// The texts of the files of one kind in a folder of `ui-tests/tests/`, in the order of their names.
pub(crate) fn read(folder: &str, extension: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui-tests/tests").join(folder);
    let files = fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).expect("a readable case")).collect()
}

/// Whether a text is this one with something in its holes.
pub(crate) fn fits(text: &str, pieces: &[&str]) -> bool {
    let [first, others @ ..] = pieces else { return text.is_empty() };
    let [middle @ .., last] = others else { return text == *first };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for piece in middle {
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_with_any_words_in_its_holes() {
        assert!(fits("unknown option `a`", &["unknown option `", "`"]));
        assert!(fits("`a` and `b` contradict", &["`", "` and `", "` contradict"]));
        assert!(fits("the same", &["the same"]));
    }

    #[test]
    fn a_text_does_not_fit_with_more_or_less_around_it() {
        assert!(!fits("an unknown option `a`", &["unknown option `", "`"]));
        assert!(!fits("unknown option `a` here", &["unknown option `", "`"]));
        assert!(!fits("`a` or `b` contradict", &["`", "` and `", "` contradict"]));
        assert!(!fits("the same again", &["the same"]));
        assert!(!fits("`a`", &["`a", "a`"]));
    }
}

//! Did-you-mean: the candidate that a misspelt word most likely stands for.

/// The nearest of `candidates`, if it is near enough that naming it helps more than it misleads.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |candidate: &str| distance(word, candidate) <= candidate.len().max(word.len()).div_ceil(3);
    candidates
        .into_iter()
        .filter(|candidate| near(candidate))
        .min_by_key(|candidate| distance(word, candidate))
}

/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            rows[i][j] = substituted.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                rows[i][j] = rows[i][j].min(rows[i - 2][j - 2] + 1);
            }
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 4] = ["blocking", "nocallback", "leaf", "errno"];

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("nocallbak", WORDS), Some("nocallback"));
        assert_eq!(nearest("blcoking", WORDS), Some("blocking"));
        assert_eq!(nearest("lea", WORDS), Some("leaf"));
        assert_eq!(nearest("no_callback", WORDS), Some("nocallback"));
    }

    #[test]
    fn a_word_of_its_own_finds_nothing() {
        assert_eq!(nearest("asynchronous", WORDS), None);
        assert_eq!(nearest("x", WORDS), None);
    }
}

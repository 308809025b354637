//! What a pattern that names nothing was probably meant to name.

use crate::clang::survey::Survey;
use crate::pattern::Pattern;
use regex::{Regex, RegexBuilder};

/// What may help, for a pattern that names none of `candidates`.
pub(crate) fn hints(pattern: &Pattern, candidates: &[&str], survey: &Survey) -> Vec<String> {
    let hint = elsewhere(pattern, candidates, survey)
        .or_else(|| inside(pattern, candidates))
        .or_else(|| other_letters(pattern, candidates))
        .or_else(|| misspelt(&pattern.text, candidates));
    hint.into_iter().collect()
}

/// It is in the headers, and was not chosen, or is of another kind.
fn elsewhere(pattern: &Pattern, candidates: &[&str], survey: &Survey) -> Option<String> {
    let named = |name: &&String| pattern.names(name);
    if let Some((name, function)) = survey.functions.iter().find(|(name, _)| pattern.names(name)) {
        let place = survey.display(&function.place);
        return Some(match &function.unpassable {
            Some(ty) => {
                format!("`{name}` ({place}) is not bound, since Rust cannot pass `{ty}`: wrap it in C")
            }
            None if candidates.contains(&name.as_str()) => return None,
            None => format!(
                "`{name}` ({place}) is in the headers, but is not chosen: see `allowlist` and `blocklist`"
            ),
        });
    }
    if let Some((name, found)) = survey.macros.iter().find(|(name, _)| pattern.names(name)) {
        let place = survey.display(&found.place);
        return Some(match found.takes_arguments {
            true => format!(
                "`{name}` ({place}) is a macro: bind it as a function, `.function_macro(\"RESULT {name}(..)\")`"
            ),
            false => format!("`{name}` ({place}) is a macro"),
        });
    }
    let name = survey.types.keys().find(named);
    name.map(|name| format!("`{name}` is a type"))
}

/// The pattern is a part of a name, where it has to be the whole.
fn inside(pattern: &Pattern, candidates: &[&str]) -> Option<String> {
    let part = Regex::new(&pattern.text).ok()?;
    let found: Vec<&str> = candidates.iter().copied().filter(|name| part.is_match(name)).collect();
    let first = found.first()?;
    let begins = found.iter().all(|name| part.find(name).is_some_and(|part| part.start() == 0));
    let whole = if begins { format!("{}.*", pattern.text) } else { format!(".*{}.*", pattern.text) };
    let others = match found.len() {
        1 => String::new(),
        n => format!(" and {} more have it in their names", n - 1),
    };
    let has = if found.len() == 1 { " has it in its name" } else { "" };
    Some(format!("a pattern names whole names; `{first}`{has}{others}: write {whole:?}"))
}

/// It differs only in capitals.
fn other_letters(pattern: &Pattern, candidates: &[&str]) -> Option<String> {
    let regex = RegexBuilder::new(&format!("^(?:{})$", pattern.text)).case_insensitive(true).build().ok()?;
    candidates.iter().find(|name| regex.is_match(name)).map(|name| did_you_mean(name))
}

/// The nearest of the candidates, if it is near enough that naming it helps more than it misleads.
pub(crate) fn misspelt(text: &str, candidates: &[&str]) -> Option<String> {
    nearest(text, candidates.iter().copied()).map(did_you_mean)
}

/// The candidate that a misspelt word most likely stands for.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of a pattern, what stands for itself.
    let word: String = word.chars().filter(|c| c.is_ascii_alphanumeric() || "_-.+".contains(*c)).collect();
    let word = word.trim_end_matches('.');
    let distance = |candidate: &str| strsim::osa_distance(word, candidate);
    candidates
        .into_iter()
        .filter(|candidate| distance(candidate) <= candidate.len().max(word.len()).div_ceil(4))
        .min_by_key(|candidate| distance(candidate))
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

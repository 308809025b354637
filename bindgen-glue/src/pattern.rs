//! A regular expression over whole C names, and the call of the builder that it came from.

use regex::Regex;
use std::fmt;

/// What a call of the builder named.
pub(crate) struct Pattern {
    /// The method it was given to.
    pub(crate) method: &'static str,
    pub(crate) text: String,
    regex: Result<Regex, regex::Error>,
}

impl Pattern {
    pub(crate) fn new(method: &'static str, text: impl Into<String>) -> Pattern {
        let text = text.into();
        // The text has to be one by itself: `a)|(b` would close what is put around it.
        let regex = Regex::new(&text).and_then(|_| Regex::new(&format!("^(?:{text})$")));
        Pattern { method, text, regex }
    }

    /// Whether it names `name`, the whole of it. A pattern that is none names nothing.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.regex.as_ref().is_ok_and(|regex| regex.is_match(name))
    }

    /// Why it is no regular expression.
    pub(crate) fn fault(&self) -> Option<String> {
        self.regex.as_ref().err().map(ToString::to_string)
    }
}

/// As it stands in the build script.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({:?})", self.method, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_whole_names_only() {
        let pattern = Pattern::new("leaf", "a|ab+");
        assert!(pattern.names("a") && pattern.names("abb"));
        assert!(!pattern.names("abc") && !pattern.names("xa"));
    }

    #[test]
    fn a_pattern_that_is_none_says_why() {
        let pattern = Pattern::new("leaf", "a(b");
        assert!(!pattern.names("a(b"));
        assert!(pattern.fault().unwrap().contains("unclosed group"));
    }

    #[test]
    fn a_pattern_cannot_close_what_stands_around_it() {
        assert!(Pattern::new("leaf", "a)|(b").fault().is_some());
    }
}

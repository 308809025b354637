//! What the builder says about functions, and what it comes to for each.

use crate::pattern::Pattern;
use std::mem::discriminant;

/// How calls reach C: the policies of `#[cgo_import]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Policy {
    Blocking,
    Leaf,
    Inline,
    NoCallback,
    Raw,
}

impl Policy {
    /// The option's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Policy::Blocking => "blocking",
            Policy::Leaf => "leaf",
            Policy::Inline => "inline",
            Policy::NoCallback => "nocallback",
            Policy::Raw => "raw",
        }
    }
}

/// When errno is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Errno {
    OnFailure,
    /// After the failure that this Rust expression means.
    OnValue(String),
    Always,
}

/// A thread that calls are bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Thread {
    Named(String),
    Main,
    /// None, whatever the block says.
    Any,
}

/// What one call of the builder says about the functions that its pattern names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    Policy(Policy),
    Errno(Errno),
    /// So many calls, or any number whatever the block says.
    Limit(Option<usize>),
    Serialize,
    Thread(Thread),
    Safe {
        reason: String,
    },
    Unwind,
}

impl Said {
    /// Why it is safe to call.
    pub(crate) fn reason(&self) -> Option<&str> {
        if let Said::Safe { reason } = self { Some(reason) } else { None }
    }
}

/// A pattern, and what is said about what it names.
pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    pub(crate) said: Said,
}

/// What is said about one function. Of two calls that answer the same question, the later one counts.
pub(crate) struct Settled<'rules>(Vec<&'rules Rule>);

impl<'rules> Settled<'rules> {
    pub(crate) fn of(function: &str, rules: &'rules [Rule]) -> Settled<'rules> {
        let mut settled: Vec<&Rule> = Vec::new();
        for rule in rules.iter().filter(|rule| rule.pattern.names(function)) {
            settled.retain(|earlier| discriminant(&earlier.said) != discriminant(&rule.said));
            settled.push(rule);
        }
        Settled(settled)
    }

    /// The rules that count.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &'rules Rule> {
        self.0.iter().copied()
    }

    pub(crate) fn said(&self) -> impl Iterator<Item = &'rules Said> {
        self.rules().map(|rule| &rule.said)
    }

    /// The rule that counts where `rule` does not.
    pub(crate) fn instead_of(&self, rule: &Rule) -> Option<&'rules Rule> {
        self.rules().find(|other| discriminant(&other.said) == discriminant(&rule.said))
    }

    pub(crate) fn policy(&self) -> Option<Policy> {
        self.said().find_map(|said| if let Said::Policy(policy) = said { Some(*policy) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str, said: Said) -> Rule {
        Rule { pattern: Pattern::new("test", text), said }
    }

    #[test]
    fn a_later_policy_replaces_an_earlier_one_and_leaves_other_options() {
        let rules = [
            rule("db_.*", Said::Policy(Policy::Blocking)),
            rule("db_.*", Said::Limit(Some(4))),
            rule("db_column.*", Said::Policy(Policy::Leaf)),
        ];
        let settled = Settled::of("db_column_int", &rules);
        assert_eq!(settled.policy(), Some(Policy::Leaf));
        assert!(settled.said().any(|said| *said == Said::Limit(Some(4))));
        assert_eq!(settled.rules().count(), 2);
        assert_eq!(Settled::of("db_open", &rules).policy(), Some(Policy::Blocking));
        assert_eq!(Settled::of("other", &rules).rules().count(), 0);
    }
}

//! Mistakes that show before any header is read.

use super::Builder;
use crate::mistake::Mistake;
use crate::policy::{Errno, Rule, Said};
use crate::prototype::Prototype;

impl Builder {
    /// The prototypes of macros, or everything that is wrong.
    pub(crate) fn check(&self) -> Result<Vec<Prototype>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let patterns =
            self.selections.iter().map(|it| &it.pattern).chain(self.rules.iter().map(|it| &it.pattern));
        for pattern in patterns {
            let fault = pattern.fault();
            mistakes.extend(fault.map(|fault| Mistake::NoPattern { call: pattern.to_string(), fault }));
        }
        mistakes.extend(self.rules.iter().filter_map(rule));
        let no_place = |said: &Said| {
            (*said == Said::Limit(Some(0))).then(|| Mistake::NoPlace { call: "limit_all(0)".into() })
        };
        mistakes.extend(self.block.iter().filter_map(no_place));
        if self.name.is_empty()
            || self.name.contains(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c))
        {
            mistakes.push(Mistake::NoName { name: self.name.clone() });
        }
        if syn::parse_str::<syn::Path>(&self.facade).is_err() {
            mistakes.push(Mistake::NoPath { call: format!("facade({:?})", self.facade) });
        }
        let mut prototypes = Vec::new();
        for written in &self.macros {
            match Prototype::parse(written) {
                Ok(prototype) => prototypes.push(prototype),
                Err(fault) => {
                    mistakes.push(Mistake::Prototype { call: format!("function_macro({written:?})"), fault });
                }
            }
        }
        if mistakes.is_empty() { Ok(prototypes) } else { Err(mistakes) }
    }
}

fn rule(rule: &Rule) -> Option<Mistake> {
    let call = rule.pattern.to_string();
    match &rule.said {
        Said::Limit(Some(0)) => Some(Mistake::NoPlace { call }),
        Said::Safe { reason } if reason.trim().is_empty() => Some(Mistake::NoReason { call }),
        Said::Errno(Errno::OnValue(value)) if syn::parse_str::<syn::Expr>(value).is_err() => {
            Some(Mistake::NoExpression { call, value: value.clone() })
        }
        _ => None,
    }
}

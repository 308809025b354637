//! Functions that have no symbol, and macros: each gets a symbol, in C that is compiled beside the bindings.

use crate::clang::survey::{Function, Survey};
use crate::prototype::Prototype;
use std::collections::BTreeSet;

#[derive(Debug)]
pub(crate) struct Shims {
    /// What makes a symbol's name out of a name in C. Two crates may bind the same header.
    suffix: String,
    macros: Vec<Prototype>,
    /// `static` functions.
    statics: BTreeSet<String>,
    /// Functions that bindgen binds only if they are declared a second time: `static` ones with `...`, and `inline` ones that
    /// are not `static`, which have their symbol in the library.
    redeclared: BTreeSet<String>,
}

impl Shims {
    pub(crate) fn new(package: &str, name: &str, macros: Vec<Prototype>, survey: &Survey) -> Shims {
        let plain = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let named = |wanted: fn(&Function) -> bool| {
            survey.functions.iter().filter(|(_, it)| wanted(it)).map(|(name, _)| name.clone()).collect()
        };
        Shims {
            suffix: format!("__{}_{}", plain(package), plain(name)),
            macros,
            statics: named(|it| it.is_static),
            redeclared: named(|it| it.is_inline || (it.is_static && it.is_variadic)),
        }
    }

    fn symbol(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    /// The name in C behind a name that is made here.
    pub(crate) fn origin<'name>(&self, symbol: &'name str) -> Option<&'name str> {
        symbol.strip_suffix(self.suffix.as_str())
    }

    /// The symbol that is made for this function or macro, if there is one.
    pub(crate) fn made_for(&self, name: &str) -> Option<String> {
        let made = self.statics.contains(name) || self.macros.iter().any(|it| it.name == name);
        made.then(|| self.symbol(name))
    }

    /// The names that only the declarations here tell bindgen of.
    pub(crate) fn declared(&self) -> impl Iterator<Item = (&str, String)> {
        let macros = self.macros.iter().map(|it| it.name.as_str());
        macros.chain(self.redeclared.iter().map(String::as_str)).map(|name| (name, self.symbol(name)))
    }

    /// Those declarations.
    pub(crate) fn declarations(&self) -> String {
        let macros = self.macros.iter().map(|it| it.declaration(&self.symbol(&it.name)) + ";\n");
        let again = self.redeclared.iter().map(|name| format!("__typeof__({name}) {};\n", self.symbol(name)));
        macros.chain(again).collect()
    }

    /// The code of those that are bound. The type of an alias is taken from its function by the compiler, whatever it
    /// is: bindgen's own way, to write each type in C again, ends at those that it cannot write.
    pub(crate) fn code(&self, bound: &[String]) -> String {
        let function = |name: &String| {
            let symbol = self.symbol(name);
            match self.macros.iter().find(|it| it.name == *name) {
                Some(it) => format!("{} {}\n", it.declaration(&symbol), it.body()),
                None => format!("extern __typeof__({name}) {symbol} __attribute__((alias(\"{name}\")));\n"),
            }
        };
        bound.iter().map(function).collect()
    }
}

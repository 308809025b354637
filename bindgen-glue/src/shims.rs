//! Functions that have no symbol, and macros: each gets a symbol, in C that is compiled beside the bindings.

use crate::clang::survey::Survey;
use crate::prototype::Prototype;
use std::collections::BTreeSet;

#[derive(Debug)]
pub(crate) struct Shims {
    /// What makes a symbol's name out of a name in C. Two crates may bind the same header.
    suffix: String,
    macros: Vec<Prototype>,
    /// `static` functions.
    statics: BTreeSet<String>,
    /// Those with `...`, which bindgen binds only if they are declared as others are.
    variadics: BTreeSet<String>,
}

impl Shims {
    pub(crate) fn new(package: &str, name: &str, macros: Vec<Prototype>, survey: &Survey) -> Shims {
        let plain = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let statics = survey.functions.iter().filter(|(_, function)| function.is_static);
        let variadic = |name: &String| survey.functions[name].is_variadic;
        let (variadics, statics) = statics.map(|(name, _)| name.clone()).partition(variadic);
        Shims { suffix: format!("__{}_{}", plain(package), plain(name)), macros, statics, variadics }
    }

    pub(crate) fn symbol(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    /// The name in C behind a symbol that is made here.
    pub(crate) fn origin<'name>(&self, symbol: &'name str) -> Option<&'name str> {
        symbol.strip_suffix(self.suffix.as_str())
    }

    /// The symbol by which bindgen has to call this function.
    pub(crate) fn of_static(&self, name: &str) -> Option<String> {
        self.statics.contains(name).then(|| self.symbol(name))
    }

    /// The symbols that only the declarations here tell bindgen of.
    pub(crate) fn declared(&self) -> impl Iterator<Item = (&str, String)> {
        let macros = self.macros.iter().map(|it| it.name.as_str());
        macros.chain(self.variadics.iter().map(String::as_str)).map(|name| (name, self.symbol(name)))
    }

    /// Those declarations.
    pub(crate) fn declarations(&self) -> String {
        let macros = self.macros.iter().map(|it| it.declaration(&self.symbol(&it.name)) + ";\n");
        let variadics =
            self.variadics.iter().map(|name| format!("__typeof__({name}) {};\n", self.symbol(name)));
        macros.chain(variadics).collect()
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

//! Functions that have no symbol, and macros: each gets one, in C that is compiled beside the bindings.

use crate::clang::survey::Survey;
use crate::headers::Headers;

/// The symbols that are made, and how their names are.
pub(crate) struct Shims {
    /// What makes a symbol's name out of a C name: two crates may bind the same header.
    suffix: String,
    /// `static` functions.
    statics: Vec<String>,
    /// Those among them with `...`, which bindgen binds only if they are declared like others.
    variadics: Vec<String>,
}

impl Shims {
    pub(crate) fn new(package: &str, name: &str, survey: &Survey) -> Shims {
        let plain = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let statics = survey.functions.iter().filter(|(_, function)| function.is_static);
        let variadic = |name: &String| survey.functions[name].is_variadic;
        let (variadics, statics) = statics.map(|(name, _)| name.clone()).partition(variadic);
        Shims { suffix: format!("__{}_{}", plain(package), plain(name)), statics, variadics }
    }

    pub(crate) fn symbol(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    /// The C name behind a symbol that is made here.
    pub(crate) fn origin<'name>(&self, symbol: &'name str) -> Option<&'name str> {
        symbol.strip_suffix(self.suffix.as_str())
    }

    /// Whether bindgen has to be told the symbol of this function.
    pub(crate) fn renames(&self, name: &str) -> bool {
        self.statics.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    pub(crate) fn statics(&self) -> &[String] {
        &self.statics
    }

    /// What stands after the headers, for bindgen.
    pub(crate) fn declarations(&self, headers: &Headers) -> String {
        let macros = headers.macros.iter().map(|macro_| macro_.declaration(&self.symbol(&macro_.name)) + ";\n");
        let variadics = self.variadics.iter().map(|name| format!("__typeof__({name}) {};\n", self.symbol(name)));
        macros.chain(variadics).collect()
    }

    /// The C code, of those that are bound. The compiler takes the type of an alias from the function itself, whatever
    /// it is: nothing has to be written a second time in C.
    pub(crate) fn code(&self, headers: &Headers, bound: &[String]) -> String {
        let mut code = String::new();
        for name in bound {
            let symbol = self.symbol(name);
            match headers.macros.iter().find(|macro_| macro_.name == *name) {
                Some(macro_) => code += &format!("{} {}\n", macro_.declaration(&symbol), macro_.body()),
                None => {
                    code += &format!("extern __typeof__({name}) {symbol} __attribute__((alias(\"{name}\")));\n");
                }
            }
        }
        code
    }
}

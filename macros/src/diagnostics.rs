//! What the attributes say when they refuse, and the accumulator that says it all at once.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Attribute;

/// One thing that can be wrong. `{word}` in either text is filled in where the mistake is found.
pub(crate) struct Message {
    pub(crate) lead: &'static str,
    pub(crate) help: &'static str,
}

macro_rules! catalogue {
    ($($name:ident: $lead:literal, $help:literal;)*) => {
        $(pub(crate) static $name: Message = Message { lead: $lead, help: $help };)*

        #[cfg(test)]
        static CATALOGUE: &[&Message] = &[$(&$name),*];
    };
}

catalogue! {
    // The item.
    NOT_A_BLOCK: "`#[cgo_import]` expects an `extern` block",
        "write `#[cgo_import] unsafe extern \"C\" { .. }` with the C declarations inside";
    OUTSIDE_A_BLOCK: "`#[cgo(..)]` has a meaning only inside a block marked `#[cgo_import]`",
        "put `#[cgo_import]` on the `extern` block around this function";
    WRONG_ABI: "C is not called by the ABI {abi}",
        "expected `\"C\"`, `\"C-unwind\"` or `\"system\"`";
    FOREIGN_TYPE: "foreign types are not available",
        "declare an opaque struct outside the block: `#[repr(C)] pub struct {name} { _private: [u8; 0] }`";
    FOREIGN_MACRO: "macros are not expanded inside a `#[cgo_import]` block",
        "expand it outside: a macro may produce the whole block";
    FOREIGN_BODY: "a C function is declared here, its body is in C",
        "end the declaration with `;`";
    FOREIGN_INITIALISER: "a C static is declared here, its value is in C",
        "remove the initialiser";
    FOREIGN_ITEM: "this declaration is not one that C can have",
        "declare functions, `fn name(..) -> T;`, and statics, `static NAME: T;`";

    OPTIONS_ON_STATIC: "options are for functions, and this is a static",
        "remove them: a static is reached directly";
    TOO_MANY_CONDITIONS: "too many `cfg_attr`s of one function bring options or symbols",
        "declare the function once for each condition, with its own `#[cfg(..)]`";

    // The signature.
    GENERIC: "a C function cannot be generic",
        "declare one function per concrete type, each with its `#[link_name = \"{name}\"]`";
    WHERE_CLAUSE: "a C function cannot have a `where` clause",
        "remove it";
    LIFETIME_BOUND: "lifetime bounds have no meaning across C",
        "remove the bound, and use one lifetime for both where they must be equal";
    RECEIVER: "a C function has no receiver",
        "name the parameter: `this: *mut T`";
    ASYNC: "a C function is not async",
        "remove `async`: a call that waits holds up no other goroutine";
    CONST: "a C function cannot run at compile time",
        "remove `const`";
    PATTERN: "a parameter of a C function is a plain name",
        "write `name: Type`, without `mut`, `ref` or a pattern";
    PARAMETER_TWICE: "the parameter `{name}` is declared twice",
        "give each parameter its own name, or `_`";
    PARAMETER_ATTRIBUTE: "attributes of parameters cannot be kept",
        "declare the function twice, each with its own `#[cfg(..)]`";
    ABI_ON_FUNCTION: "the ABI of a C function stands on its block",
        "remove it here, and declare the function in a block of that ABI";
    QUALIFIER_WITHOUT_UNSAFE: "`{qualifier} fn` needs a block that is marked `unsafe`",
        "write `unsafe extern {abi} { .. }`";
    VARIADIC: "a variadic function is called in one of two ways, and this says neither",
        "declare it `#[cgo(variadic)]` to pass the further arguments as one tuple, or `#[cgo(raw)]` to call it as it is, on the goroutine's own stack";
    VARIADIC_ABI: "a variadic function has the ABI `C`",
        "declare it in a block of `extern \"C\"` or `extern \"C-unwind\"`";
    NOT_VARIADIC: "`variadic` is for functions whose parameters end with `...`, and those of `{name}` do not",
        "remove it, or write `, ...` after the last parameter";
    IMPL_TRAIT: "a C function cannot have a parameter or result of type `impl Trait`",
        "for a function pointer, write `Option<extern \"C\" fn(..)>` and pass its data by another parameter";
    TRAIT_OBJECT: "C passes no value of type `dyn Trait`, whose size nobody knows",
        "pass a pointer to what C knows, or `*mut c_void` and let a `cgocall::Handle` stand for the object";
    RETURNS_TWICE: "`{symbol}` returns twice, which no call on another stack can survive",
        "declare it `#[cgo(raw)]`, or call it from C";
    SYMBOL_ATTRIBUTE: "an import defines no symbol: `{attribute}` would hide the C function behind its own wrapper",
        "remove it; `#[link_name = \"..\"]` says which C symbol is meant";
    SAFE_POINTER: "a `safe fn` takes a raw pointer here, and safe code can make up any",
        "leave `safe` out, take a reference, or write `#[cgo(trusted)]` if C never follows the pointer";
    SAFE_VARIADIC: "safe code could pass anything to this `safe fn`, and C would take it for what it expects",
        "leave `safe` out, or write `#[cgo(trusted)]` if C looks at nothing that it is passed here";
    TRUSTED_UNSAFE: "`trusted` is about a `safe fn`, and who calls this function answers for its pointers",
        "remove it";
    ERRNO_RESULT: "with `errno` the declaration is written with what Rust gets",
        "write `-> io::Result<{returned}>`, where C returns `{returned}`";
    ERRNO_VOID: "`errno` cannot tell whether a function that returns nothing has failed",
        "`errno(always)` takes it after every call: write `-> ((), Errno)`";
    ERRNO_PAIR: "with `errno(always)` the declaration is written with what Rust gets",
        "write `-> ({returned}, Errno)`, where C returns {in_c}";

    // Exports.
    NOT_AN_EXPORT: "`#[cgo_export]` expects a function",
        "write it before `extern \"C\" fn name(..) { .. }`; an `extern` block is marked `#[cgo_import]`";
    NOT_EXTERN: "C calls functions of its own ABI, and this is a Rust function",
        "write `extern \"C\" fn {name}`";
    EXPORT_GENERIC: "a C function cannot be generic",
        "export one function per concrete type";
    EXPORT_ASYNC: "a C function is not async",
        "remove `async`: the body may wait, and runs a future with `cgocall::block_on`";
    EXPORT_VARIADIC: "a variadic function cannot be exported",
        "export a function with fixed parameters, and call it from a variadic one in C";
    EXPORT_SELF: "an export cannot say `Self`",
        "write the type by its name";
    EXPORT_REFERENCE: "C may pass null where a reference is promised",
        "write `Option<{written}>`, or declare the function `unsafe`: who calls it has to keep the promise";
    EXPORT_ATTRIBUTE: "`{attribute}` cannot be kept on an export",
        "put it on a function that the export calls";
    RETURN_NOTHING: "C waits for a `{returned}`, and a bare `return` gives none",
        "write `on_panic = return(EXPR)`, with the value that C shall receive";

    // The options.
    EXPECTED_OPTION: "expected the name of an option",
        "one of {expected}";
    NO_OPTIONS: "`#[cgo]` says nothing without an option",
        "write `#[cgo(..)]` with one of {expected}";
    UNKNOWN_OPTION: "unknown option `{option}`",
        "expected one of {expected}";
    MISSPELT_OPTION: "unknown option `{option}`",
        "did you mean `{nearest}`?";
    MISPLACED_OPTION: "`{option}` is not an option of {here}",
        "it belongs to {there}";
    OPTION_TWICE: "`{option}` is given twice",
        "remove one of the two";
    CONTRADICTION: "`{option}` and `{other}` contradict each other",
        "`{option}`: {meaning}. `{other}`: {other_meaning}";
    FIRST_HERE: "`{option}` is given first here",
        "";
    NO_VALUE: "`{option}` takes no value",
        "write `{option}` alone";
    WRONG_FORM: "`{option}` is not written so",
        "write {forms}: {meaning}";
    THREAD_MAIN: "a thread of the name \"main\" would be another than the main thread",
        "write `thread = main` for the main thread, or give the dedicated one another name";
    THREAD_NAME: "this is no name for a thread",
        "write one or more letters, of which the system shows the first 15 bytes, without a null character";
    ON_PANIC_UNWIND: "whether a panic may unwind through C is said by the ABI",
        "write `extern \"C-unwind\"`, and leave `on_panic` out";
    FN_TYPE_OF_BLOCK: "`{name}` cannot name the types of all functions of a block",
        "write `fn_type` here, by which each has its function's name, and `#[cgo(fn_type = {name})]` on one function";
    LIMIT_NONE_ON_BLOCK: "`limit = none` takes one function out of the limit of its block",
        "remove it: a block has no limit unless it gives one";
    SERIALIZE_ON_FUNCTION: "`serialize` is for a whole block, in `#[cgo_import(..)]`",
        "write `limit = 1` for one call of this function at a time";
    NEEDS_UNSAFE: "`{option}` is a promise that the compiler cannot check",
        "write `unsafe({option})`";
    NO_PROMISE: "`unsafe(..)` is for promises, and `{option}` is none",
        "write `{option}` without it";
    UNSAFE_WHAT: "`unsafe` says nothing without a promise",
        "write `unsafe(migrating)`";

    // `main`, `test` and `c_fn!`.
    NOT_A_FUNCTION: "`#[cgocall::{attribute}]` expects a function",
        "write it before `fn {attribute}() { .. }`";
    ENTRY_ASYNC: "`#[cgocall::{attribute}]` runs a plain function",
        "remove `async`, and run futures with `cgocall::block_on`";
    ENTRY_ARGUMENTS: "the function that `#[cgocall::{attribute}]` runs takes no arguments",
        "remove them";
    ENTRY_GENERIC: "the function that `#[cgocall::{attribute}]` runs cannot be generic",
        "remove the parameters";
    ENTRY_QUALIFIER: "the function that `#[cgocall::{attribute}]` runs is a plain `fn`",
        "remove `{qualifier}`";
    EXPECTED_FUNCTION: "`c_fn!` expects the path of an imported function",
        "write `c_fn!(ffi::free)`, where `ffi` is the module of the `#[cgo_import]` block, or `c_fn!(ffi::printf, ...)`";
}

impl Message {
    fn fill(&self, words: &[(&str, &str)]) -> String {
        let mut text = self.lead.to_owned();
        if !self.help.is_empty() {
            text = format!("{text}\n\n= help: {}", self.help);
        }
        for (word, value) in words {
            text = text.replace(&format!("{{{word}}}"), value);
        }
        text
    }
}

/// All mistakes found so far: everything is reported at once, each on its own token.
#[derive(Default)]
pub(crate) struct Errors(Vec<Mistake>);

struct Mistake {
    /// Under which conditions it is one.
    cfg: Vec<Attribute>,
    error: syn::Error,
}

impl Errors {
    /// Reports `message` on `tokens`, with the words of the message filled in.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: &Message, words: &[(&str, &str)]) {
        self.parser(syn::Error::new_spanned(tokens, message.fill(words)));
    }

    /// Reports what the parser found.
    pub(crate) fn parser(&mut self, error: syn::Error) {
        self.0.push(Mistake { cfg: Vec::new(), error });
    }

    /// Takes over the mistakes of a declaration: where it is not compiled, they are none.
    pub(crate) fn of_declaration(&mut self, errors: Errors, cfg: &[Attribute]) {
        self.0.extend(errors.0.into_iter().map(|mistake| Mistake { cfg: cfg.to_vec(), ..mistake }));
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

impl ToTokens for Errors {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for Mistake { cfg, error } in &self.0 {
            let error = error.to_compile_error();
            tokens.extend(quote!(#(#cfg)* #error));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// The text around the `{word}`s.
    fn pieces(text: &str) -> Vec<&str> {
        let (mut pieces, mut from) = (Vec::new(), 0);
        for (open, _) in text.match_indices('{') {
            let word = text[open + 1..].split('}').next().unwrap_or_default();
            if !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_') {
                pieces.push(&text[from..open]);
                from = open + 1 + word.len() + 1;
            }
        }
        pieces.push(&text[from..]);
        pieces
    }

    /// The lead and the help of every error that the compiler was seen to print.
    fn printed() -> Vec<(String, String)> {
        let outputs = cases::read("refused/ours", "stderr").join("\n");
        let errors = outputs.split("error: ").skip(1);
        let parts = errors.map(|error| {
            let mut lines = error.lines();
            let lead = lines.next().unwrap_or_default();
            let help = lines.find_map(|line| line.trim_start().strip_prefix("= help: "));
            (lead.to_owned(), help.unwrap_or_default().to_owned())
        });
        parts.collect()
    }

    #[test]
    fn every_message_is_printed_by_a_refused_case() {
        let printed = printed();
        for Message { lead, help } in CATALOGUE {
            let (lead_pieces, help_pieces) = (pieces(lead), pieces(help));
            let found = printed
                .iter()
                .any(|(seen, help)| cases::fits(seen, &lead_pieces) && cases::fits(help, &help_pieces));
            assert!(found, "no case in ui-tests/tests/refused/ours prints {lead:?} with its help {help:?}");
        }
    }
}

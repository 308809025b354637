//! What an expansion must be: Rust, or a refusal that says why.

use super::case::{Case, Macro};
use super::tree;
use proc_macro2::{TokenStream, TokenTree};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use syn::{Expr, File, ForeignItem, Item};

/// What a macro did that is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Accepted,
    Refused,
}

/// What a macro did that is wrong.
#[derive(Debug)]
pub(super) enum Fault {
    /// It panicked, with this message.
    Panicked(String),
    /// What it emitted for a sound item, or for one that it accepted, is not Rust, says the parser.
    NotRust { emitted: String, parser: String },
    /// It accepted the item, and this function of it is gone.
    Lost(String),
    /// It refused without a word.
    Wordless,
}

impl Fault {
    pub(super) fn is_like(&self, other: &Fault) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    pub(super) fn describe(&self) -> String {
        match self {
            Fault::Panicked(message) => format!("a panic: {message}"),
            Fault::NotRust { emitted, parser } => {
                format!("an expansion that is not Rust ({parser}):\n\n{emitted}\n")
            }
            Fault::Lost(name) => format!("an expansion without the function `{name}`"),
            Fault::Wordless => "a refusal without a message".to_owned(),
        }
    }
}

/// Expands the case and looks at what comes out.
pub(super) fn of(case: &Case) -> Result<Verdict, Fault> {
    let emitted = caught(|| case.expand()).map_err(Fault::Panicked)?;
    judge(case, emitted)
}

fn judge(case: &Case, emitted: TokenStream) -> Result<Verdict, Fault> {
    let verdict = match refusals(emitted.clone()) {
        Refusals::None => Verdict::Accepted,
        Refusals::Worded => Verdict::Refused,
        Refusals::Wordless => return Err(Fault::Wordless),
    };
    let parsed = match case.by {
        Macro::CFn => syn::parse2::<Expr>(emitted.clone()).map(|_| Vec::new()),
        _ => syn::parse2::<File>(emitted.clone()).map(|file| file.items),
    };
    match (parsed, verdict) {
        (Ok(items), Verdict::Accepted) => {
            let kept = functions(&items);
            let asked = syn::parse2::<Item>(tree::tokens(&case.item))
                .map(|item| functions(&[item]))
                .unwrap_or_default();
            let lost = asked.into_iter().find(|name| !kept.contains(name));
            lost.map_or(Ok(verdict), |name| Err(Fault::Lost(name)))
        }
        // What was no item comes back as it was.
        (Err(_), Verdict::Refused) if !case.is_sound() => Ok(verdict),
        (Ok(_), Verdict::Refused) => Ok(verdict),
        (Err(error), _) => {
            let emitted = tree::source(&tree::read(emitted));
            Err(Fault::NotRust { emitted, parser: error.to_string() })
        }
    }
}

/// The names of the functions, also of those that are declared in blocks.
fn functions(items: &[Item]) -> HashSet<String> {
    let of_item = |item: &Item| match item {
        Item::Fn(function) => vec![function.sig.ident.to_string()],
        Item::ForeignMod(block) => {
            let function = |item: &ForeignItem| match item {
                ForeignItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            };
            block.items.iter().filter_map(function).collect()
        }
        _ => Vec::new(),
    };
    items.iter().flat_map(of_item).collect()
}

enum Refusals {
    None,
    Worded,
    Wordless,
}

/// Looks for `compile_error!`. No input brings one.
fn refusals(tokens: TokenStream) -> Refusals {
    let mut found = Refusals::None;
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let refusal = match tree {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                trees.next();
                let message = trees.next().map(|message| message.to_string()).unwrap_or_default();
                if message.chars().any(char::is_alphabetic) { Refusals::Worded } else { Refusals::Wordless }
            }
            TokenTree::Group(group) => refusals(group.stream()),
            _ => continue,
        };
        match refusal {
            Refusals::None => {}
            Refusals::Worded => found = refusal,
            Refusals::Wordless => return refusal,
        }
    }
    found
}

/// Runs `expand`, and gives the message of a panic without printing it.
fn caught(expand: impl FnOnce() -> TokenStream) -> Result<TokenStream, String> {
    static HOOK: Once = Once::new();
    thread_local! {
        static WATCHED: Cell<bool> = const { Cell::new(false) };
        static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
    }
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if WATCHED.get() {
                MESSAGE.set(info.to_string());
            } else {
                previous(info);
            }
        }));
    });
    WATCHED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(expand));
    WATCHED.set(false);
    result.map_err(|_| MESSAGE.take())
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn case(item: TokenStream) -> Case {
        Case { by: Macro::Import, arguments: Vec::new(), item: tree::read(item) }
    }

    #[test]
    fn a_panic_is_caught_with_its_message() {
        let message = caught(|| panic!("fell over")).unwrap_err();
        assert!(message.contains("fell over") && message.contains("verdict.rs"), "{message}");
    }

    #[test]
    fn an_expansion_that_is_no_rust_is_a_fault() {
        let case = case(quote!(
            extern "C" {}
        ));
        assert!(matches!(judge(&case, quote!(fn f() {} +)), Err(Fault::NotRust { .. })));
        let refused = quote!(::core::compile_error! { "no" } fn f);
        assert!(matches!(judge(&case, refused), Err(Fault::NotRust { .. })));
    }

    #[test]
    fn a_refusal_may_give_back_what_was_no_item() {
        let refused = quote!(::core::compile_error! { "no" } fn f);
        assert_eq!(judge(&case(quote!(fn f)), refused).unwrap(), Verdict::Refused);
        assert!(judge(&case(quote!(fn f)), quote!(fn f)).is_err());
    }

    #[test]
    fn a_function_that_is_gone_is_a_fault() {
        let case = case(quote!(
            extern "C" {
                fn f();
                fn g();
            }
        ));
        assert!(matches!(judge(&case, quote!(fn f() {})), Err(Fault::Lost(name)) if name == "g"));
        assert_eq!(
            judge(
                &case,
                quote!(
                    fn f() {}
                    fn g() {}
                )
            )
            .unwrap(),
            Verdict::Accepted
        );
        assert_eq!(judge(&case, quote!(::core::compile_error! { "no" })).unwrap(), Verdict::Refused);
    }

    #[test]
    fn a_refusal_says_something() {
        let refused = quote!(
            mod m {
                ::core::compile_error! { "" }
            }
        );
        assert!(matches!(
            judge(
                &case(quote!(
                    fn f() {}
                )),
                refused
            ),
            Err(Fault::Wordless)
        ));
    }
}

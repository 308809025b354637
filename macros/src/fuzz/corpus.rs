//! Where inputs start: declarations of real headers, and what the compile tests accept and refuse.

use super::case::{Case, Macro};
use super::tree::{self, List, Tree};
use crate::cases;
use proc_macro2::{Delimiter, TokenStream};
use quote::{ToTokens, quote};
use syn::{ForeignItem, Item, ItemForeignMod, ItemType};

/// Declarations of SQLite, zlib, Lua, libuv and the C library.
const HEADERS: [&str; 5] = [
    include_str!("../../tests/corpus/sqlite.rs"),
    include_str!("../../tests/corpus/zlib.rs"),
    include_str!("../../tests/corpus/lua.rs"),
    include_str!("../../tests/corpus/libuv.rs"),
    include_str!("../../tests/corpus/libc.rs"),
];

/// The folders of the compile tests.
const CASES: [&str; 4] = ["", "accepted", "refused/ours", "refused/rustc"];

/// The cases to edit.
pub(super) fn read() -> Vec<Case> {
    let tests = CASES.iter().flat_map(|folder| cases::read(folder, "rs")).flat_map(|text| {
        let tokens: TokenStream = text.parse().expect("a compile test is made of tokens");
        uses(&tree::read(tokens))
    });
    HEADERS.into_iter().flat_map(declarations).chain(tests).collect()
}

/// Imports of a few functions each, and exports of the same signatures and of those of the function pointer types.
fn declarations(text: &str) -> Vec<Case> {
    let file = syn::parse_file(text).expect("declarations are items");
    let cases = |item: &Item| match item {
        Item::ForeignMod(block) => imports(block).chain(block.items.iter().filter_map(same_export)).collect(),
        Item::Type(alias) => Vec::from_iter(export_of_type(alias)),
        _ => Vec::new(),
    };
    file.items.iter().flat_map(cases).collect()
}

fn imports(block: &ItemForeignMod) -> impl Iterator<Item = Case> {
    let block_of = |items: &[ForeignItem]| ItemForeignMod { items: items.to_vec(), ..block.clone() };
    block.items.chunks(3).map(move |items| case(Macro::Import, quote!(), block_of(items).to_token_stream()))
}

fn same_export(item: &ForeignItem) -> Option<Case> {
    let ForeignItem::Fn(function) = item else { return None };
    let (vis, sig) = (&function.vis, &function.sig);
    Some(case(Macro::Export, quote!(), quote!(#vis unsafe extern "C" #sig { done() })))
}

/// `type NAME = Option<unsafe extern "C" fn(..) -> T>` as a function that implements it.
fn export_of_type(alias: &ItemType) -> Option<Case> {
    let name = &alias.ident;
    let mut trees = tree::read(alias.ty.to_token_stream());
    let after_fn = trees.iter().position(|tree| tree.is("fn"))? + 1;
    let qualifiers = tree::tokens(&trees[2..after_fn]);
    trees.pop();
    let rest = tree::tokens(&trees[after_fn..]);
    Some(case(Macro::Export, quote!(implements = #name), quote!(#qualifiers #name #rest { done() })))
}

fn case(by: Macro, arguments: TokenStream, item: TokenStream) -> Case {
    Case { by, arguments: tree::read(arguments), item: tree::read(item) }
}

/// The places where tokens use one of the macros, inside `macro_rules!` too.
fn uses(list: &[Tree]) -> Vec<Case> {
    let mut found = Vec::new();
    for (at, tree) in list.iter().enumerate() {
        let Tree::Group(delimiter, inner) = tree else { continue };
        let before = |distance: usize| at.checked_sub(distance).map(|at| &list[at]);
        if *delimiter == Delimiter::Bracket && before(1).is_some_and(|tree| tree.is("#")) {
            found.extend(attribute(inner, &list[at + 1..]));
        } else if before(1).is_some_and(|tree| tree.is("!")) && before(2).is_some_and(|tree| tree.is("c_fn"))
        {
            found.push(Case { by: Macro::CFn, arguments: Vec::new(), item: inner.clone() });
        }
        found.extend(uses(inner));
    }
    found
}

/// The attribute that this is, on the item that follows: up to a semicolon or a body.
fn attribute(inner: &[Tree], rest: &[Tree]) -> Option<Case> {
    let (path, arguments) = match inner.split_last()? {
        (Tree::Group(_, arguments), path) => (path, arguments.clone()),
        _ => (inner, List::new()),
    };
    let by = match path.last()? {
        Tree::Leaf(word) => Macro::named(&word.to_string())?,
        Tree::Group(..) => return None,
    };
    let ends = |tree: &Tree| tree.is(";") || matches!(tree, Tree::Group(Delimiter::Brace, _));
    let end = rest.iter().position(ends)?;
    Some(Case { by, arguments, item: rest[..=end].to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(cases: &[Case]) -> Vec<String> {
        cases.iter().map(Case::source).collect()
    }

    #[test]
    fn a_declaration_is_imported_and_exported() {
        let cases = declarations(
            r#"unsafe extern "C" { pub fn f(x: u8); } pub type t = Option<unsafe extern "C" fn(y: u8) -> T>;"#,
        );
        let expected = [
            r#"#[cgo_import()] unsafe extern "C" { pub fn f (x : u8) ; }"#,
            r#"#[cgo_export()] pub unsafe extern "C" fn f (x : u8) { done () }"#,
            r#"#[cgo_export(implements = t)] unsafe extern "C" fn t (y : u8) -> T { done () }"#,
        ];
        assert_eq!(sources(&cases).iter().map(|it| it.replace('\n', " ")).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_use_is_found_wherever_it_stands() {
        let program = quote! {
            macro_rules! m {
                ($name:ident) => { #[cgo_import(leaf)] #[link(name = "m")] extern "C" { fn $name(); } };
            }
            fn g() { take(cgocall::c_fn!(ffi::free)); }
            #[cgocall::main]
            fn main() {}
        };
        let expected = [
            r##"#[cgo_import(leaf)] # [link (name = "m")] extern "C" { fn $ name () ; }"##,
            "c_fn!(ffi :: free)",
            "#[cgocall::main()] fn main () { }",
        ];
        let found = sources(&uses(&tree::read(program)));
        let plain = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(found.iter().map(plain).collect::<Vec<_>>(), expected.map(|it| plain(&it.to_owned())));
    }

    #[test]
    fn every_macro_has_cases() {
        let cases = read();
        for by in [Macro::Import, Macro::Export, Macro::Main, Macro::Test, Macro::CFn] {
            assert!(cases.iter().any(|case| case.by == by), "{by:?}");
        }
        assert!(cases.iter().any(|case| case.source().contains("sqlite3_exec")));
    }
}

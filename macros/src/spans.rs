//! Where the tokens of an expansion seem to stand. Editors, rustdoc and the compiler lead to what the user wrote by it.

use crate::{export, import};
use proc_macro2::{LineColumn, TokenStream, TokenTree};
use std::str::FromStr;

/// Every token of an expansion, the braces of a group as one, with where it starts.
fn flat(tokens: TokenStream) -> Vec<(String, LineColumn)> {
    let mut found = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                found.push((format!("{:?}", group.delimiter()), group.span_open().start()));
                found.extend(flat(group.stream()));
            }
            other => found.push((other.to_string(), other.span().start())),
        }
    }
    found
}

/// Where the tokens `words` stand, one after the other, as far as they seem to stand in the source.
fn located(expansion: &[(String, LineColumn)], words: &[&str]) -> Vec<LineColumn> {
    let fits =
        |window: &&[(String, LineColumn)]| window.iter().zip(words).all(|((token, _), word)| token == word);
    let window = expansion.windows(words.len()).find(fits);
    window
        .unwrap_or_else(|| panic!("no {words:?} in {expansion:?}"))
        .iter()
        .map(|(_, start)| *start)
        .collect()
}

fn parsed(source: &str) -> TokenStream {
    TokenStream::from_str(source).expect("tokens")
}

fn at(line: usize, column: usize) -> LineColumn {
    LineColumn { line, column }
}

/// A span that is no place in the source: that of the attribute.
const ATTRIBUTE: LineColumn = LineColumn { line: 1, column: 0 };

const BLOCK: &str = r#"
unsafe extern "C" {
    #[cgo(blocking)]
    pub fn poll(count: c_int) -> c_int;
}
"#;

#[test]
fn a_wrapper_stands_where_its_declaration_does() {
    let expansion = flat(import::expand(TokenStream::new(), parsed(BLOCK)));
    let wrapper = located(&expansion, &["pub", "unsafe", "fn", "poll"]);
    assert_eq!(wrapper, [at(4, 4), at(4, 8), at(4, 8), at(4, 11)]);
    let result_and_body = located(&expansion, &["c_int", "Brace", "static"]);
    assert_eq!(result_and_body, [at(4, 33), at(4, 38), ATTRIBUTE]);
}

#[test]
fn a_policy_is_looked_up_where_it_is_given() {
    let expansion = flat(import::expand(TokenStream::new(), parsed(BLOCK)));
    assert_eq!(located(&expansion, &["Policy", ":", ":", "Blocking"]).last(), Some(&at(3, 10)));
    let expansion = flat(import::expand(parsed("\n\nleaf"), parsed("extern \"C\" { fn poll(); }")));
    assert_eq!(located(&expansion, &["Policy", ":", ":", "Leaf"]).last(), Some(&at(3, 0)));
    let expansion = flat(import::expand(TokenStream::new(), parsed("\n\nextern \"C\" { fn poll(); }")));
    assert_eq!(located(&expansion, &["Policy", ":", ":", "Default"]).last(), Some(&ATTRIBUTE));
}

#[test]
fn a_facade_is_looked_up_where_it_is_given() {
    let block = parsed("extern \"C\" { fn poll(); }");
    let expansion = flat(import::expand(parsed("\ncrate = facade::goroutines"), block));
    let path = located(&expansion, &["facade", ":", ":", "goroutines", ":", ":", "__private"]);
    assert_eq!((path[0], path[3], path[6]), (at(2, 8), at(2, 16), ATTRIBUTE));
}

#[test]
fn an_export_stands_where_it_is_written() {
    let source = "\npub extern \"C\" fn on_row(count: c_int) -> c_int {\n    count\n}\n";
    let expansion = flat(export::expand(TokenStream::new(), parsed(source)));
    let signature = located(&expansion, &["fn", "on_row", "Parenthesis", "count"]);
    assert_eq!(signature, [at(2, 15), at(2, 18), at(2, 24), at(2, 25)]);
    assert_eq!(located(&expansion, &["c_int", "Brace"])[1], at(2, 48));
}

//! The main job, run as its users run it, on trees of a few files.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

fn codesearch(words: &[&str]) -> Output {
    cgocall_test_fixtures::command(env!("CARGO_BIN_EXE_codesearch")).args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn tree() -> TempDir {
    let tree = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| {
        let file = tree.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("src/red.c", b"int red_apples;\n/* an apple that fell from a tree */\n");
    write("src/green.c", b"int green_apples;\n");
    write("src/picture.bin", b"apple\0tree");
    write("notes/orchard.md", "Äpfel, and the tree they grow on\n".as_bytes());
    tree
}

fn search(tree: &Path, query: &str) -> Output {
    codesearch(&["--goroutines", "500", "--path", tree.to_str().unwrap(), "--query", query])
}

#[test]
fn a_query_shows_the_line_of_every_file_that_matches() {
    let tree = tree();
    let output = search(tree.path(), "tree NOT pear");
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    assert!(shown.contains("src/red.c:2: /* an apple that fell from a tree */"), "{shown}");
    assert!(shown.contains("notes/orchard.md:1: Äpfel, and the tree they grow on"), "{shown}");
    assert!(!shown.contains("green.c") && !shown.contains("picture"), "{shown}");
    assert!(shown.contains("passed by 1 that are not text"), "{shown}");
}

#[test]
fn every_goroutine_of_the_load_is_answered() {
    let tree = tree();
    let shown = text(&search(tree.path(), "green_apples").stdout);
    assert!(shown.contains("500 from 500 goroutines"), "{shown}");
    assert!(shown.contains("src/green.c:1: int green_apples;"), "{shown}");
}

#[test]
fn each_match_is_a_callback_and_counted() {
    let tree = tree();
    let matches = |query: &str| {
        let shown = text(&search(tree.path(), query).stdout);
        let row = shown.lines().find_map(|line| line.trim().strip_prefix("callbacks "));
        row.and_then(|figure| figure.trim().parse::<u32>().ok()).unwrap_or_else(|| panic!("{shown}"))
    };
    assert_eq!([matches("tree"), matches("pear")], [2, 0]);
    assert_eq!(matches("green_apples"), 1);
}

#[test]
fn a_query_with_quotes_is_looked_for_as_it_is() {
    let tree = tree();
    let shown = text(&search(tree.path(), "\"tree they\" NOT \"'\"").stdout);
    assert!(shown.contains("notes/orchard.md:1:"), "{shown}");
}

#[test]
fn a_query_without_a_match_is_no_failure() {
    let tree = tree();
    let output = search(tree.path(), "pear");
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("No file matches `pear`"));
}

#[test]
fn a_path_that_is_not_there_is_named_and_the_status_is_2() {
    let output = codesearch(&["--path", "no/such/tree"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("cannot read no/such/tree: No such file"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_query_that_fts5_refuses_is_shown_with_its_words_and_the_status_is_2() {
    let tree = tree();
    let output = search(tree.path(), "apple AND");
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(message.contains("`apple AND`") && message.contains("fts5: syntax error"), "{message}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_status_is_1() {
    // Nobody may read the memory at address 0, not even root.
    let output = codesearch(&["--goroutines", "1", "/proc/self/mem"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("cannot read /proc/self/mem: "), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("1 could not be read"));
}

#[test]
fn a_tree_without_files_is_told_and_the_status_is_2() {
    let tree = tempfile::tempdir().unwrap();
    let output = search(tree.path(), "apple");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("there is no text file in"));
}

#[test]
fn an_option_that_does_not_exist_is_named_and_the_status_is_2() {
    let output = codesearch(&["--color"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--color"));
}

#[test]
fn help_lists_the_options() {
    let output = codesearch(&["--help"]);
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("--max-files"));
}

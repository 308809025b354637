//! What `cargo doc` shows of a crate that uses the attributes.

mod packages;

use packages::{Package, target};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("packages/documented/lib.rs");

/// The folder of the built documentation.
static PAGES: LazyLock<PathBuf> = LazyLock::new(|| {
    let package = Package::new("documented", 2024, "cgocall = { path = FACADE }", &[("lib.rs", SOURCE)]);
    let pages = target().join("doc/documented");
    // What an earlier run has left there would be taken for what is shown.
    if pages.exists() {
        fs::remove_dir_all(&pages).expect("old pages can be removed");
    }
    package.cargo(&["doc", "--no-deps"]);
    pages
});

/// The page of a function, by its path below the crate.
fn page(path: &str) -> String {
    let path = PAGES.join(format!("{path}.html"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documentation of a function as text, without the marks of HTML.
fn text(path: &str) -> String {
    let page = page(path);
    let docblock = page.split_once("class=\"docblock\"").map_or("", |(_, docblock)| docblock);
    let pieces = docblock.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().concat()
}

#[test]
fn a_wrapper_shows_the_documentation_of_c_and_how_it_is_called() {
    let sleep = text("fn.sleep");
    assert!(sleep.contains("Sleeps.") && sleep.contains("the time has passed"), "{sleep}");
    assert!(sleep.contains("Calls sleep in C: blocking, errno(fail = c_uint::MAX)."), "{sleep}");
    let magnitude = text("fn.magnitude");
    assert!(magnitude.contains("Magnifies.") && magnitude.contains("Calls abs in C."), "{magnitude}");
    let isalpha = text("quick/fn.isalpha");
    assert!(isalpha.contains("Asks.") && isalpha.contains("Calls isalpha in C: leaf."), "{isalpha}");
}

#[test]
fn what_is_no_documented_wrapper_is_shown_as_it_is_written() {
    assert_eq!(text("fn.undocumented"), "");
    assert!(text("fn.toupper").contains("Converts.") && !text("fn.toupper").contains("in C"));
    assert!(text("fn.on_row").contains("Is called by C.") && !text("fn.on_row").contains("in C"));
}

#[test]
fn a_variadic_function_shows_what_it_takes_and_the_type_of_a_pointer_what_it_is() {
    assert!(page("fn.fcntl").contains("arguments: impl Arguments"));
    assert!(text("fn.fcntl").contains("Calls fcntl in C: variadic."), "{}", text("fn.fcntl"));
    assert!(text("type.fcntl").contains("The type of a pointer to the C function fcntl."));
}

#[test]
fn a_source_link_leads_to_the_declaration() {
    for (path, written) in [
        ("fn.sleep", "pub fn sleep"),
        ("fn.magnitude", "pub safe fn magnitude"),
        ("fn.undocumented", "pub fn undocumented"),
        ("fn.fcntl", "pub fn fcntl"),
        ("type.fcntl", "pub fn fcntl"),
        ("fn.toupper", "pub safe fn toupper"),
        ("quick/fn.isalpha", "pub safe fn isalpha"),
        ("fn.on_row", "pub extern \"C\" fn on_row"),
    ] {
        let line = 1 + SOURCE.lines().position(|line| line.contains(written)).expect("it is written");
        let (page, link) = (page(path), format!("src/documented/lib.rs.html#{line}"));
        let ends = |after: &str| after.starts_with(['"', '-']);
        assert!(page.split(&link).skip(1).any(ends), "no link of {path} leads to line {line}");
    }
}

#[test]
fn nothing_is_shown_that_nobody_has_written() {
    let pages = fs::read_dir(&*PAGES).expect("the pages").map(|page| page.expect("a page").file_name());
    let shown: Vec<_> = pages.filter(|name| name.to_string_lossy().contains("cgo")).collect();
    assert!(shown.is_empty(), "{shown:?}");
}

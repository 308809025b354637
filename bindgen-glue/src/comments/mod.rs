//! Comments in C, as Markdown for rustdoc.
//!
//! They come as Doxygen, as HTML, as Markdown or as plain text, mostly as a mixture. Whatever they contain, no line of
//! them becomes a test of Rust code, a broken link, or a tag that the page takes for its own: code goes between fences
//! that are marked as text, and every other line is indented by less than what Markdown takes for code.

mod block;
mod doxygen;
mod html;
mod inline;

use block::Writer;

/// What a name in a comment can be linked to.
pub(crate) trait Links {
    /// A link in Markdown, if there is something of this name in the documentation.
    fn link(&self, name: &str) -> Option<String>;
}

/// The lines of Markdown that say what the comment says. Its delimiters are gone already.
pub(crate) fn markdown(comment: &str, links: &dyn Links) -> Vec<String> {
    let mut writer = Writer::new(links);
    for line in dedent(comment) {
        writer.line(&line);
    }
    writer.finish()
}

/// The lines without what indents them all, and without what follows their last word.
fn dedent(comment: &str) -> Vec<String> {
    // A comment behind what it is about begins with `<`.
    let lines = comment.lines().map(|line| line.strip_prefix("< ").unwrap_or(line));
    let lines: Vec<String> = lines.map(|line| expand_tabs(line).trim_end().to_owned()).collect();
    let indent = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let common = lines.iter().filter(|line| !line.is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|line| line.get(common..).unwrap_or_default().to_owned()).collect()
}

fn expand_tabs(line: &str) -> String {
    let mut expanded = String::new();
    for character in line.chars() {
        match character {
            '\t' => expanded.extend(std::iter::repeat_n(' ', 8 - expanded.chars().count() % 8)),
            _ => expanded.push(character),
        }
    }
    expanded
}

#[cfg(test)]
mod tests;

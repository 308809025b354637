//! The tags of HTML that are found in headers, as the Markdown that means the same.

/// The tags that end a line or begin one, and what they are in Markdown.
const OF_LINES: &[(&str, &str)] = &[
    ("p", "\n\n"),
    ("/p", "\n\n"),
    ("br", "\n\n"),
    ("br/", "\n\n"),
    ("ul", "\n\n"),
    ("/ul", "\n\n"),
    ("ol", "\n\n"),
    ("/ol", "\n\n"),
    ("dl", "\n\n"),
    ("/dl", "\n\n"),
    ("li", "\n- "),
    ("/li", "\n"),
    ("dt", "\n- "),
    ("/dt", " "),
    ("dd", " "),
    ("/dd", "\n"),
    ("blockquote", "\n\n"),
    ("/blockquote", "\n\n"),
    ("h1", "\n\n"),
    ("/h1", "\n\n"),
    ("h2", "\n\n"),
    ("/h2", "\n\n"),
    ("h3", "\n\n"),
    ("/h3", "\n\n"),
];

/// The tags within a line.
const WITHIN_A_LINE: &[(&str, &str)] = &[
    ("b", "**"),
    ("/b", "**"),
    ("strong", "**"),
    ("/strong", "**"),
    ("i", "*"),
    ("/i", "*"),
    ("em", "*"),
    ("/em", "*"),
];

/// Those around code.
const CODE: &[&str] = &["code", "tt", "kbd", "samp"];

/// The tag at the start of the text, in small letters and without its attributes, and what follows it.
fn tag(text: &str) -> Option<(String, &str)> {
    let (inside, rest) = text.strip_prefix('<')?.split_once('>')?;
    let name = inside.split_ascii_whitespace().next()?;
    Some((name.to_ascii_lowercase(), rest))
}

fn known<'table>(table: &'table [(&str, &str)], text: &str) -> Option<(&'table str, usize)> {
    let (name, rest) = tag(text)?;
    let (_, markdown) = table.iter().find(|(known, _)| *known == name)?;
    Some((markdown, text.len() - rest.len()))
}

/// The line with line breaks where its tags mean some. Code within it is left alone.
pub(super) fn break_lines(line: &str) -> String {
    let (mut broken, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('<') {
        broken += &rest[..at];
        rest = &rest[at..];
        let (markdown, length) = known(OF_LINES, rest).unwrap_or(("<", 1));
        broken += markdown;
        rest = &rest[length..];
    }
    broken + rest
}

/// The tag at the start of the text as Markdown, and its length.
pub(super) fn within_a_line(text: &str) -> Option<(&'static str, usize)> {
    known(WITHIN_A_LINE, text)
}

/// The code between the tags at the start of the text, and the length of it all.
pub(super) fn code(text: &str) -> Option<(&str, usize)> {
    let (name, inside) = tag(text)?;
    let (code, rest) = split_at(inside, &format!("/{name}")).filter(|_| CODE.contains(&name.as_str()))?;
    (!code.is_empty()).then(|| (code, text.len() - rest.len()))
}

/// The text before a tag that begins or ends preformatted text, and after it.
pub(super) fn split_at<'a>(line: &'a str, tag_name: &str) -> Option<(&'a str, &'a str)> {
    let at = line
        .match_indices('<')
        .map(|(at, _)| at)
        .find(|at| tag(&line[*at..]).is_some_and(|(name, _)| name == tag_name))?;
    let (_, rest) = tag(&line[at..])?;
    Some((&line[..at], rest))
}

//! Within a line: links, code, emphasis, and characters that would mean something else.

use super::{Links, doxygen, html};

/// The text as Markdown that shows it.
pub(super) fn text(text: &str, links: &dyn Links) -> String {
    let mut scanner = Scanner { rest: text, before: ' ', out: String::new(), links };
    if text.starts_with(['#', '>']) {
        scanner.escape();
    }
    while !scanner.rest.is_empty() {
        scanner.step();
    }
    scanner.out
}

/// The same without any links.
pub(super) fn plain(line: &str) -> String {
    struct Nowhere;
    impl Links for Nowhere {
        fn link(&self, _: &str) -> Option<String> {
            None
        }
    }
    text(line, &Nowhere)
}

/// What can stand between two backticks.
pub(super) fn code(text: &str) -> String {
    text.replace('`', "'")
}

/// The markers of lists at the start of the text, each with one space behind it, and the rest: with more space, what
/// follows would be code.
pub(super) fn markers(mut text: &str) -> (String, &str) {
    let mut markers = String::new();
    loop {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let length = match text[digits..].chars().next() {
            Some('-' | '*' | '+') if digits == 0 => 1,
            Some('.' | ')') if (1..=9).contains(&digits) => digits + 1,
            _ => return (markers, text),
        };
        let (marker, rest) = text.split_at(length);
        if !rest.starts_with(' ') {
            return (markers, text);
        }
        markers += marker;
        markers.push(' ');
        text = rest.trim_start();
    }
}

struct Scanner<'a> {
    rest: &'a str,
    /// The last character that was taken.
    before: char,
    out: String,
    links: &'a dyn Links,
}

impl<'a> Scanner<'a> {
    fn step(&mut self) {
        let Some(next) = self.rest.chars().next() else { return };
        match next {
            '`' => self.backtick(),
            '<' => self.angle(),
            '[' => self.bracket(),
            ']' => self.escape(),
            '*' if self.bold() => {}
            '*' => self.escape(),
            '~' if self.rest.starts_with("~~") => self.escape(),
            '@' | '\\' if self.command() => {}
            '\\' if self.rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => self.escape(),
            '#' if self.reference() => {}
            'h' if self.address() => {}
            _ if next.is_ascii_alphabetic() || next == '_' => self.word(),
            _ => self.copy(next.len_utf8()),
        }
    }

    /// Takes so many bytes as they are.
    fn copy(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out += taken;
        self.before = taken.chars().next_back().unwrap_or(self.before);
        self.rest = rest;
    }

    /// Takes so many bytes, for which `written` stands.
    fn replace(&mut self, length: usize, written: &str) {
        self.out += written;
        self.before = self.rest[..length].chars().next_back().unwrap_or(self.before);
        self.rest = &self.rest[length..];
    }

    /// Takes the next character, which shall mean nothing.
    fn escape(&mut self) {
        self.out.push('\\');
        self.copy(self.rest.chars().next().map_or(0, char::len_utf8));
    }

    /// Code, or a quotation of the kind `this'.
    fn backtick(&mut self) {
        let inside = &self.rest[1..];
        let quoted = inside.find('\'').filter(|end| is_name(inside[..*end].trim_end_matches("()")));
        match (inside.find('`'), quoted) {
            (code, Some(quoted)) if code.is_none_or(|code| quoted < code) => {
                self.replace(quoted + 2, &format!("`{}`", &inside[..quoted]));
            }
            (Some(code), _) => self.copy(code + 2),
            _ => self.escape(),
        }
    }

    fn angle(&mut self) {
        let address = self.rest[1..].starts_with("http://") || self.rest[1..].starts_with("https://");
        let end = self.rest.find('>').filter(|end| address && !self.rest[..*end].contains(' '));
        if let Some(end) = end {
            self.copy(end + 1);
        } else if let Some((inside, length)) = html::code(self.rest) {
            self.replace(length, &format!("`{}`", code(inside)));
        } else if let Some((markdown, length)) = html::within_a_line(self.rest) {
            self.replace(length, markdown);
        } else {
            self.escape();
        }
    }

    /// A name in brackets, as some refer to others.
    fn bracket(&mut self) {
        let inside = self.rest[1..].split_once(']').map(|(inside, _)| inside);
        let link = inside.and_then(|inside| self.links.link(inside.trim_end_matches("()")));
        match (inside, link) {
            (Some(inside), Some(link)) => self.replace(inside.len() + 2, &link),
            _ => self.escape(),
        }
    }

    /// Bold text, as Markdown writes it.
    fn bold(&mut self) -> bool {
        let Some(inside) = self.rest.strip_prefix("**").and_then(|rest| rest.split_once("**")) else {
            return false;
        };
        let text = inside.0;
        let bold = text.starts_with(char::is_alphanumeric) && text.ends_with(char::is_alphanumeric);
        if bold {
            self.replace(text.len() + 4, &format!("**{}**", plain(text)));
        }
        bold
    }

    fn command(&mut self) -> bool {
        let Some((around, word, rest)) = doxygen::of_word(self.rest) else { return false };
        let link = if around == "`" { self.links.link(word.trim_end_matches("()")) } else { None };
        let written = match around {
            "`" => link.unwrap_or_else(|| format!("`{word}`")),
            _ => format!("{around}{}{around}", plain(word)),
        };
        // Brackets of a call behind it are part of the link.
        let calls = written.ends_with("()`]") && rest.starts_with("()");
        let length = self.rest.len() - rest.len() + if calls { 2 } else { 0 };
        self.replace(length, &written);
        true
    }

    /// `#name`.
    fn reference(&mut self) -> bool {
        let name = name_at(&self.rest[1..]);
        let Some(link) = self.links.link(name) else { return false };
        let calls = self.rest[1 + name.len()..].starts_with("()");
        self.replace(1 + name.len() + if calls { 2 } else { 0 }, &link);
        true
    }

    /// An address, which becomes a link only between angle brackets.
    fn address(&mut self) -> bool {
        let is_one = self.rest.starts_with("http://") || self.rest.starts_with("https://");
        if !is_one || self.before.is_alphanumeric() {
            return false;
        }
        let end = self.rest.find(|c: char| c.is_whitespace() || "<>\"'`[]()|\\".contains(c));
        let address = self.rest[..end.unwrap_or(self.rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
        self.replace(address.len(), &format!("<{address}>"));
        true
    }

    /// A word, which may be a name that is known.
    fn word(&mut self) {
        let name = name_at(self.rest);
        let calls = self.rest[name.len()..].starts_with("()");
        // A word without underscores may be just a word.
        let link = if calls || name.contains('_') { self.links.link(name) } else { None };
        match link {
            Some(link) => self.replace(name.len() + if calls { 2 } else { 0 }, &link),
            None => {
                let written = name.replace('_', "\\_");
                let within = name.trim_matches('_');
                let plain = within.len() == name.len() && !self.before.is_alphanumeric();
                self.replace(name.len(), if plain { name } else { &written });
            }
        }
    }
}

/// The name that the text begins with.
fn name_at(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name_at(text).len() == text.len()
}

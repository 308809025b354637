//! Within a line: links, code, emphasis, and characters that would mean something else.

use super::{Links, doxygen, html};

/// The text as Markdown that shows it.
pub(super) fn text(text: &str, links: &dyn Links) -> String {
    let mut scanner = Scanner { rest: text, before: ' ', out: String::new(), links };
    if text.starts_with('>') || (text.starts_with('#') && !scanner.reference()) {
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

    /// Takes so many bytes, which become a link, and keeps what follows from becoming a part of it.
    fn link(&mut self, length: usize, link: &str) {
        if self.out.ends_with(']') {
            self.out.push(' ');
        }
        self.replace(length, link);
        if self.rest.starts_with(['(', ':']) {
            self.escape();
        }
    }

    /// Takes so many bytes, which become code.
    fn code(&mut self, length: usize, text: &str) {
        self.part();
        self.replace(length, &format!("`{}`", code(text)));
    }

    /// Keeps two runs of backticks from becoming one.
    fn part(&mut self) {
        if self.out.ends_with('`') {
            self.out.push(' ');
        }
    }

    /// Takes the next character, which shall mean nothing.
    fn escape(&mut self) {
        self.out.push('\\');
        self.copy(self.rest.chars().next().map_or(0, char::len_utf8));
    }

    /// Code, between two runs of as many backticks, or a quotation of the kind `this'.
    fn backtick(&mut self) {
        let length = self.rest.len() - self.rest.trim_start_matches('`').len();
        let (run, inside) = self.rest.split_at(length);
        self.part();
        let quoted =
            inside.find('\'').filter(|end| length == 1 && is_name(inside[..*end].trim_end_matches("()")));
        if let Some(end) = quoted {
            self.code(end + 2, &inside[..end]);
        } else if let Some(end) = run_of(run, inside) {
            self.copy(length + end);
        } else {
            (0..length).for_each(|_| self.escape());
        }
    }

    fn angle(&mut self) {
        let address = self.rest[1..].starts_with("http://") || self.rest[1..].starts_with("https://");
        let end = self.rest.find('>').filter(|end| address && !self.rest[1..*end].contains([' ', '<']));
        if let Some(end) = end {
            self.copy(end + 1);
        } else if let Some((inside, length)) = html::code(self.rest) {
            self.code(length, inside);
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
            (Some(inside), Some(link)) => self.link(inside.len() + 2, &link),
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
        let length = self.rest.len() - rest.len();
        match (around, self.links.link(word)) {
            ("`", Some(link)) => self.link(length + call(rest), &link),
            ("`", None) => self.code(length, word),
            _ => self.replace(length, &format!("{around}{}{around}", plain(word))),
        }
        true
    }

    /// `#name`.
    fn reference(&mut self) -> bool {
        let name = name_at(&self.rest[1..]);
        let Some(link) = self.links.link(name) else { return false };
        let length = 1 + name.len();
        self.link(length + call(&self.rest[length..]), &link);
        true
    }

    /// An address, which becomes a link only between angle brackets.
    fn address(&mut self) -> bool {
        let is_one = self.rest.starts_with("http://") || self.rest.starts_with("https://");
        if !is_one || self.before.is_alphanumeric() {
            return false;
        }
        let end = self.rest.find(|c: char| c.is_whitespace() || "<>\"'`[]()|\\".contains(c));
        let address =
            self.rest[..end.unwrap_or(self.rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
        self.replace(address.len(), &format!("<{address}>"));
        true
    }

    /// A word, which may be a name that is known.
    fn word(&mut self) {
        let name = name_at(self.rest);
        let call = call(&self.rest[name.len()..]);
        // A word without underscores may be just a word.
        let link = if call > 0 || name.contains('_') { self.links.link(name) } else { None };
        match link {
            Some(link) => self.link(name.len() + call, &link),
            None => {
                let written = name.replace('_', "\\_");
                let within = name.trim_matches('_');
                let plain = within.len() == name.len() && !self.before.is_alphanumeric();
                self.replace(name.len(), if plain { name } else { &written });
            }
        }
    }
}

/// The length of the brackets of a call at the start of the text.
fn call(text: &str) -> usize {
    if text.starts_with("()") { 2 } else { 0 }
}

/// The end of the first run of backticks in `text` that is as long as `run`.
fn run_of(run: &str, text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = text[from..].find('`').map(|at| from + at) {
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        from = start + length;
        if length == run.len() {
            return Some(from);
        }
    }
    None
}

/// The name that the text begins with.
fn name_at(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name_at(text).len() == text.len()
}

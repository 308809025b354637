//! Paragraphs, lists, sections and code.

use super::doxygen::{self, Command};
use super::{Links, html, inline};

/// Takes lines of a comment, and gives lines of Markdown.
pub(super) struct Writer<'a> {
    links: &'a dyn Links,
    lines: Vec<String>,
    code: Option<Code>,
    /// The heading that the last command belongs to.
    section: Option<&'static str>,
    /// Whether a line that is indented goes on with an item of a list.
    in_list: bool,
}

/// Code whose end has not come.
struct Code {
    language: &'static str,
    end: End,
    lines: Vec<String>,
}

/// What ends code.
#[derive(PartialEq, Eq)]
enum End {
    /// The fence of Markdown that it began with.
    Fence(&'static str),
    Command,
    Tag,
    /// A line that is not indented as far.
    Outdent,
}

/// By how much more than its paragraph Markdown wants code indented.
const INDENT: usize = 4;

impl<'a> Writer<'a> {
    pub(super) fn new(links: &'a dyn Links) -> Writer<'a> {
        Writer { links, lines: Vec::new(), code: None, section: None, in_list: false }
    }

    pub(super) fn line(&mut self, line: &str) {
        match self.code.take() {
            Some(code) => self.code_line(code, line),
            None => self.text_line(line),
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        if let Some(code) = self.code.take() {
            self.write_code(code);
        }
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }

    fn code_line(&mut self, mut code: Code, line: &str) {
        let text = line.trim_start();
        let after = match &code.end {
            End::Fence(fence) => text.starts_with(fence).then_some(""),
            End::Command => doxygen::command(line).filter(|it| it.0 == Command::EndOfCode).map(|it| it.2),
            End::Tag => html::split_at(line, "/pre").map(|(before, after)| {
                code.lines.extend((!before.trim().is_empty()).then(|| before.to_owned()));
                after
            }),
            End::Outdent => (!text.is_empty() && line.len() - text.len() < INDENT).then_some(line),
        };
        match after {
            Some(after) => {
                self.write_code(code);
                if !after.trim().is_empty() {
                    self.text_line(after);
                }
            }
            None => {
                code.lines.push(line.to_owned());
                self.code = Some(code);
            }
        }
    }

    /// Between fences that nothing in it can be taken for.
    fn write_code(&mut self, Code { language, end, mut lines }: Code) {
        let blank = |line: &String| line.trim().is_empty();
        while lines.last().is_some_and(blank) {
            lines.pop();
        }
        let first = lines.iter().position(|line| !blank(line)).unwrap_or(lines.len());
        lines.drain(..first);
        if lines.is_empty() {
            return;
        }
        let indent = if end == End::Outdent { INDENT } else { 0 };
        let longest = lines.iter().map(|line| longest_run(line, '`')).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        self.blank();
        self.lines.push(format!("{fence}{language}"));
        self.lines.extend(lines.iter().map(|line| line.get(indent..).unwrap_or_default().to_owned()));
        self.lines.push(fence);
        self.blank();
    }

    fn text_line(&mut self, line: &str) {
        if let Some((before, after)) = html::split_at(line, "pre") {
            self.text_line(before);
            self.begin_code("", End::Tag);
            return self.line(after);
        }
        if let Some((command, brackets, rest)) = doxygen::command(line) {
            return self.command(command, brackets, rest);
        }
        let text = line.trim_start();
        for fence in ["```", "~~~"] {
            if let Some(info) = text.strip_prefix(fence)
                && !(fence == "```" && info.contains('`'))
            {
                let end = End::Fence(fence);
                return self.begin_code(info.trim_start_matches(['`', '~']), end);
            }
        }
        let after_blank = self.lines.last().is_none_or(String::is_empty);
        if after_blank && !self.in_list && line.len() - text.len() >= INDENT && !text.is_empty() {
            self.begin_code("", End::Outdent);
            return self.line(line);
        }
        for part in html::break_lines(line).split('\n') {
            self.paragraph_line(part);
        }
    }

    fn begin_code(&mut self, language: &str, end: End) {
        self.code = Some(Code { language: language_of(language), end, lines: Vec::new() });
    }

    fn command(&mut self, command: Command, brackets: &str, rest: &str) {
        match command {
            Command::Text => self.paragraph(rest),
            Command::Nothing | Command::EndOfCode => {}
            Command::Parameter => {
                let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
                let direction = if brackets.contains("out") { " (out)" } else { "" };
                self.item("# Parameters", &format!("`{}`{direction}", inline::code(name)), text);
            }
            Command::Value => {
                let (value, text) = rest.split_once(' ').unwrap_or((rest, ""));
                self.item("# Returns", &format!("`{}`", inline::code(value)), text);
            }
            Command::Returns => {
                self.heading("# Returns");
                self.paragraph(rest);
            }
            Command::Remark(word) => {
                self.blank();
                let text = inline::text(rest, self.links);
                self.lines.push(format!("**{word}:** {text}").trim_end().to_owned());
                self.in_list = false;
            }
            Command::Title => {
                self.blank();
                self.lines.extend((!rest.is_empty()).then(|| format!("**{}**", inline::plain(rest))));
                self.blank();
            }
            Command::Code => {
                self.begin_code(brackets, End::Command);
                if !rest.is_empty() {
                    self.line(rest);
                }
            }
        }
    }

    fn heading(&mut self, heading: &'static str) {
        if self.section != Some(heading) {
            self.blank();
            self.lines.push(heading.to_owned());
            self.blank();
            self.section = Some(heading);
        }
    }

    fn item(&mut self, heading: &'static str, name: &str, text: &str) {
        self.heading(heading);
        let text = inline::text(text.trim_start_matches(['-', ':', ' ']), self.links);
        self.lines.push(if text.is_empty() { format!("- {name}") } else { format!("- {name}: {text}") });
        self.in_list = true;
    }

    fn paragraph(&mut self, text: &str) {
        self.blank();
        self.in_list = false;
        if !text.is_empty() {
            self.paragraph_line(text);
        }
    }

    /// A line of text, or an item of a list.
    fn paragraph_line(&mut self, line: &str) {
        let text = line.trim();
        // A line that only separates would make a heading of the line before, or a table.
        if text.chars().all(|c| " -=*_~+#/|:".contains(c)) {
            self.in_list &= text.is_empty();
            return self.blank();
        }
        let indented = line.starts_with("  ");
        let (markers, text) = inline::markers(text);
        self.in_list = !markers.is_empty() || (self.in_list && indented);
        let indent = if self.in_list && indented { "  " } else { "" };
        let text = inline::text(text, self.links);
        self.lines.push(format!("{indent}{markers}{text}").trim_end().to_owned());
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

/// What rustdoc colours and does not run.
fn language_of(info: &str) -> &'static str {
    match info.trim().trim_start_matches(['.', '{']).trim_end_matches('}') {
        "c" | "C" | "h" => "c",
        "cpp" | "c++" | "C++" => "cpp",
        _ => "text",
    }
}

fn longest_run(line: &str, of: char) -> usize {
    line.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

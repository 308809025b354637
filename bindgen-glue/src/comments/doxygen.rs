//! The commands of Doxygen, as far as they are found in headers.

/// What a command at the start of a line does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Command {
    /// Nothing: what follows is text.
    Text,
    /// It is about Doxygen's own pages.
    Nothing,
    Parameter,
    Returns,
    /// One of the values that are returned.
    Value,
    /// A paragraph that begins with this word.
    Remark(&'static str),
    /// A line in bold.
    Title,
    Code,
    EndOfCode,
}

const COMMANDS: &[(&str, Command)] = &[
    ("brief", Command::Text),
    ("short", Command::Text),
    ("details", Command::Text),
    ("param", Command::Parameter),
    ("return", Command::Returns),
    ("returns", Command::Returns),
    ("result", Command::Returns),
    ("retval", Command::Value),
    ("note", Command::Remark("Note")),
    ("remark", Command::Remark("Remark")),
    ("remarks", Command::Remark("Remark")),
    ("warning", Command::Remark("Warning")),
    ("attention", Command::Remark("Attention")),
    ("important", Command::Remark("Important")),
    ("deprecated", Command::Remark("Deprecated")),
    ("since", Command::Remark("Since")),
    ("see", Command::Remark("See also")),
    ("sa", Command::Remark("See also")),
    ("pre", Command::Remark("Before")),
    ("post", Command::Remark("After")),
    ("bug", Command::Remark("Bug")),
    ("todo", Command::Remark("To do")),
    ("example", Command::Remark("Example")),
    ("par", Command::Title),
    ("section", Command::Title),
    ("subsection", Command::Title),
    ("code", Command::Code),
    ("verbatim", Command::Code),
    ("endcode", Command::EndOfCode),
    ("endverbatim", Command::EndOfCode),
    ("file", Command::Nothing),
    ("author", Command::Nothing),
    ("ingroup", Command::Nothing),
    ("defgroup", Command::Nothing),
    ("addtogroup", Command::Nothing),
    ("name", Command::Nothing),
    ("fn", Command::Nothing),
    ("def", Command::Nothing),
    ("var", Command::Nothing),
    ("typedef", Command::Nothing),
    ("struct", Command::Nothing),
    ("union", Command::Nothing),
    ("enum", Command::Nothing),
    ("internal", Command::Nothing),
    ("cond", Command::Nothing),
    ("endcond", Command::Nothing),
];

/// The command at the start of the line, what stands in brackets behind it, and the rest.
pub(super) fn command(line: &str) -> Option<(Command, &str, &str)> {
    let text = line.trim_start();
    if text.starts_with("@{") || text.starts_with("@}") {
        return Some((Command::Nothing, "", ""));
    }
    let text = text.strip_prefix(['@', '\\'])?;
    let end = text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let (_, command) = COMMANDS.iter().find(|(known, _)| *known == name)?;
    let mut brackets = "";
    for (open, close) in [('[', ']'), ('{', '}')] {
        if let Some((inside, after)) = rest.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            (brackets, rest) = (inside, after);
        }
    }
    let separate = rest.is_empty() || rest.starts_with(' ');
    separate.then_some((*command, brackets, rest.trim_start()))
}

/// A command within a line, about the one word behind it: what goes around that word in Markdown, and what follows.
pub(super) fn of_word(text: &str) -> Option<(&'static str, &str, &str)> {
    let text = text.strip_prefix(['@', '\\'])?;
    let (name, rest) = text.split_once(' ')?;
    let around = match name {
        "p" | "c" | "a" | "ref" => "`",
        "b" => "**",
        "e" | "em" => "*",
        _ => return None,
    };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '>' | '.' | ':');
    let end = rest.find(|c: char| !word(c)).unwrap_or(rest.len());
    let taken = rest[..end].trim_end_matches(['.', ':', '-']);
    (!taken.is_empty()).then(|| (around, taken, &rest[taken.len()..]))
}

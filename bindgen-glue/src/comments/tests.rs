use super::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The documentation of a small library.
struct Library;

impl Links for Library {
    fn link(&self, name: &str) -> Option<String> {
        match name {
            "db_open" | "db_close" => Some(format!("[`{name}()`]")),
            "DB_OK" | "handle" => Some(format!("[`{name}`]")),
            _ => None,
        }
    }
}

fn shown(comment: &str) -> String {
    markdown(comment, &Library).join("\n")
}

#[track_caller]
fn becomes(comment: &str, expected: &str) {
    assert_eq!(shown(comment), expected, "of {comment:?}");
}

/// The code blocks that rustdoc would see, by their languages.
fn code_blocks(markdown: &str) -> Vec<Option<String>> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(markdown, extensions)
        .filter_map(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => Some(Some(language.to_string())),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some(None),
            _ => None,
        })
        .collect()
}

/// Whether rustdoc finds nothing to compile in it, no tag, and no link but those that were made.
fn harmless(markdown: &str) -> Result<(), String> {
    for language in code_blocks(markdown) {
        match language.as_deref() {
            Some("text" | "c" | "cpp") => {}
            other => return Err(format!("code in {other:?}")),
        }
    }
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => return Err(format!("the tag {tag:?}")),
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("http") => {
                return Err(format!("a link to {dest_url:?}"));
            }
            Event::Start(Tag::Image { .. }) => return Err("an image".to_owned()),
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn plain_paragraphs_stay_as_they_are() {
    becomes(" Opens a database.\n\n The name is a path.", "Opens a database.\n\nThe name is a path.");
    becomes("", "");
    becomes("\n\n", "");
}

#[test]
fn parameters_and_results_become_sections() {
    becomes(
        " @brief Opens it.\n @param[in] name the path,\n        or NULL\n @param[out] db where it goes\n\n @return #DB_OK or\n an error\n @retval DB_OK it worked",
        "Opens it.\n\n# Parameters\n\n- `name`: the path,\n  or NULL\n- `db` (out): where it goes\n\n# Returns\n\n[`DB_OK`] or\nan error\n- `DB_OK`: it worked",
    );
}

#[test]
fn remarks_begin_with_their_word() {
    becomes(
        "\\note Not for threads.\n\\see db_close()",
        "**Note:** Not for threads.\n\n**See also:** [`db_close()`]",
    );
    becomes("@deprecated Use db_open() instead.", "**Deprecated:** Use [`db_open()`] instead.");
    becomes("@par Threads\nOne at a time.", "**Threads**\n\nOne at a time.");
}

#[test]
fn commands_about_pages_say_nothing() {
    becomes("@addtogroup core\n@{\nText.\n@}", "Text.");
}

#[test]
fn words_of_doxygen_are_marked() {
    becomes(
        "Gives @p name, @c NULL or \\ref db_open(), never @b ever.",
        "Gives `name`, `NULL` or [`db_open()`], never **ever**.",
    );
    becomes("An address such as me@example.org", "An address such as me@example.org");
    becomes("Lines end in \\n or \\r\\n", "Lines end in \\n or \\r\\n");
}

#[test]
fn code_of_any_kind_is_text_or_c() {
    for comment in [
        "See:\n@code\nint x = 1;\n@endcode",
        "See:\n```\nint x = 1;\n```",
        "See:\n~~~rust\nint x = 1;\n~~~",
        "See:\n```should_panic\nint x = 1;\n```",
        "See:\n\n    int x = 1;",
        "See:\n<pre>\nint x = 1;\n</pre>",
    ] {
        becomes(comment, "See:\n\n```text\nint x = 1;\n```");
    }
    becomes("@code{.c}\nint x = 1;\n@endcode\nMore.", "```c\nint x = 1;\n```\n\nMore.");
    becomes("```cpp\nauto x = 1;", "```cpp\nauto x = 1;\n```");
}

#[test]
fn code_that_holds_a_fence_gets_a_longer_one() {
    becomes("@verbatim\n```\nx\n```\n@endverbatim", "````text\n```\nx\n```\n````");
}

#[test]
fn indented_text_that_goes_on_with_a_paragraph_is_no_code() {
    becomes(
        "A paragraph\n      that is aligned\n      with its comment.",
        "A paragraph\nthat is aligned\nwith its comment.",
    );
    becomes("- an item\n\n      and its second paragraph", "- an item\n\n  and its second paragraph");
}

#[test]
fn lists_stay_lists_and_their_markers_cannot_begin_code() {
    becomes("- one\n- two\n  goes on\n\n1) three", "- one\n- two\n  goes on\n\n1) three");
    becomes("-      not code", "- not code");
    becomes("- 1.       not code", "- 1. not code");
    becomes("- ```rust", "- \\`\\`\\`rust");
}

#[test]
fn html_becomes_markdown_or_text() {
    becomes("<ul><li>one<li><b>two</b></ul>", "- one\n- **two**");
    becomes("Uses <code>a[i]_x</code> and <tt>*p</tt>.<p>Next.", "Uses `a[i]_x` and `*p`.\n\nNext.");
    becomes("A list<T> of <stdio.h> & Vec<&str>", "A list\\<T> of \\<stdio.h> & Vec\\<&str>");
}

#[test]
fn signs_of_markdown_are_shown() {
    becomes("a[0] = *p * *q", "a\\[0\\] = \\*p \\* \\*q");
    becomes("# define X", "\\# define X");
    becomes("> quoted", "\\> quoted");
    becomes("__FILE__ and snake_case and trailing_", "\\_\\_FILE\\_\\_ and snake_case and trailing\\_");
    becomes("**bold** text", "**bold** text");
    becomes("Title\n=====\ntext\n---", "Title\n\ntext");
    becomes("a | b\n--|--\n1 | 2", "a | b\n\n1 | 2");
}

#[test]
fn names_and_addresses_become_links() {
    becomes(
        "Use [db_open()] or db_close(), else DB_OK.",
        "Use [`db_open()`] or [`db_close()`], else [`DB_OK`].",
    );
    becomes("< behind what it is about", "behind what it is about");
    becomes("DB_OK: it worked, DB_OK(0)", "[`DB_OK`]\\: it worked, [`DB_OK`]\\(0)");
    becomes("a handle is a handle", "a handle is a handle");
    becomes("See http://example.org/a_b(c).", "See <http://example.org/a_b>(c).");
    becomes("See <https://example.org>.", "See <https://example.org>.");
    becomes("Quoted as `db' or `db_open()' or ``x''", "Quoted as `db` or `db_open()` or \\`\\`x''");
}

/// Comments made of what has a meaning to one of the languages, put together by chance.
#[test]
fn no_comment_whatever_breaks_the_documentation() {
    const PIECES: &[&str] = &[
        "```",
        "````",
        "~~~",
        "`",
        "``",
        "rust",
        "should_panic",
        "c",
        "\n",
        "\n\n",
        "\n    ",
        "\n        ",
        "\n\t",
        " ",
        "     ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "12) ",
        "> ",
        "# ",
        "[",
        "]",
        "](",
        ")",
        "[db_open]",
        "<",
        ">",
        "<pre>",
        "</pre>",
        "<li>",
        "<code>",
        "</code>",
        "<b>",
        "</b>",
        "<a href=\"x\">",
        "<!-- ",
        "-->",
        "@code",
        "@endcode",
        "@verbatim",
        "\\endverbatim",
        "@param x ",
        "@return ",
        "@note ",
        "@p ",
        "\\c ",
        "@brief ",
        "*",
        "**",
        "_",
        "__",
        "\\",
        "\\`",
        "\\[",
        "word",
        "db_open()",
        "#DB_OK",
        "http://a.b/",
        "https://",
        "|",
        "---",
        "|-|-|",
        "===",
        "&lt;",
        "&",
        "!",
        "![",
        "é",
        "\u{2028}",
        ":",
        "[^1]",
        "[^1]: ",
        "[x]: /y",
        "{",
        "}",
        "fn main() {}",
        "assert!(false);",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for _ in 0..60_000 {
        let comment: String = (0..random(14)).map(|_| PIECES[random(PIECES.len())]).collect();
        let markdown = shown(&comment);
        if let Err(why) = harmless(&markdown) {
            panic!("{why}\n--- of {comment:?}\n{markdown}\n---");
        }
    }
}

/// What is called harmless above is not so by chance.
#[test]
fn comments_as_they_come_do_break_it() {
    for comment in ["```\nx\n```", "text\n\n    code", "a <b> tag", "a [link](to)", "- \n\n      code"] {
        assert!(harmless(comment).is_err(), "{comment:?}");
    }
}

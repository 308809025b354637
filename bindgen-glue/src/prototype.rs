//! A C prototype that stands for a function-like macro: enough of C's grammar to write a function that uses the macro.

/// `int MAX(int a, int b)`, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Prototype {
    /// As the user wrote it.
    pub(crate) written: String,
    pub(crate) result: String,
    pub(crate) name: String,
    /// With their types, as written.
    pub(crate) parameters: String,
    /// Their names alone.
    pub(crate) arguments: Vec<String>,
}

impl Prototype {
    /// Or what is wrong with it.
    pub(crate) fn parse(written: &str) -> Result<Prototype, &'static str> {
        let text = written.trim().trim_end_matches(';').trim_end();
        let form = "it is not of the form `RESULT NAME(TYPE NAME, ..)`; a `typedef` may stand for a type that is not";
        let (head, rest) = text.split_once('(').ok_or(form)?;
        let parameters = rest.strip_suffix(')').ok_or(form)?.trim();
        let head = head.trim_end();
        let name = last_name(head).ok_or(form)?;
        let result = head[..head.len() - name.len()].trim();
        if result.is_empty() {
            return Err(form);
        }
        let arguments = match parameters {
            "" | "void" => Vec::new(),
            _ => split(parameters).into_iter().map(parameter_name).collect::<Result<_, _>>()?,
        };
        let [result, name, parameters] =
            [result, name, if parameters.is_empty() { "void" } else { parameters }].map(str::to_owned);
        Ok(Prototype { written: written.to_owned(), result, name, parameters, arguments })
    }

    /// The declaration of a function that does what the macro does.
    pub(crate) fn declaration(&self, symbol: &str) -> String {
        format!("{} {symbol}({})", self.result, self.parameters)
    }

    /// That function's body.
    pub(crate) fn body(&self) -> String {
        let call = format!("{}({})", self.name, self.arguments.join(", "));
        if self.result == "void" { format!("{{ {call}; }}") } else { format!("{{ return {call}; }}") }
    }
}

/// The parts between the commas that are in no brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, character) in list.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
}

fn parameter_name(parameter: &str) -> Result<String, &'static str> {
    let parameter = parameter.trim();
    if parameter == "..." {
        return Err("a function cannot hand `...` on to a macro: give it the parameters that are needed");
    }
    // `int (*compare)(int, int)` has its name in the first brackets, `int values[3]` before them.
    let declared = match parameter.split_once("(*") {
        Some((_, rest)) => rest.split([')', '[']).next().unwrap_or_default(),
        None => parameter.split('[').next().unwrap_or_default(),
    };
    let name = last_name(declared.trim_end()).ok_or("every parameter needs a name")?;
    let alone = name.len() == declared.trim().len() && !parameter.contains("(*");
    if alone || TYPE_WORDS.contains(&name) {
        Err("every parameter needs a name")
    } else {
        Ok(name.to_owned())
    }
}

/// What ends a type and is no parameter's name.
const TYPE_WORDS: &[&str] =
    &["char", "short", "int", "long", "float", "double", "signed", "unsigned", "void", "const"];

/// The identifier at the end of the text.
fn last_name(text: &str) -> Option<&str> {
    let start = text.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    let name = &text[start..];
    name.starts_with(|c: char| !c.is_ascii_digit()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(written: &str) -> String {
        let prototype = Prototype::parse(written).unwrap();
        format!("{} {}", prototype.declaration("f"), prototype.body())
    }

    #[test]
    fn a_function_hands_its_parameters_to_the_macro() {
        assert_eq!(function("int MAX(int a, int b)"), "int f(int a, int b) { return MAX(a, b); }");
        assert_eq!(function("void POP(lua_State *L, int n);"), "void f(lua_State *L, int n) { POP(L, n); }");
        assert_eq!(function("const char *NAME()"), "const char * f(void) { return NAME(); }");
        assert_eq!(
            function("int EACH(int (*step)(void *, int), int values[3], void *data)"),
            "int f(int (*step)(void *, int), int values[3], void *data) { return EACH(step, values, data); }"
        );
    }

    #[test]
    fn what_is_no_prototype_says_why() {
        for (written, why) in [
            ("MAX", "of the form"),
            ("MAX(int a)", "of the form"),
            ("int MAX(int a", "of the form"),
            ("int MAX(int, int b)", "needs a name"),
            ("int MAX(struct pair *)", "needs a name"),
            ("int MAX(pair)", "needs a name"),
            ("int LOG(const char *format, ...)", "cannot hand"),
        ] {
            let fault = Prototype::parse(written).unwrap_err();
            assert!(fault.contains(why), "{written}: {fault}");
        }
    }
}

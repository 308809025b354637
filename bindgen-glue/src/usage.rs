//! Whether everything that the build script says is about something.

use crate::builder::{Builder, Chosen, Selection};
use crate::clang::survey::Survey;
use crate::mistake::Mistake;
use crate::near_miss;
use crate::pattern::Pattern;
use crate::policy::{Policy, Rule, Said, Settled};
use crate::prototype::Prototype;

/// Selections that choose nothing of what the headers have.
pub(crate) fn of_selections(builder: &Builder, survey: &Survey) -> Vec<Mistake> {
    builder.selections.iter().filter_map(|selection| of_selection(selection, survey)).collect()
}

fn of_selection(Selection { pattern, chosen }: &Selection, survey: &Survey) -> Option<Mistake> {
    let functions = survey.functions.iter().filter(|(_, it)| it.unpassable.is_none()).map(|(name, _)| name);
    let types = survey.types.keys();
    let variables = survey.variables.keys().chain(survey.macros.keys());
    let (what, candidates): (_, Vec<&String>) = match chosen {
        Chosen::AllowedFile => return of_files(pattern, survey),
        Chosen::AllowedFunction => ("function of the headers", functions.collect()),
        Chosen::AllowedType | Chosen::Opaque => ("type of the headers", types.collect()),
        Chosen::AllowedVariable => ("variable or constant of the headers", variables.collect()),
        Chosen::Allowed => ("declaration of the headers", functions.chain(types).chain(variables).collect()),
        Chosen::Blocked => {
            ("declaration of the headers", survey.functions.keys().chain(types).chain(variables).collect())
        }
    };
    let candidates: Vec<&str> = candidates.into_iter().map(String::as_str).collect();
    names_nothing(pattern, what, &candidates, survey)
}

fn of_files(pattern: &Pattern, survey: &Survey) -> Option<Mistake> {
    let files: Vec<String> = survey.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let candidates: Vec<&str> = files.iter().map(String::as_str).collect();
    names_nothing(pattern, "file that the headers include", &candidates, survey)
}

fn names_nothing(
    pattern: &Pattern,
    what: &'static str,
    candidates: &[&str],
    survey: &Survey,
) -> Option<Mistake> {
    let nothing = !candidates.iter().any(|name| pattern.names(name));
    nothing.then(|| {
        let hints = near_miss::hints(pattern, candidates, survey);
        Mistake::NamesNothing { call: pattern.to_string(), what, hints }
    })
}

/// Macros that are not there.
pub(crate) fn of_macros(macros: &[Prototype], survey: &Survey) -> Vec<Mistake> {
    let takes_arguments = |name: &str| survey.macros.get(name).is_some_and(|found| found.takes_arguments);
    let missing =
        macros.iter().filter(|it| !takes_arguments(&it.name) && !survey.functions.contains_key(&it.name));
    let candidates: Vec<&str> =
        survey.macros.iter().filter(|(_, it)| it.takes_arguments).map(|(name, _)| name.as_str()).collect();
    missing
        .map(|it| {
            let hints = near_miss::misspelt(&it.name, &candidates).into_iter().collect();
            Mistake::NoMacro { call: format!("function_macro({:?})", it.written), hints }
        })
        .collect()
}

/// Rules without effect. `raw` are the functions that stay plain declarations, whatever is said about them.
pub(crate) fn of_rules(
    rules: &[Rule],
    functions: &[String],
    raw: &[String],
    survey: &Survey,
) -> Vec<Mistake> {
    let settled: Vec<(&String, Settled<'_>)> =
        functions.iter().map(|name| (name, Settled::of(name, rules))).collect();
    rules.iter().filter_map(|rule| of_rule(rule, &settled, raw, survey)).collect()
}

fn of_rule(
    rule: &Rule,
    settled: &[(&String, Settled<'_>)],
    raw: &[String],
    survey: &Survey,
) -> Option<Mistake> {
    let call = rule.pattern.to_string();
    let named: Vec<&(&String, Settled<'_>)> =
        settled.iter().filter(|(name, _)| rule.pattern.names(name)).collect();
    if named.is_empty() {
        let candidates: Vec<&str> = settled.iter().map(|(name, _)| name.as_str()).collect();
        let hints = near_miss::hints(&rule.pattern, &candidates, survey);
        return Some(Mistake::NamesNothing { call, what: "function that is bound", hints });
    }
    let counts = |settled: &Settled<'_>| settled.rules().any(|counting| std::ptr::eq(counting, rule));
    let counting: Vec<_> = named.iter().filter(|(_, settled)| counts(settled)).collect();
    if counting.is_empty() {
        let mut by: Vec<String> = named
            .iter()
            .filter_map(|(_, settled)| settled.instead_of(rule))
            .map(|rule| rule.pattern.to_string())
            .collect();
        by.sort();
        by.dedup();
        return Some(Mistake::Overridden { call, by });
    }
    let works_on_raw = matches!(rule.said, Said::Policy(Policy::Raw) | Said::Safe { .. } | Said::Unwind);
    let only_raw = counting.iter().all(|(name, _)| raw.contains(name));
    (only_raw && !works_on_raw).then(|| Mistake::OnRawOnly { call, function: counting[0].0.clone() })
}

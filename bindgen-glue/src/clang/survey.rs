//! What there is in the headers, before anything is chosen from it.
//!
//! bindgen says what it has bound. Near misses, layout guards and shims also need what it has not, and what it does not
//! tell about the rest.

use super::unit::{Cursor, Descend, Unit};
use crate::problem::Problem;
use crate::headers::Headers;
use clang_sys::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that the headers declare, by its name in C.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) functions: BTreeMap<String, Function>,
    /// Structures, unions, enumerations and type names, with the way in which C writes each.
    pub(crate) types: BTreeMap<String, String>,
    pub(crate) variables: BTreeMap<String, Place>,
    pub(crate) macros: BTreeMap<String, Macro>,
    pub(crate) files: Vec<PathBuf>,
}

pub(crate) struct Function {
    pub(crate) place: Place,
    /// `static`, so that it has no symbol to call.
    pub(crate) is_static: bool,
    pub(crate) is_variadic: bool,
}

pub(crate) struct Macro {
    pub(crate) place: Place,
    pub(crate) takes_arguments: bool,
}

/// Where something is declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
}

impl Survey {
    /// Reads the headers, with `arguments` as clang's.
    pub(crate) fn of(headers: &Headers, arguments: &[String]) -> Result<Survey, Problem> {
        let Some(unit) = Unit::parse(&headers.path(), &headers.includes(), arguments) else {
            return Err(Problem::LibclangFailed);
        };
        let errors = unit.errors();
        if !errors.is_empty() {
            return Err(Problem::of_diagnostics(
                headers,
                errors.into_iter().map(|error| (error.message, error.text)).collect(),
            ));
        }
        let mut survey = Survey { files: unit.included_files(), ..Survey::default() };
        unit.visit(&mut |cursor| survey.note(cursor));
        Ok(survey)
    }

    fn note(&mut self, cursor: Cursor<'_>) -> Descend {
        let Some((file, line)) = cursor.place() else { return Descend::No };
        let (name, place) = (cursor.name(), Place { file, line });
        match cursor.kind() {
            CXCursor_FunctionDecl => {
                let function =
                    Function { place, is_static: cursor.is_internal(), is_variadic: cursor.is_variadic() };
                self.functions.entry(name).or_insert(function);
            }
            CXCursor_StructDecl | CXCursor_UnionDecl | CXCursor_EnumDecl => {
                self.types.insert(name, cursor.type_name());
                return Descend::Yes;
            }
            CXCursor_TypedefDecl => {
                // The tag of the same name is the same type, or C could not tell them apart.
                self.types.entry(name.clone()).or_insert(name);
            }
            CXCursor_VarDecl => {
                self.variables.insert(name, place);
            }
            CXCursor_EnumConstantDecl => {
                self.variables.insert(name, place);
            }
            CXCursor_MacroDefinition if !cursor.is_builtin_macro() => {
                let takes_arguments = cursor.is_function_like_macro();
                self.macros.insert(name, Macro { place, takes_arguments });
            }
            CXCursor_LinkageSpec | CXCursor_Namespace => return Descend::Yes,
            _ => {}
        }
        Descend::No
    }
}

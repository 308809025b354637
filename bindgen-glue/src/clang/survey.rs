//! What there is in the headers, before anything is chosen from it.
//!
//! bindgen says what it has bound. Near misses, guards of the layout and shims need what it has not bound, too, and
//! what it does not tell about the rest.

use super::unit::{Cursor, Descend, Unit};
use crate::headers::Headers;
use crate::problem::Problem;
use clang_sys::*;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Everything that the headers declare, by its name in C.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) functions: BTreeMap<String, Function>,
    /// Structures, unions, enumerations and other named types.
    pub(crate) types: BTreeMap<String, Type>,
    /// The members of structures and unions, by the type as C writes it. A field of bits is none.
    pub(crate) members: HashMap<String, Vec<Member>>,
    /// Variables and the constants of enumerations.
    pub(crate) variables: BTreeMap<String, Place>,
    pub(crate) macros: BTreeMap<String, Macro>,
    /// Every file that was read.
    pub(crate) files: Vec<PathBuf>,
    /// How each was included: by the path, as it stands behind `#include`.
    included: HashMap<String, String>,
}

pub(crate) struct Function {
    pub(crate) place: Place,
    /// As C writes it, without the names that types have been given.
    pub(crate) ty: String,
    /// `static`, so that it has no symbol to call.
    pub(crate) is_static: bool,
    /// `inline` and not `static`: the library has a symbol for it.
    pub(crate) is_inline: bool,
    pub(crate) is_variadic: bool,
    pub(crate) takes_va_list: bool,
    /// The type of a parameter or of the result that Rust cannot pass as C does.
    pub(crate) unpassable: Option<String>,
}

pub(crate) struct Type {
    pub(crate) place: Place,
    /// How C writes it: `struct stat`, or the bare name.
    pub(crate) in_c: String,
}

pub(crate) struct Member {
    pub(crate) name: String,
    /// As C writes it, without the names that types have been given.
    pub(crate) ty: String,
}

pub(crate) struct Macro {
    pub(crate) place: Place,
    pub(crate) takes_arguments: bool,
}

impl Type {
    /// Whether it is a structure or the like without a tag, or another name of a type.
    pub(crate) fn is_untagged(&self) -> bool {
        !self.in_c.contains(' ')
    }
}

/// Where something is declared.
#[derive(Clone)]
pub(crate) struct Place {
    /// As a path.
    pub(crate) file: String,
    line: u32,
}

impl Survey {
    /// Reads the headers, with `arguments` for clang.
    pub(crate) fn of(headers: &Headers, arguments: &[String]) -> Result<Survey, Problem> {
        let unit =
            Unit::parse(&headers.path, &headers.includes(), arguments).ok_or(Problem::LibclangFailed)?;
        let errors = unit.errors();
        if !errors.is_empty() {
            return Err(Problem::of_diagnostics(headers, &errors));
        }
        let mut survey = Survey { files: unit.included_files(), ..Survey::default() };
        unit.visit(&mut |cursor, parent| survey.note(cursor, parent));
        Ok(survey)
    }

    /// The place as a person would name it, `sqlite3.h:620`.
    pub(crate) fn display(&self, place: &Place) -> String {
        format!("{}:{}", self.header(place), place.line)
    }

    /// The header as it was included.
    fn header<'a>(&'a self, place: &'a Place) -> &'a str {
        self.included.get(&place.file).unwrap_or(&place.file)
    }

    /// Whether it is in one of the headers that compilers bring along, each its own.
    pub(crate) fn is_of_the_compiler(&self, place: &Place) -> bool {
        const OWN: [&str; 4] = ["stddef.h", "stdarg.h", "stdbool.h", "float.h"];
        let folder = Path::new(&place.file).parent();
        self.included
            .iter()
            .any(|(file, header)| OWN.contains(&header.as_str()) && Path::new(file).parent() == folder)
    }

    fn note(&mut self, cursor: Cursor<'_>, parent: Cursor<'_>) -> Descend {
        let Some((file, line)) = cursor.place() else { return Descend::No };
        let (name, place) = (cursor.name(), Place { file, line });
        match cursor.kind() {
            CXCursor_FunctionDecl => {
                self.functions.entry(name).or_insert_with(|| Function::new(cursor, place));
            }
            CXCursor_StructDecl | CXCursor_UnionDecl | CXCursor_EnumDecl => {
                let in_c = cursor.type_name();
                // One without a tag goes by the name of its `typedef`; newer versions of clang call it so here already.
                if in_c != name {
                    self.types.insert(name, Type { place, in_c });
                }
                return Descend::Yes;
            }
            CXCursor_FieldDecl if !cursor.is_bit_field() => {
                let member = Member { name, ty: cursor.plain_type_name() };
                self.members.entry(parent.type_name()).or_default().push(member);
            }
            CXCursor_TypedefDecl => {
                let in_c = name.clone();
                self.types.entry(name).or_insert(Type { place, in_c });
            }
            CXCursor_VarDecl | CXCursor_EnumConstantDecl => {
                self.variables.insert(name, place);
            }
            CXCursor_MacroDefinition if !cursor.is_builtin_macro() => {
                let takes_arguments = cursor.is_function_like_macro();
                self.macros.insert(name, Macro { place, takes_arguments });
            }
            CXCursor_InclusionDirective => {
                self.included.entry(cursor.included_file()).or_insert(name);
            }
            CXCursor_LinkageSpec => return Descend::Yes,
            _ => {}
        }
        Descend::No
    }
}

impl Function {
    fn new(cursor: Cursor<'_>, place: Place) -> Function {
        let signature = cursor.signature();
        Function {
            place,
            ty: cursor.plain_type_name(),
            is_static: cursor.is_internal(),
            is_inline: cursor.is_inline() && !cursor.is_internal(),
            is_variadic: cursor.is_variadic(),
            takes_va_list: signature.iter().any(|part| part.name.contains("va_list")),
            unpassable: signature.into_iter().find(|part| is_unpassable(part.kind)).map(|part| part.name),
        }
    }
}

/// Types that the platform's C passes in registers of which stable Rust has no type.
fn is_unpassable(kind: CXTypeKind) -> bool {
    matches!(
        kind,
        CXType_LongDouble
            | CXType_Float128
            | CXType_Ibm128
            | CXType_Float16
            | CXType_Half
            | CXType_BFloat16
            | CXType_Vector
            | CXType_ExtVector
    )
}

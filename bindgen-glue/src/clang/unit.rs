//! A header as libclang has parsed it: the few calls of its C interface that are needed, made safe.

use clang_sys::*;
use std::ffi::{CStr, CString, c_char, c_uint};
use std::marker::PhantomData;
use std::path::PathBuf;
use std::ptr::null_mut;

/// A parsed header. libclang is open on the thread that made it, and stays open.
pub(super) struct Unit {
    index: CXIndex,
    unit: CXTranslationUnit,
}

/// A declaration, or a macro, in a [`Unit`].
#[derive(Clone, Copy)]
pub(super) struct Cursor<'unit> {
    raw: CXCursor,
    unit: PhantomData<&'unit Unit>,
}

type Visitor<'a> = dyn FnMut(Cursor<'_>, Cursor<'_>) -> Descend + 'a;

/// Whether a visit goes on to what is inside a declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Descend {
    Yes,
    No,
}

/// An error that clang found.
pub(crate) struct Diagnostic {
    /// `file:line:column`.
    pub(crate) place: String,
    /// In clang's words.
    pub(crate) message: String,
}

/// The type of a parameter or of a result.
pub(super) struct Part {
    /// As it is written, and as it is without its names.
    pub(super) name: String,
    pub(super) kind: CXTypeKind,
}

impl Unit {
    /// Parses `contents` as if they stood in the file `path`. Nothing only if libclang itself breaks down.
    pub(super) fn parse(path: &str, contents: &str, arguments: &[String]) -> Option<Unit> {
        let path = CString::new(path).ok()?;
        let arguments: Vec<CString> = arguments
            .iter()
            .map(|argument| CString::new(argument.as_str()))
            .collect::<Result<_, _>>()
            .ok()?;
        let pointers: Vec<*const c_char> = arguments.iter().map(|argument| argument.as_ptr()).collect();
        let mut file = CXUnsavedFile {
            Filename: path.as_ptr(),
            Contents: contents.as_ptr().cast(),
            Length: contents.len() as _,
        };
        let mut unit = null_mut();
        // SAFETY: libclang is open on this thread. All pointers are valid for their lengths during the calls, and
        // libclang keeps none of them.
        unsafe {
            let index = clang_createIndex(0, 0);
            clang_parseTranslationUnit2(
                index,
                path.as_ptr(),
                pointers.as_ptr(),
                pointers.len() as _,
                &mut file,
                1,
                CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_SkipFunctionBodies,
                &mut unit,
            );
            if unit.is_null() {
                clang_disposeIndex(index);
                return None;
            }
            Some(Unit { index, unit })
        }
    }

    /// The errors among what clang has to say; warnings about other people's headers are of no use here.
    pub(super) fn errors(&self) -> Vec<Diagnostic> {
        // SAFETY: the unit is valid, the numbers are below the count, and each diagnostic is used before its end.
        unsafe {
            (0..clang_getNumDiagnostics(self.unit))
                .filter_map(|number| {
                    let diagnostic = clang_getDiagnostic(self.unit, number);
                    let error = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
                    let found = error.then(|| Diagnostic {
                        place: place(clang_getDiagnosticLocation(diagnostic)),
                        message: string(clang_getDiagnosticSpelling(diagnostic)),
                    });
                    clang_disposeDiagnostic(diagnostic);
                    found
                })
                .collect()
        }
    }

    /// Every file that was read, beside the one that was parsed.
    pub(super) fn included_files(&self) -> Vec<PathBuf> {
        extern "C" fn visit(file: CXFile, _: *mut CXSourceLocation, depth: c_uint, files: CXClientData) {
            if depth == 0 {
                return;
            }
            // SAFETY: `files` is the vector below, which nobody else uses meanwhile; `file` is a file of the unit.
            unsafe { (*files.cast::<Vec<PathBuf>>()).push(string(clang_getFileName(file)).into()) }
        }
        let mut files: Vec<PathBuf> = Vec::new();
        // SAFETY: the unit is valid, and `visit` expects this vector.
        unsafe { clang_getInclusions(self.unit, visit, (&raw mut files).cast()) };
        files
    }

    /// Calls `visitor` with every declaration and macro at the top, and with what is inside where it says so; and with
    /// what each is in.
    pub(super) fn visit(&self, visitor: &mut Visitor<'_>) {
        extern "C" fn visit(raw: CXCursor, parent: CXCursor, data: CXClientData) -> CXChildVisitResult {
            // SAFETY: `data` is the visitor below, which nobody else uses meanwhile.
            let visitor = unsafe { &mut **data.cast::<&mut Visitor<'_>>() };
            let [cursor, parent] = [raw, parent].map(|raw| Cursor { raw, unit: PhantomData });
            match visitor(cursor, parent) {
                Descend::Yes => CXChildVisit_Recurse,
                Descend::No => CXChildVisit_Continue,
            }
        }
        let mut visitor: &mut Visitor<'_> = visitor;
        // SAFETY: the unit is valid, and `visit` expects a pointer to this reference. A panic of the visitor aborts at
        // the boundary of `extern "C"`.
        unsafe {
            clang_visitChildren(clang_getTranslationUnitCursor(self.unit), visit, (&raw mut visitor).cast())
        };
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        // SAFETY: both are valid, no cursor outlives the unit, and the unit goes before its index.
        unsafe {
            clang_disposeTranslationUnit(self.unit);
            clang_disposeIndex(self.index);
        }
    }
}

// SAFETY of all calls below: a cursor is valid as long as its unit, and the unit outlives it.
impl Cursor<'_> {
    pub(super) fn kind(self) -> CXCursorKind {
        // SAFETY: see above.
        unsafe { clang_getCursorKind(self.raw) }
    }

    pub(super) fn name(self) -> String {
        // SAFETY: see above.
        unsafe { string(clang_getCursorSpelling(self.raw)) }
    }

    /// The type as C writes it.
    pub(super) fn type_name(self) -> String {
        // SAFETY: see above.
        unsafe { string(clang_getTypeSpelling(clang_getCursorType(self.raw))) }
    }

    /// The same without the names that types have been given.
    pub(super) fn plain_type_name(self) -> String {
        // SAFETY: see above.
        unsafe { string(clang_getTypeSpelling(clang_getCanonicalType(clang_getCursorType(self.raw)))) }
    }

    /// The types of a function: its result, then its parameters.
    pub(super) fn signature(self) -> Vec<Part> {
        // SAFETY: see above. Types are as valid as their cursor, and the numbers are below the count.
        unsafe {
            let function = clang_getCursorType(self.raw);
            let parameters = clang_getNumArgTypes(function).max(0) as c_uint;
            let types = (0..parameters).map(|number| clang_getArgType(function, number));
            std::iter::once(clang_getResultType(function)).chain(types).map(|ty| Part::new(ty)).collect()
        }
    }

    /// Whether no other translation unit sees it.
    pub(super) fn is_internal(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_getCursorLinkage(self.raw) == CXLinkage_Internal }
    }

    pub(super) fn is_inline(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_Cursor_isFunctionInlined(self.raw) != 0 }
    }

    pub(super) fn is_variadic(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_Cursor_isVariadic(self.raw) != 0 }
    }

    pub(super) fn is_bit_field(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_Cursor_isBitField(self.raw) != 0 }
    }

    pub(super) fn is_function_like_macro(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_Cursor_isMacroFunctionLike(self.raw) != 0 }
    }

    pub(super) fn is_builtin_macro(self) -> bool {
        // SAFETY: see above.
        unsafe { clang_Cursor_isMacroBuiltin(self.raw) != 0 }
    }

    /// The path of the file that an inclusion has read.
    pub(super) fn included_file(self) -> String {
        // SAFETY: see above. A file that was not found is null, and its name is then empty.
        unsafe { string(clang_getFileName(clang_getIncludedFile(self.raw))) }
    }

    /// The file, if there is one, and the line where it stands, or where the macro is used from which it comes.
    pub(super) fn place(self) -> Option<(String, u32)> {
        let (mut file, mut line) = (null_mut(), 0);
        // SAFETY: see above. The file belongs to the unit; null, for what no file holds, is checked.
        unsafe {
            let location = clang_getCursorLocation(self.raw);
            clang_getFileLocation(location, &mut file, &mut line, null_mut(), null_mut());
            (!file.is_null()).then(|| (string(clang_getFileName(file)), line))
        }
    }
}

impl Part {
    /// # Safety
    ///
    /// The unit of the type is alive.
    unsafe fn new(ty: CXType) -> Part {
        // SAFETY: the caller says so.
        unsafe {
            let canonical = clang_getCanonicalType(ty);
            let [name, plain] = [ty, canonical].map(|ty| string(clang_getTypeSpelling(ty)));
            let name = if name == plain { name } else { format!("{name} ({plain})") };
            let element =
                if canonical.kind == CXType_Complex { clang_getElementType(canonical) } else { canonical };
            Part { name, kind: element.kind }
        }
    }
}

/// The place as compilers write it.
///
/// # Safety
///
/// The unit of the location is alive.
unsafe fn place(location: CXSourceLocation) -> String {
    let (mut file, mut line, mut column) = (null_mut(), 0, 0);
    // SAFETY: the caller says so; the name of no file is empty.
    unsafe {
        clang_getFileLocation(location, &mut file, &mut line, &mut column, null_mut());
        format!("{}:{line}:{column}", string(clang_getFileName(file)))
    }
}

/// Takes a string of libclang's over.
///
/// # Safety
///
/// It has not been disposed of.
unsafe fn string(raw: CXString) -> String {
    // SAFETY: the caller gives a live string, which is read before it is disposed of.
    unsafe {
        let text = clang_getCString(raw);
        let copy =
            if text.is_null() { String::new() } else { CStr::from_ptr(text).to_string_lossy().into_owned() };
        clang_disposeString(raw);
        copy
    }
}

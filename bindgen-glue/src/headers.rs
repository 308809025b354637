//! The text that clang and the C compiler read: the headers, as C would include them.

use crate::prototype::Prototype;
use std::path::Path;

pub(crate) struct Headers {
    /// As the builder was given them.
    pub(crate) given: Vec<String>,
    /// A name for the text, in a folder that exists.
    path: String,
    /// Functions that stand for macros.
    pub(crate) macros: Vec<Prototype>,
}

impl Headers {
    pub(crate) fn new(given: Vec<String>, macros: Vec<Prototype>, folder: &Path, name: &str) -> Headers {
        let path = folder.join(format!("cgocall_bindgen_{name}.h")).to_string_lossy().into_owned();
        Headers { given, path, macros }
    }

    /// The path under which clang knows the text; there is no such file.
    pub(crate) fn path(&self) -> String {
        self.path.clone()
    }

    /// `#include` for each header.
    pub(crate) fn includes(&self) -> String {
        self.given.iter().map(|header| format!("#include \"{header}\"\n")).collect()
    }
}

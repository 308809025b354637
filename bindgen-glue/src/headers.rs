//! The text that clang and the C compiler read: the headers, as C would include them.

use std::path::Path;

pub(crate) struct Headers {
    /// As the builder was given them.
    pub(crate) given: Vec<String>,
    /// The name under which clang knows the text. There is no such file.
    pub(crate) path: String,
}

impl Headers {
    pub(crate) fn new(given: Vec<String>, folder: &Path, name: &str) -> Headers {
        // Not the name of a header: `#include` looks into the folder of the file that it stands in first.
        let path = folder.join(format!("cgocall_bindgen_{name}.h")).to_string_lossy().into_owned();
        Headers { given, path }
    }

    /// `#include` for each header.
    pub(crate) fn includes(&self) -> String {
        self.given.iter().map(|header| format!("#include \"{header}\"\n")).collect()
    }
}

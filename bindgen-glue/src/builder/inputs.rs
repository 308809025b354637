//! What is read, and what is linked.

use super::Builder;
use std::path::PathBuf;

/// Where the library comes from.
pub(crate) enum Library {
    Package { name: String, at_least: Option<String> },
    Linked { name: String },
    Folder(PathBuf),
    Compiled(Box<dyn FnOnce(&mut cc::Build)>),
}

impl Builder {
    /// Reads a header. It is looked for in the package's folder, then where C looks.
    pub fn header(mut self, header: impl Into<String>) -> Builder {
        self.headers.push(header.into());
        self
    }

    /// Looks for headers in this folder, too, and for those that they include.
    pub fn include(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.include.push(folder.into());
        self
    }

    /// Defines a macro before the headers are read.
    pub fn define<'a>(mut self, name: impl Into<String>, value: impl Into<Option<&'a str>>) -> Builder {
        self.define.push((name.into(), value.into().map(str::to_owned)));
        self
    }

    /// Hands an argument to clang.
    pub fn clang_arg(mut self, argument: impl Into<String>) -> Builder {
        self.clang_args.push(argument.into());
        self
    }

    /// Asks pkg-config where this package's headers are, and what to link.
    pub fn pkg_config(mut self, package: impl Into<String>) -> Builder {
        self.libraries.push(Library::Package { name: package.into(), at_least: None });
        self
    }

    /// The same for a package of at least this version.
    pub fn pkg_config_at_least(mut self, package: impl Into<String>, version: impl Into<String>) -> Builder {
        self.libraries.push(Library::Package { name: package.into(), at_least: Some(version.into()) });
        self
    }

    /// Links a library, `name` or `kind=name` as in cargo's `rustc-link-lib`.
    pub fn link(mut self, name: impl Into<String>) -> Builder {
        self.libraries.push(Library::Linked { name: name.into() });
        self
    }

    /// Looks for libraries in this folder, too.
    pub fn link_search(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.libraries.push(Library::Folder(folder.into()));
        self
    }

    /// Compiles C sources and links them.
    pub fn cc(mut self, sources: impl FnOnce(&mut cc::Build) + 'static) -> Builder {
        self.libraries.push(Library::Compiled(Box::new(sources)));
        self
    }
}

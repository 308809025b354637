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
    /// Reads a header, `sqlite3.h` for instance. Several are read in their order.
    ///
    /// It is looked for in the package's folder, then where C looks for headers: in the folders of
    /// [`include`](Builder::include) and of the packages, and in those of the system.
    pub fn header(mut self, header: impl Into<String>) -> Builder {
        self.headers.push(header.into());
        self
    }

    /// Looks for headers in this folder, too, which is one of the package if its path is not absolute. Sources that are
    /// compiled by [`cc`](Builder::cc) find them there as well.
    pub fn include(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.include.push(folder.into());
        self
    }

    /// Defines a macro before the headers are read, and for the sources that are compiled by [`cc`](Builder::cc).
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("libc").header("fcntl.h").define("_GNU_SOURCE", None).define("_FILE_OFFSET_BITS", "64");
    /// ```
    pub fn define<'a>(mut self, name: impl Into<String>, value: impl Into<Option<&'a str>>) -> Builder {
        self.define.push((name.into(), value.into().map(str::to_owned)));
        self
    }

    /// Hands an argument to clang, which reads the headers. The C compiler does not get it.
    pub fn clang_arg(mut self, argument: impl Into<String>) -> Builder {
        self.clang_args.push(argument.into());
        self
    }

    /// Asks pkg-config for a package: where its headers are, which macros they want, and what to link.
    pub fn pkg_config(mut self, package: impl Into<String>) -> Builder {
        self.libraries.push(Library::Package { name: package.into(), at_least: None });
        self
    }

    /// The same for a package of at least this version.
    pub fn pkg_config_at_least(mut self, package: impl Into<String>, version: impl Into<String>) -> Builder {
        self.libraries.push(Library::Package { name: package.into(), at_least: Some(version.into()) });
        self
    }

    /// Links a library: `m`, or with its kind, `static=m`, as in cargo's `rustc-link-lib`.
    pub fn link(mut self, name: impl Into<String>) -> Builder {
        self.libraries.push(Library::Linked { name: name.into() });
        self
    }

    /// Looks for libraries to link in this folder, too.
    pub fn link_search(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.libraries.push(Library::Folder(folder.into()));
        self
    }

    /// Compiles C sources, and links them. Folders and macros of the builder are set already.
    ///
    /// ```no_run
    /// # use cgocall_bindgen::Builder;
    /// Builder::new("tables")
    ///     .header("c/tables.h")
    ///     .cc(|build| {
    ///         build.file("c/tables.c").opt_level(2);
    ///     })
    ///     .generate()
    ///     .unwrap_or_exit();
    /// ```
    pub fn cc(mut self, sources: impl FnOnce(&mut cc::Build) + 'static) -> Builder {
        self.libraries.push(Library::Compiled(Box::new(sources)));
        self
    }
}

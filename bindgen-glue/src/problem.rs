//! What can go wrong, in the words of the person who has to put it right.

use crate::clang::Diagnostic;
use crate::headers::Headers;
use crate::mistake::Mistake;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why nothing was generated.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A variable that cargo sets for build scripts is not there.
    NotABuildScript {
        variable: &'static str,
    },
    /// The builder was given nothing to read.
    NoHeader,
    Mistakes(Vec<Mistake>),
    HeaderNotFound {
        header: String,
        by: String,
    },
    Header {
        diagnostics: Vec<String>,
    },
    NothingBound,
    LibclangMissing {
        reason: String,
    },
    LibclangTooOld {
        path: PathBuf,
    },
    LibclangFailed,
    Bindgen(String),
    Package(Package),
    NoCompiler {
        reason: String,
    },
    Compiler {
        what: &'static str,
        said: String,
    },
    /// A value of `CGOCALL_BINDINGS` that means nothing.
    Wish {
        value: String,
    },
    NotWritten {
        path: PathBuf,
        error: io::Error,
    },
    NotRead {
        path: PathBuf,
        error: io::Error,
    },
    /// A header was asked for without its name.
    #[cfg(feature = "exports")]
    NoHeaderToWrite,
    /// A source that does not parse.
    #[cfg(feature = "exports")]
    NoRust {
        place: String,
        fault: String,
    },
    /// A crate without functions that C finds.
    #[cfg(feature = "exports")]
    NothingExported {
        source: PathBuf,
    },
    /// Functions that have no form in C.
    #[cfg(feature = "exports")]
    NotExported(Vec<String>),
    #[cfg(feature = "exports")]
    Cbindgen(String),
    /// Bindings that are kept do not fit what is here.
    Unfit {
        path: PathBuf,
        said: String,
        /// Whether they were to be used even where others could be generated.
        asked_for: bool,
    },
}

/// What went wrong with pkg-config.
#[derive(Debug)]
pub(crate) enum Package {
    NoProgram,
    Unknown { name: String, said: String, near: Option<String> },
    Other { name: String, said: String },
}

/// How many of clang's errors are shown: the first ones tell, the others follow from them.
const SHOWN: usize = 10;

impl Problem {
    /// clang's errors. A header that was not found is one of them.
    pub(crate) fn of_diagnostics(headers: &Headers, errors: &[Diagnostic]) -> Problem {
        let missing = errors.iter().find_map(|error| {
            let header = error.message.strip_prefix('\'')?.strip_suffix("' file not found")?;
            let ours = headers.given.iter().any(|given| given == header);
            let by = if ours { String::new() } else { error.place.clone() };
            Some(Problem::HeaderNotFound { header: header.to_owned(), by })
        });
        missing.unwrap_or_else(|| {
            let mut diagnostics: Vec<String> = errors
                .iter()
                .take(SHOWN)
                .map(|error| format!("{}: {}", error.place, error.message))
                .collect();
            if errors.len() > SHOWN {
                diagnostics.push(format!("and {} more", errors.len() - SHOWN));
            }
            Problem::Header { diagnostics }
        })
    }

    /// A header that was not found.
    pub(crate) fn lacks_header(&self) -> bool {
        matches!(self, Problem::HeaderNotFound { .. })
    }

    /// A header of the compiler's own that is not there, where libclang came without any.
    pub(crate) fn lacks_builtin_header(&self) -> bool {
        const BUILTIN: [&str; 10] = [
            "stddef.h",
            "stdarg.h",
            "stdbool.h",
            "stdint.h",
            "stdalign.h",
            "stdatomic.h",
            "stdnoreturn.h",
            "limits.h",
            "float.h",
            "iso646.h",
        ];
        matches!(self, Problem::HeaderNotFound { header, .. } if BUILTIN.contains(&header.as_str()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NotABuildScript { variable } => {
                write!(f, "cargo has not set `{variable}`")?;
                help(f, "generate bindings in `build.rs`: cargo sets it there")
            }
            Problem::NoHeader => {
                write!(f, "no header is named")?;
                help(f, "name one: `.header(\"sqlite3.h\")`")
            }
            Problem::Mistakes(mistakes) => {
                let texts: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
                write!(f, "{}", texts.join("\n\n"))
            }
            Problem::HeaderNotFound { header, by } => {
                match by.is_empty() {
                    true => {
                        write!(f, "there is no header `{header}` in the package's folder, nor where C looks")?
                    }
                    false => write!(f, "{by}: there is no header `{header}` where C looks")?,
                }
                help(
                    f,
                    "name the folder it is in, `.include(\"..\")`, or the package it belongs to, \
                    `.pkg_config(\"..\")`",
                )?;
                help(
                    f,
                    "if it is not on this machine, install it: in Debian and Ubuntu headers are in packages whose \
                    names end in -dev, in Fedora in -devel",
                )
            }
            Problem::Header { diagnostics } => {
                writeln!(f, "clang refuses the headers:\n")?;
                diagnostics.iter().try_for_each(|diagnostic| writeln!(f, "  {diagnostic}"))?;
                help(
                    f,
                    "some headers want another one before them, `.header(\"..\")`, a macro, `.define(\"..\", None)`, \
                    or an argument for clang, `.clang_arg(\"..\")`",
                )
            }
            Problem::NothingBound => {
                write!(f, "the headers declare nothing that the allowlist lets in")
            }
            Problem::LibclangMissing { reason } => {
                write!(f, "{LIBCLANG_MISSING}\n\nThe search came to this: {reason}")
            }
            Problem::LibclangTooOld { path } => {
                write!(f, "the libclang in `{}` is older than version 9", path.display())?;
                help(f, "install a newer one, or name the folder of another in `LIBCLANG_PATH`")
            }
            Problem::LibclangFailed => {
                write!(f, "libclang broke down over the headers, without a word")?;
                help(f, "try another version of it: `LIBCLANG_PATH` names the folder that it is in")
            }
            Problem::Bindgen(reason) => write!(f, "bindgen has not come to an end: {reason}"),
            Problem::Package(package) => package.fmt(f),
            Problem::NoCompiler { reason } => {
                write!(f, "there is no C compiler here for this target, or it cannot be used: {reason}")?;
                help(
                    f,
                    "install one (`apt-get install gcc`, `dnf install gcc`, `xcode-select --install`), or name it \
                    in `CC`; for another target in `CC_<target>`",
                )
            }
            Problem::Wish { value } => {
                write!(f, "`CGOCALL_BINDINGS={value}` means nothing")?;
                help(
                    f,
                    "`write` keeps the bindings in the source tree, `committed` uses those that are kept, `generate` \
                    is what happens without the variable",
                )
            }
            Problem::Compiler { what, said } => {
                write!(f, "the C compiler refuses {what}:\n\n{}", said.trim_end())
            }
            Problem::NotWritten { path, error } => {
                write!(f, "`{}` cannot be written: {error}", path.display())
            }
            Problem::NotRead { path, error } => write!(f, "`{}` cannot be read: {error}", path.display()),
            #[cfg(feature = "exports")]
            Problem::NoHeaderToWrite => {
                write!(f, "it is not said where the header goes")?;
                help(f, "name it: `.header(\"include/mylib.h\")`")
            }
            #[cfg(feature = "exports")]
            Problem::NoRust { place, fault } => write!(f, "{place}: {fault}"),
            #[cfg(feature = "exports")]
            Problem::NothingExported { source } => {
                write!(f, "C finds no function of `{}` by name", source.display())?;
                help(
                    f,
                    "write `#[unsafe(no_mangle)]` beside `#[cgo_export]`; functions that macros produce are not seen",
                )
            }
            #[cfg(feature = "exports")]
            Problem::NotExported(functions) => {
                let names: Vec<String> = functions.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "cbindgen finds no form in C for {}", names.join(", "))?;
                help(
                    f,
                    "a function that C calls is `extern \"C\"`, and has no generic parameters, tuples, slices or \
                    references to them in its signature",
                )
            }
            #[cfg(feature = "exports")]
            Problem::Cbindgen(reason) => write!(f, "cbindgen has not come to an end: {reason}"),
            Problem::Unfit { path, said, asked_for } => {
                let kept = path.display();
                write!(f, "the bindings kept in `{kept}` do not fit the headers or the target here")?;
                if *asked_for {
                    write!(f, ":\n\n{}", said.trim_end())?;
                    return help(f, "without `CGOCALL_BINDINGS=committed`, others are generated");
                }
                write!(f, ", and there is no libclang to generate others:\n\n{}\n\n", said.trim_end())?;
                write!(f, "{LIBCLANG_MISSING}")
            }
        }
    }
}

const LIBCLANG_MISSING: &str = "\
there is no libclang here, which reads the C headers. To install it:

  Debian, Ubuntu    apt-get install libclang-dev
  Fedora            dnf install clang-devel
  Arch              pacman -S clang
  Alpine            apk add clang-dev
  macOS             xcode-select --install, or brew install llvm
  Windows           winget install LLVM.LLVM
  anywhere, PyPI    pip install libclang, and in the environment
                    LIBCLANG_PATH=$(python3 -c 'import clang.native; print(clang.native.__path__[0])')

If it is here in an unusual place, `LIBCLANG_PATH` names the folder. And a package that is to be built without it keeps
its bindings in the source tree: `.committed(\"src/bindings.rs\")`.";

const PKG_CONFIG_MISSING: &str = "\
there is no pkg-config here, which knows where C libraries are. To install it:

  Debian, Ubuntu    apt-get install pkg-config
  Fedora            dnf install pkgconf-pkg-config
  Arch              pacman -S pkgconf
  Alpine            apk add pkgconf
  macOS             brew install pkgconf
  Windows           winget install bloodrock.pkg-config-lite";

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Package::NoProgram => {
                writeln!(f, "{PKG_CONFIG_MISSING}")?;
                help(f, "without it, `.link(\"..\")` and `.include(\"..\")` say the same by hand")
            }
            Package::Unknown { name, said, near } => {
                write!(f, "pkg-config knows no package `{name}`:\n\n{}", indented(said))?;
                match near {
                    Some(near) => help(f, &format!("did you mean `{near}`?")),
                    None => help(
                        f,
                        &format!(
                            "install the library with its headers (in Debian and Ubuntu a package \
                        whose name ends in -dev, in Fedora in -devel), or name the folder of `{name}.pc` in \
                        `PKG_CONFIG_PATH`"
                        ),
                    ),
                }
            }
            Package::Other { name, said } => {
                write!(f, "pkg-config was not asked for the package `{name}`:\n\n{}", indented(said))
            }
        }
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {line}\n")).collect()
}

fn help(f: &mut fmt::Formatter<'_>, hint: &str) -> fmt::Result {
    write!(f, "\n  = help: {hint}")
}

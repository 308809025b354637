//! `Exports`: the other direction, from Rust functions to a C header.

mod cfg;
mod modules;
mod outline;

use crate::committed::write_if_other;
use crate::directives::Directives;
use crate::environment::Environment;
use crate::outcome::Outcome;
use crate::problem::Problem;
use cbindgen::{Config, Language, Style};
use cfg::Conditions;
use modules::Source;
use outline::Outline;
use std::path::{Path, PathBuf};

/// The C header of a crate's own functions: of those that C finds by name.
///
/// A function is in the header if C can call it by name: `#[cgo_export]` with `#[unsafe(no_mangle)]` or
/// `#[unsafe(export_name = "..")]` beside it. Its documentation goes along, and so do the types that it needs and
/// the crate's public constants. What macros produce is not seen.
///
/// ```no_run
/// // build.rs
/// cgocall_bindgen::Exports::new("src/lib.rs").header("include/mylib.h").generate().unwrap_or_exit();
/// ```
///
/// The header can be read by C and by C++. How it looks in detail is for a `cbindgen.toml` in the package's folder to
/// say; with it, nothing is preset.
#[must_use = "nothing happens before `generate`"]
pub struct Exports {
    source: PathBuf,
    header: Option<PathBuf>,
}

/// A header that was written.
#[derive(Debug)]
pub struct Header {
    path: PathBuf,
    text: String,
}

impl Header {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What cbindgen is told to read in the package's folder.
const CONFIGURATION: &str = "cbindgen.toml";

impl Exports {
    /// The functions of the crate whose root is this file, in it and in the modules below.
    pub fn new(source: impl Into<PathBuf>) -> Exports {
        Exports { source: source.into(), header: None }
    }

    /// Where the header goes, in the package's folder. The file is written only if it would become another.
    pub fn header(mut self, path: impl Into<PathBuf>) -> Exports {
        self.header = Some(path.into());
        self
    }

    /// Writes the header, and tells cargo what it was made of.
    pub fn generate(self) -> Outcome<Header> {
        Outcome(self.write().map_err(Into::into))
    }

    fn write(self) -> Result<Header, Problem> {
        let environment = Environment::of_cargo()?;
        let header = self.header.as_ref().ok_or(Problem::NoHeaderToWrite)?;
        let path = environment.package_folder.join(header);
        let source = Source::read(&environment.package_folder.join(&self.source), &Conditions::of_cargo())?;
        let outline = Outline::of(&source.items);
        if outline.symbols.is_empty() {
            return Err(Problem::NothingExported { source: self.source });
        }
        let outlined = environment.out.join("cgocall_exports.rs");
        write_if_other(&outlined, &outline.text)?;
        let configuration = environment.package_folder.join(CONFIGURATION);
        let bindings = cbindgen::Builder::new()
            .with_config(config(&configuration, &self.source, &path)?)
            .with_src(&outlined)
            .generate()
            .map_err(|error| Problem::Cbindgen(error.to_string()))?;
        let written: Vec<&str> = bindings.dynamic_symbols_names().collect();
        let lost: Vec<String> =
            outline.symbols.into_iter().filter(|symbol| !written.contains(&symbol.as_str())).collect();
        if !lost.is_empty() {
            return Err(Problem::NotExported(lost));
        }
        let mut text = Vec::new();
        bindings.write(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        write_if_other(&path, &text)?;
        let mut cargo = Directives::default();
        cargo.rerun_if_files(source.files.iter().chain([&path, &configuration]).map(AsRef::as_ref));
        cargo.print();
        Ok(Header { path, text })
    }
}

/// The user's, or one by which the header looks like others.
fn config(file: &Path, source: &Path, header: &Path) -> Result<Config, Problem> {
    if file.exists() {
        return Config::from_file(file).map_err(Problem::Cbindgen);
    }
    let name = header.file_name().unwrap_or_default().to_string_lossy();
    let guard: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    Ok(Config {
        language: Language::C,
        cpp_compat: true,
        style: Style::Both,
        include_guard: Some(guard),
        autogen_warning: Some(format!("/* Written by cgocall-bindgen from {}. */", source.display())),
        no_includes: true,
        sys_includes: ["stdbool.h", "stddef.h", "stdint.h"].map(str::to_owned).into(),
        usize_is_size_t: true,
        ..Config::default()
    })
}

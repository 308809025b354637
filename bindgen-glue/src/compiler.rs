//! The C compiler: what it is told, what it knows, and what it reads.

use crate::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What every C file of a library is compiled with, and clang reads the headers with.
pub(crate) struct Compiler {
    pub(crate) include: Vec<PathBuf>,
    pub(crate) define: Vec<(String, Option<String>)>,
    /// Where `#include "..."` looks first: the package's folder.
    pub(crate) quoted: PathBuf,
}

impl Compiler {
    /// The same for clang.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let quoted = format!("-iquote{}", self.quoted.display());
        let include = self.include.iter().map(|folder| format!("-I{}", folder.display()));
        let define = self.define.iter().map(|(name, value)| match value {
            Some(value) => format!("-D{name}={value}"),
            None => format!("-D{name}"),
        });
        std::iter::once(quoted).chain(include).chain(define).collect()
    }

    /// Adds it to a compilation.
    pub(crate) fn set_up(&self, build: &mut cc::Build) {
        build.includes(&self.include).flag(format!("-iquote{}", self.quoted.display()));
        for (name, value) in &self.define {
            build.define(name, value.as_deref());
        }
    }

    /// Compiles C code of ours into a library that is linked. Returns the files that it has read.
    pub(crate) fn library(
        &self,
        source: &Path,
        library: &str,
        refused: impl FnOnce(String) -> Problem,
    ) -> Result<Vec<PathBuf>, Problem> {
        let tool = self.tool()?;
        let (object, list) = (source.with_extension("o"), source.with_extension("d"));
        let mut command = tool.to_command();
        command.arg("-c").arg(source).arg("-o").arg(&object).arg("-MD").arg("-MF").arg(&list);
        let Output { status, stderr, .. } =
            command.output().map_err(|error| no_compiler(format!("`{}`: {error}", tool.path().display())))?;
        if !status.success() {
            return Err(refused(String::from_utf8_lossy(&stderr).into_owned()));
        }
        cc::Build::new()
            .object(&object)
            .try_compile(library)
            .map_err(|error| Problem::Compiler { what: "an archive", said: error.to_string() })?;
        Ok(dependencies(&fs::read_to_string(&list).unwrap_or_default()))
    }

    fn tool(&self) -> Result<cc::Tool, Problem> {
        let mut build = cc::Build::new();
        self.set_up(&mut build);
        // The headers are not ours to warn about.
        build.warnings(false).extra_warnings(false);
        build.try_get_compiler().map_err(|error| no_compiler(error.to_string()))
    }

    /// The folder with the compiler's own headers, `stddef.h` among them.
    pub(crate) fn own_headers(&self) -> Option<PathBuf> {
        let output = run(self.tool().ok()?.to_command().arg("-print-file-name=include"))?;
        let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        folder.join("stddef.h").exists().then_some(folder)
    }

    /// Where the compiler finds the headers of the system that it compiles for, apart from its own.
    pub(crate) fn system_headers(&self) -> Vec<PathBuf> {
        let Ok(tool) = self.tool() else { return Vec::new() };
        let mut command = tool.to_command();
        let Some(output) = run(command.args(["-E", "-v", "-x", "c", "/dev/null"])) else { return Vec::new() };
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let own = self.own_headers().and_then(|folder| folder.canonicalize().ok());
        let ours = |folder: &PathBuf| self.include.contains(folder);
        text.lines()
            .skip_while(|line| !line.starts_with("#include <"))
            .skip(1)
            .take_while(|line| line.starts_with(' '))
            .filter_map(|line| Path::new(line.trim()).canonicalize().ok())
            .filter(|folder| Some(folder) != own.as_ref() && !ours(folder))
            .collect()
    }
}

fn no_compiler(reason: String) -> Problem {
    Problem::NoCompiler { reason }
}

/// The files that a source reads, and the source itself.
pub(crate) fn files_of(tool: &cc::Tool, source: &Path) -> Vec<PathBuf> {
    let listed = run(tool.to_command().arg("-M").arg(source))
        .map(|output| dependencies(&String::from_utf8_lossy(&output.stdout)))
        .unwrap_or_default();
    std::iter::once(source.to_owned()).chain(listed).collect()
}

fn run(command: &mut Command) -> Option<Output> {
    command.output().ok().filter(|output| output.status.success())
}

/// The files in a rule for make, `object: source header \`.
fn dependencies(rule: &str) -> Vec<PathBuf> {
    let Some((_, files)) = rule.split_once(": ") else { return Vec::new() };
    let files = files.replace("\\\n", " ").replace("\\ ", "\u{0}");
    files.split_whitespace().map(|file| file.replace('\u{0}', " ").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_for_make_names_its_files() {
        let rule = "out.o: /a/b.c \\\n  /usr/include/c.h /with\\ space/d.h\n";
        let files: Vec<PathBuf> = ["/a/b.c", "/usr/include/c.h", "/with space/d.h"].map(PathBuf::from).into();
        assert_eq!(dependencies(rule), files);
        assert_eq!(dependencies(""), Vec::<PathBuf>::new());
    }
}

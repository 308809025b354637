//! What is compiled and linked: the C that belongs to the bindings, and behind it the library that it uses.

use crate::builder::Library;
use crate::committed::write_if_other;
use crate::compiler::{self, Compiler};
use crate::directives::Directives;
use crate::environment::Environment;
use crate::packages;
use crate::problem::Problem;

/// Compiles the C that belongs to the bindings; `refused` is for what the compiler says if it does not.
pub(crate) fn own(
    code: &str,
    name: &str,
    compiler: &Compiler,
    environment: &Environment,
    cargo: &mut Directives,
    refused: impl FnOnce(String) -> Problem,
) -> Result<(), Problem> {
    if code.is_empty() {
        return Ok(());
    }
    let source = environment.out.join(format!("cgocall_{name}.c"));
    write_if_other(&source, code)?;
    let files = compiler.library(&source, &format!("cgocall_{name}"), refused)?;
    cargo.rerun_if_files(files.iter().map(AsRef::as_ref));
    Ok(())
}

/// Links the libraries of the builder.
pub(crate) fn libraries(
    libraries: Vec<Library>,
    name: &str,
    compiler: &Compiler,
    cargo: &mut Directives,
) -> Result<(), Problem> {
    for library in libraries {
        match library {
            Library::Package { name, at_least } => packages::link(&name, at_least.as_deref())?,
            Library::Linked { name } => cargo.link(format!("rustc-link-lib={name}")),
            Library::Folder(folder) => cargo.link(format!("rustc-link-search={}", folder.display())),
            Library::Compiled(sources) => compiled(sources, name, compiler, cargo)?,
        }
    }
    Ok(())
}

fn compiled(
    sources: Box<dyn FnOnce(&mut cc::Build)>,
    name: &str,
    compiler: &Compiler,
    cargo: &mut Directives,
) -> Result<(), Problem> {
    let mut build = cc::Build::new();
    compiler.set_up(&mut build);
    sources(&mut build);
    build
        .try_compile(&format!("{name}_sources"))
        .map_err(|error| Problem::Compiler { what: "the library's sources", said: error.to_string() })?;
    let Ok(tool) = build.try_get_compiler() else { return Ok(()) };
    for source in build.get_files() {
        cargo.rerun_if_files(compiler::files_of(&tool, source).iter().map(AsRef::as_ref));
    }
    Ok(())
}

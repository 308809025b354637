//! What clang is told.

use crate::builder::Builder;
use crate::compiler::Compiler;
use crate::environment::Environment;
use std::path::PathBuf;

/// bindgen's own variable for more arguments.
const VARIABLE: &str = "BINDGEN_EXTRA_CLANG_ARGS";

/// The arguments for reading the headers of a library.
pub(crate) fn of(builder: &Builder, compiler: &Compiler, environment: &Environment) -> Vec<String> {
    let mut arguments = compiler.arguments();
    arguments.extend(builder.clang_args.iter().cloned());
    if builder.plain_comments {
        arguments.push("-fparse-all-comments".to_owned());
    }
    if environment.is_cross() {
        arguments.push(format!("--target={}", environment.clang_target()));
        // libclang knows the headers of the machine that it was made for.
        arguments.extend(system(compiler.system_headers()));
    }
    arguments.extend(of_environment(environment));
    arguments
}

/// Folders of headers that are the system's.
pub(crate) fn system(folders: impl IntoIterator<Item = PathBuf>) -> impl Iterator<Item = String> {
    let argument = |folder: PathBuf| ["-isystem".to_owned(), folder.to_string_lossy().into_owned()];
    folders.into_iter().flat_map(argument)
}

/// The variables with more arguments, of which the first counts that is there: for the target, then for any.
pub(crate) fn variables(target: &str) -> [String; 3] {
    let of_target = |target: &str| format!("{VARIABLE}_{target}");
    [of_target(target), of_target(&target.replace('-', "_")), VARIABLE.to_owned()]
}

fn of_environment(environment: &Environment) -> Vec<String> {
    let value = variables(&environment.target).into_iter().find_map(|name| std::env::var(name).ok());
    let value = value.unwrap_or_default();
    shlex::split(&value).unwrap_or_else(|| vec![value])
}

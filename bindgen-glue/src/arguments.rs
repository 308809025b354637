//! What clang is told.

use crate::builder::Builder;
use crate::compiler::Compiler;
use crate::environment::Environment;

/// The variable in which others look for arguments, too, as bindgen does.
pub(crate) const VARIABLE: &str = "BINDGEN_EXTRA_CLANG_ARGS";

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
        for folder in compiler.system_headers() {
            arguments.extend(["-isystem".to_owned(), folder.to_string_lossy().into_owned()]);
        }
    }
    arguments.extend(of_environment(environment));
    arguments
}

/// Those of the environment: for this target, or for any.
fn of_environment(environment: &Environment) -> Vec<String> {
    let target = environment.target.as_str();
    let names = [target.to_owned(), target.replace('-', "_")].map(|target| format!("{VARIABLE}_{target}"));
    let value = names.into_iter().chain([VARIABLE.to_owned()]).find_map(|name| std::env::var(name).ok());
    let value = value.unwrap_or_default();
    shlex::split(&value).unwrap_or_else(|| vec![value])
}

//! The way from a builder to bindings.

use crate::bindings::{Bindings, Origin};
use crate::builder::{Builder, Library};
use crate::clang::library;
use crate::clang::survey::Survey;
use crate::committed::{self, Committed, Texts, Wish};
use crate::compiler::{self, Compiler};
use crate::directives::Directives;
use crate::environment::Environment;
use crate::headers::Headers;
use crate::problem::Problem;
use crate::prototype::Prototype;
use crate::rewrite::rewrite;
use crate::shims::Shims;
use crate::{arguments, declare, layout, packages, usage};
use std::rc::Rc;

pub(crate) fn bindings(mut builder: Builder) -> Result<Bindings, Problem> {
    let environment = Environment::of_cargo()?;
    let wish = Wish::of_environment()?;
    let macros = builder.check().map_err(Problem::Mistakes)?;
    if builder.headers.is_empty() {
        return Err(Problem::NoHeader);
    }
    let committed = builder.committed.as_ref().map(|path| Committed::new(path, &environment));
    let compiler = compiler(&builder, &environment)?;
    let mut cargo = Directives::of_environment();
    cargo.rerun_if_files(committed.iter().flat_map(Committed::files));

    let kept = kept(committed.as_ref(), wish)?;
    let origin = if kept.is_some() { Origin::Committed } else { Origin::Generated };
    let texts = match kept {
        Some(texts) => texts,
        None => generated(&mut builder, macros, &compiler, &environment, &mut cargo)?,
    };
    match (&committed, wish) {
        (Some(committed), Wish::Write) => committed.write(&texts)?,
        (Some(committed), Wish::Generate) if !committed.exists() => cargo.warn(format!(
            "{} is not there yet: {}=write in the environment of cargo writes it",
            committed.written.display(),
            committed::VARIABLE
        )),
        _ => {}
    }
    let path = environment.out.join(format!("{}.rs", builder.name));
    committed::write_if_other(&path, &texts.rust)?;
    compile(&texts, origin, committed.as_ref(), &builder, &compiler, &environment, &mut cargo)?;
    link(std::mem::take(&mut builder.libraries), &builder.name, &compiler, &mut cargo)?;
    cargo.print();
    Ok(Bindings { path, rust: texts.rust, origin })
}

/// The compiler, and what the packages add to what it is told.
fn compiler(builder: &Builder, environment: &Environment) -> Result<Compiler, Problem> {
    let (mut include, mut define) = (builder.include.clone(), builder.define.clone());
    for library in &builder.libraries {
        if let Library::Package { name, at_least } = library {
            let found = packages::find(name, at_least.as_deref())?;
            include.extend(found.include);
            define.extend(found.define);
        }
    }
    Ok(Compiler { include, define, quoted: environment.package_folder.clone() })
}

/// The bindings that are kept, if they are to be used.
fn kept(committed: Option<&Committed>, wish: Wish) -> Result<Option<Texts>, Problem> {
    if let (Some(committed), Wish::Committed) = (committed, wish) {
        return committed.read().map(Some);
    }
    match (library::open(), committed) {
        (Ok(()), _) => Ok(None),
        (Err(missing), Some(committed)) if committed.exists() && wish != Wish::Write => {
            println!(
                "cargo:warning=there is no libclang here: the bindings are those kept in {}",
                committed.written.display()
            );
            drop(missing);
            committed.read().map(Some)
        }
        (Err(missing), _) => Err(missing),
    }
}

/// The bindings of the headers that are here.
fn generated(
    builder: &mut Builder,
    macros: Vec<Prototype>,
    compiler: &Compiler,
    environment: &Environment,
    cargo: &mut Directives,
) -> Result<Texts, Problem> {
    let headers = Headers::new(builder.headers.clone(), &environment.out, &builder.name);
    let mut arguments = arguments::of(builder, compiler, environment);
    let survey = match Survey::of(&headers, &arguments) {
        Err(problem) if problem.lacks_builtin_header() => {
            let folder = compiler.own_headers().ok_or(problem)?;
            arguments.extend(["-isystem".to_owned(), folder.to_string_lossy().into_owned()]);
            Survey::of(&headers, &arguments)?
        }
        other => other?,
    };
    cargo.rerun_if_files(survey.files.iter().map(AsRef::as_ref));
    let mut mistakes = usage::of_selections(builder, &survey);
    mistakes.extend(usage::of_macros(&macros, &survey));
    if !mistakes.is_empty() {
        return Err(Problem::Mistakes(mistakes));
    }
    let shims = Rc::new(Shims::new(&environment.package, &builder.name, macros, &survey));
    let tokens = declare::with_bindgen(builder, &headers, &survey, &shims, &arguments)?;
    let rewritten = rewrite(&tokens, builder, &survey, &shims)?;
    let mut mistakes = rewritten.mistakes;
    mistakes.extend(usage::of_rules(&builder.rules, &rewritten.functions, &rewritten.raw, &survey));
    if !mistakes.is_empty() {
        return Err(Problem::Mistakes(mistakes));
    }
    if rewritten.file.items.is_empty() {
        return Err(Problem::NothingBound);
    }
    let mut c = shims.code(&rewritten.shimmed);
    if builder.committed.is_some() {
        let guards = layout::guards(&rewritten.file, &rewritten.functions, &survey);
        if !guards.is_empty() {
            c += &format!("\n{}{guards}", layout::MACRO);
        }
    }
    if !c.is_empty() {
        c = format!("{}\n{}\n{c}", NOTE_IN_C, headers.includes());
    }
    let rust =
        format!("{NOTE_IN_RUST}\n\n{}{}", prettyplease::unparse(&rewritten.file), unbound(builder, &survey));
    Ok(Texts { rust, c })
}

/// A note on the functions that were chosen and cannot be called from Rust.
fn unbound(builder: &Builder, survey: &Survey) -> String {
    let chosen = survey.functions.iter().filter(|(name, it)| builder.chooses_function(name, &it.place.file));
    let notes = chosen.filter_map(|(name, it)| {
        let ty = it.unpassable.as_ref()?;
        Some(format!("// Not bound: `{name}`, since Rust cannot pass `{ty}` as C does.\n"))
    });
    notes.collect()
}

const NOTE_IN_RUST: &str = "// Written by cgocall-bindgen: the build script says what is in here.";
const NOTE_IN_C: &str =
    "/* Written by cgocall-bindgen: what the bindings need in C, and what keeps them true to the headers. */";

/// Compiles the C that belongs to the bindings.
fn compile(
    texts: &Texts,
    origin: Origin,
    committed: Option<&Committed>,
    builder: &Builder,
    compiler: &Compiler,
    environment: &Environment,
    cargo: &mut Directives,
) -> Result<(), Problem> {
    if texts.c.is_empty() {
        return Ok(());
    }
    let source = environment.out.join(format!("cgocall_{}.c", builder.name));
    committed::write_if_other(&source, &texts.c)?;
    let files = compiler.library(&source, &format!("cgocall_{}", builder.name), |said| {
        match (origin, committed) {
            (Origin::Committed, Some(committed)) => Problem::Unfit { path: committed.written.clone(), said },
            _ => Problem::Compiler { what: "what belongs to the bindings", said },
        }
    })?;
    cargo.rerun_if_files(files.iter().filter(|file| !file.starts_with(&environment.out)).map(AsRef::as_ref));
    Ok(())
}

/// Links the library, behind the code that uses it.
fn link(
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
            Library::Compiled(sources) => {
                let mut build = cc::Build::new();
                compiler.set_up(&mut build);
                sources(&mut build);
                build.try_compile(&format!("{name}_sources")).map_err(|error| Problem::Compiler {
                    what: "the library's sources",
                    said: error.to_string(),
                })?;
                if let Ok(tool) = build.try_get_compiler() {
                    for source in build.get_files() {
                        let files = compiler::files_of(&tool, source);
                        cargo.rerun_if_files(files.iter().map(AsRef::as_ref));
                    }
                }
            }
        }
    }
    Ok(())
}

//! The way from a builder to bindings.

use crate::bindings::{Bindings, Origin};
use crate::builder::{Builder, Library};
use crate::clang::library;
use crate::clang::survey::Survey;
use crate::committed::{self, Committed, Texts, Wish};
use crate::compiler::Compiler;
use crate::directives::Directives;
use crate::environment::Environment;
use crate::headers::Headers;
use crate::mistake::Mistake;
use crate::problem::Problem;
use crate::prototype::Prototype;
use crate::rewrite::{Rewritten, rewrite};
use crate::shims::Shims;
use crate::{arguments, declare, layout, link, packages, usage};
use std::rc::Rc;

pub(crate) fn bindings(mut builder: Builder) -> Result<Bindings, Problem> {
    let environment = Environment::of_cargo()?;
    let wish = Wish::of_environment()?;
    let macros = builder.check().map_err(Problem::Mistakes)?;
    if builder.headers.is_empty() {
        return Err(Problem::NoHeader);
    }
    let libraries = std::mem::take(&mut builder.libraries);
    let compiler = compiler(&builder, &libraries, &environment)?;
    let committed = builder.committed.as_ref().map(|path| Committed::new(path, &environment));
    let mut cargo = Directives::of_environment(&environment);
    cargo.rerun_if_files(committed.iter().flat_map(Committed::files));

    let name = builder.name.clone();
    let kept = kept(committed.as_ref(), wish, &mut cargo)?;
    let origin = if kept.is_some() { Origin::Committed } else { Origin::Generated };
    let texts = match kept {
        Some(texts) => texts,
        None => generated(builder, macros, &compiler, &environment, &mut cargo)?,
    };
    if let Some(committed) = &committed {
        keep(committed, wish, &texts, &mut cargo)?;
    }
    let path = environment.out.join(format!("{name}.rs"));
    committed::write_if_other(&path, &texts.rust)?;
    let refused = |said| match (origin, &committed) {
        (Origin::Committed, Some(committed)) => {
            Problem::Unfit { path: committed.written.clone(), said, asked_for: wish == Wish::Committed }
        }
        _ => Problem::Compiler { what: "what belongs to the bindings", said },
    };
    link::own(&texts.c, &name, &compiler, &environment, &mut cargo, refused)?;
    link::libraries(libraries, &name, &compiler, &mut cargo)?;
    cargo.print();
    Ok(Bindings { path, rust: texts.rust, origin })
}

/// The compiler, and what the packages add to what it is told.
fn compiler(
    builder: &Builder,
    libraries: &[Library],
    environment: &Environment,
) -> Result<Compiler, Problem> {
    let (mut include, mut define) = (builder.include.clone(), builder.define.clone());
    for library in libraries {
        if let Library::Package { name, at_least } = library {
            let found = packages::find(name, at_least.as_deref())?;
            include.extend(found.include);
            define.extend(found.define);
        }
    }
    Ok(Compiler { include, define, quoted: environment.package_folder.clone() })
}

/// The bindings that are kept, if they are to be used.
fn kept(committed: Option<&Committed>, wish: Wish, cargo: &mut Directives) -> Result<Option<Texts>, Problem> {
    match (committed, wish) {
        (Some(committed), Wish::Committed) => committed.read().map(Some),
        (Some(committed), Wish::Generate) if committed.exists() && library::open().is_err() => {
            let kept = committed.written.display();
            cargo.warn(format!("there is no libclang here: the bindings are those kept in {kept}"));
            committed.read().map(Some)
        }
        _ => library::open().map(|()| None),
    }
}

/// Keeps the bindings, or says that it is not done.
fn keep(committed: &Committed, wish: Wish, texts: &Texts, cargo: &mut Directives) -> Result<(), Problem> {
    if wish == Wish::Write {
        return committed.write(texts);
    }
    if !committed.exists() {
        let (path, variable) = (committed.written.display(), committed::VARIABLE);
        cargo
            .warn(format!("{path} is not there yet: {variable}=write in the environment of cargo writes it"));
    }
    Ok(())
}

/// The bindings of the headers that are here.
fn generated(
    mut builder: Builder,
    macros: Vec<Prototype>,
    compiler: &Compiler,
    environment: &Environment,
    cargo: &mut Directives,
) -> Result<Texts, Problem> {
    let headers = Headers::new(builder.headers.clone(), &environment.out, &builder.name);
    let mut arguments = arguments::of(&builder, compiler, environment);
    let survey = survey(&headers, &mut arguments, compiler)?;
    cargo.rerun_if_files(survey.files.iter().map(AsRef::as_ref));
    let mut mistakes = usage::of_selections(&builder, &survey);
    mistakes.extend(usage::of_macros(&macros, &survey));
    none(mistakes)?;
    let shims = Rc::new(Shims::new(&environment.package, &builder.name, macros, &survey));
    let tokens = declare::with_bindgen(&mut builder, &headers, &survey, &shims, &arguments)?;
    let mut rewritten = rewrite(&tokens, &builder, &survey, &shims)?;
    let mut mistakes = std::mem::take(&mut rewritten.mistakes);
    mistakes.extend(usage::of_rules(&builder.rules, &rewritten.functions, &rewritten.raw, &survey));
    none(mistakes)?;
    if rewritten.file.items.is_empty() {
        return Err(Problem::NothingBound);
    }
    let guards = if builder.committed.is_some() {
        layout::guards(&rewritten.file, &rewritten.functions, &survey)
    } else {
        String::new()
    };
    Ok(texts(&rewritten, &headers, &shims, &guards, &unbound(&builder, &survey)))
}

/// What there is in the headers. Where libclang came without headers of its own, or does not know where those of the system
/// are, the compiler's serve.
fn survey(headers: &Headers, arguments: &mut Vec<String>, compiler: &Compiler) -> Result<Survey, Problem> {
    let (mut own, mut of_the_system) = (false, false);
    loop {
        match Survey::of(headers, arguments) {
            Err(problem) if problem.lacks_builtin_header() && !own => {
                arguments.extend(arguments::system(compiler.own_headers()));
                own = true;
            }
            Err(problem) if problem.lacks_header() && !of_the_system => {
                arguments.extend(arguments::system(compiler.system_headers()));
                of_the_system = true;
            }
            other => return other,
        }
    }
}

/// Goes on if there are no mistakes.
fn none(mistakes: Vec<Mistake>) -> Result<(), Problem> {
    if mistakes.is_empty() { Ok(()) } else { Err(Problem::Mistakes(mistakes)) }
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

fn texts(rewritten: &Rewritten, headers: &Headers, shims: &Shims, guards: &str, unbound: &str) -> Texts {
    let rust = format!(
        "// Written by cgocall-bindgen: the build script says what is in here.\n\n{}{unbound}",
        prettyplease::unparse(&rewritten.file)
    );
    let code = shims.code(&rewritten.shimmed);
    if code.is_empty() && guards.is_empty() {
        return Texts { rust, c: String::new() };
    }
    let guards = if guards.is_empty() { String::new() } else { format!("\n{}{guards}", layout::MACRO) };
    let c = format!(
        "/* Written by cgocall-bindgen: what the bindings need in C, and what keeps them true to the headers. */\n\
         {}\n{code}{guards}",
        headers.includes()
    );
    Texts { rust, c }
}

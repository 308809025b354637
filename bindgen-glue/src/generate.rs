//! The way from a builder to bindings.

use crate::bindings::Bindings;
use crate::builder::Builder;
use crate::clang::{library, survey::Survey};
use crate::directives::Directives;
use crate::environment::Environment;
use crate::problem::Problem;
use crate::headers::Headers;
use crate::prototype::Prototype;
use crate::shims::Shims;
use crate::{declare, libraries, rewrite};
use std::fs;

pub(crate) fn bindings(mut builder: Builder) -> Result<Bindings, Problem> {
    let environment = Environment::of_cargo()?;
    let mut cargo = Directives::default();
    let macros = builder
        .macros
        .iter()
        .map(|written| {
            Prototype::parse(written).map_err(|fault| Problem::Prototype { written: written.clone(), fault })
        })
        .collect::<Result<_, _>>()?;
    let headers = Headers::new(builder.headers.clone(), macros, &environment.out, &builder.name);
    let found = libraries::find(&builder, &environment)?;
    library::open()?;
    let arguments = found.arguments(&builder);
    let survey = Survey::of(&headers, &arguments)?;
    let shims = Shims::new(&environment.package, &builder.name, &survey);
    let tokens = declare::with_bindgen(&mut builder, &headers, &shims, &arguments)?;
    let written = rewrite::rewrite(&builder, &survey, &shims, &tokens)?;
    let path = environment.out.join(format!("{}.rs", builder.name));
    fs::write(&path, &written.rust).map_err(|reason| Problem::Write { path: path.clone(), reason })?;
    for file in &survey.files {
        cargo.rerun_if_file(file);
    }
    let code = shims.code(&headers, &written.shimmed);
    libraries::build(&mut builder, &found, &headers, &code, &environment, &mut cargo)?;
    cargo.print();
    Ok(Bindings { path, rust: written.rust })
}

//! The C library itself: where its headers are, and what to link.

use crate::builder::{Builder, Library};
use crate::directives::Directives;
use crate::environment::Environment;
use crate::problem::Problem;
use crate::headers::Headers;
use std::fs;
use std::path::PathBuf;

pub(crate) struct Found {
    include: Vec<PathBuf>,
    define: Vec<(String, Option<String>)>,
    quoted: PathBuf,
}

pub(crate) fn find(builder: &Builder, environment: &Environment) -> Result<Found, Problem> {
    let mut found = Found { include: builder.include.clone(), define: builder.define.clone(), quoted: environment.package_folder.clone() };
    for library in &builder.libraries {
        if let Library::Package { name, at_least } = library {
            let mut config = pkg_config::Config::new();
            if let Some(version) = at_least { config.atleast_version(version); }
            let package = config.probe(name).map_err(|error| Problem::Package { name: name.clone(), reason: error.to_string() })?;
            found.include.extend(package.include_paths);
        }
    }
    Ok(found)
}

impl Found {
    pub(crate) fn arguments(&self, builder: &Builder) -> Vec<String> {
        let mut arguments = vec![format!("-iquote{}", self.quoted.display())];
        arguments.extend(self.include.iter().map(|folder| format!("-I{}", folder.display())));
        arguments.extend(self.define.iter().map(|(name, value)| match value { Some(value) => format!("-D{name}={value}"), None => format!("-D{name}") }));
        arguments.extend(builder.clang_args.iter().cloned());
        if builder.plain_comments { arguments.push("-fparse-all-comments".into()); }
        arguments
    }
}

pub(crate) fn build(builder: &mut Builder, found: &Found, headers: &Headers, code: &str, environment: &Environment, cargo: &mut Directives) -> Result<(), Problem> {
    let compile = |build: &mut cc::Build, name: String, what: &'static str| {
        build.includes(&found.include);
        for (name, value) in &found.define { build.define(name, value.as_deref()); }
        build.flag(format!("-iquote{}", found.quoted.display()));
        build.try_compile(&name).map_err(|error| Problem::Compiler { what, reason: error.to_string() })
    };
    if !code.is_empty() {
        let path = environment.out.join(format!("{}_shims.c", builder.name));
        fs::write(&path, format!("{}{code}", headers.includes())).map_err(|reason| Problem::Write { path: path.clone(), reason })?;
        compile(cc::Build::new().file(&path).warnings(false), format!("cgocall_{}_shims", builder.name), "shims")?;
    }
    for library in std::mem::take(&mut builder.libraries) {
        match library {
            Library::Compiled(sources) => {
                let mut build = cc::Build::new();
                sources(&mut build);
                compile(&mut build, format!("cgocall_{}", builder.name), "sources")?;
            }
            Library::Linked { name } => cargo.link(format!("rustc-link-lib={name}")),
            Library::Folder(folder) => cargo.link(format!("rustc-link-search={}", folder.display())),
            Library::Package { .. } => {}
        }
    }
    Ok(())
}

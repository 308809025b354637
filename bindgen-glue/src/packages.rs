//! pkg-config: where a C library's headers are, and what to link.

use crate::near_miss::nearest;
use crate::problem::{Package, Problem};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;

/// Where the headers of a package are, and with what macros they are read.
pub(crate) struct Found {
    pub(crate) include: Vec<PathBuf>,
    pub(crate) define: Vec<(String, Option<String>)>,
}

/// Asks about a package.
pub(crate) fn find(name: &str, at_least: Option<&str>) -> Result<Found, Problem> {
    let library = probe(name, at_least, false)?;
    Ok(Found { include: library.include_paths, define: library.defines.into_iter().collect() })
}

/// Tells cargo to link it.
pub(crate) fn link(name: &str, at_least: Option<&str>) -> Result<(), Problem> {
    probe(name, at_least, true).map(drop)
}

fn probe(name: &str, at_least: Option<&str>, link: bool) -> Result<pkg_config::Library, Problem> {
    let mut config = pkg_config::Config::new();
    config.cargo_metadata(link).env_metadata(true);
    if let Some(version) = at_least {
        config.atleast_version(version);
    }
    config.probe(name).map_err(|error| Problem::Package(explain(name, error)))
}

fn explain(name: &str, error: pkg_config::Error) -> Package {
    match error {
        pkg_config::Error::Command { cause, .. } if cause.kind() == ErrorKind::NotFound => Package::NoProgram,
        pkg_config::Error::ProbeFailure { output, .. } => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let known = known();
            let near = nearest(name, known.iter().map(String::as_str).filter(|known| *known != name));
            Package::Unknown { name: name.to_owned(), said, near: near.map(str::to_owned) }
        }
        other => Package::Other { name: name.to_owned(), said: other.to_string() },
    }
}

/// All packages that pkg-config knows.
fn known() -> Vec<String> {
    let program = std::env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let Ok(output) = Command::new(program).arg("--list-all").output() else { return Vec::new() };
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    list.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

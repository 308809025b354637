//! Which files to index.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use walkdir::{DirEntry, WalkDir};

use crate::error::Error;
use crate::options::Options;
use crate::report::{count, megabytes};

/// Folders of what is made, not written.
const BUILT: [&str; 3] = ["target", "node_modules", "__pycache__"];
/// A file that is larger is data, even if it is text.
const MAX_FILE_BYTES: u64 = 16_000_000;

/// The files to index, and those that were passed by.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    /// What the user will know it by.
    pub(crate) name: String,
    /// The paths, each with what its name in the index starts after.
    pub(crate) files: Vec<Source>,
    pub(crate) bytes: u64,
    /// Files left out to stay below the limits.
    pub(crate) left_out: usize,
    /// Entries that could not be looked at, with the reason.
    pub(crate) unreadable: Vec<String>,
}

/// A file to index.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// The path from the root that it was found in: what the index calls it.
    pub(crate) name: String,
}

/// Finds the files that the options ask for.
pub(crate) fn gather(options: &Options) -> Result<Corpus, Error> {
    // A walk over a large tree is many short waits for the disk, none of them a C call that could be declared.
    let corpus = cgocall::blocking(|| match &options.path {
        Some(path) => gather_from(path.display().to_string(), slice::from_ref(path), options),
        None => gather_project(options),
    })?;
    for reason in &corpus.unreadable {
        eprintln!("codesearch: {reason}");
    }
    Ok(corpus)
}

fn gather_project(options: &Options) -> Result<Corpus, Error> {
    let project = project();
    let mut roots = vec![project.clone()];
    let dependencies = dependencies(&project);
    let name = if dependencies.is_empty() {
        eprintln!(
            "codesearch: the sources of the dependencies are not to be found; indexing the project alone"
        );
        "this project".to_owned()
    } else {
        format!("this project and {} packages it depends on", dependencies.len())
    };
    roots.extend(dependencies);
    gather_from(name, &roots, options)
}

/// The project's own tree: where this program was built from, or else where it is run.
fn project() -> PathBuf {
    let built_from =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().filter(|dir| dir.join("Cargo.lock").exists());
    built_from.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The sources of what the lock file names, as far as cargo keeps them on this machine.
fn dependencies(project: &Path) -> Vec<PathBuf> {
    let lock = fs::read_to_string(project.join("Cargo.lock")).unwrap_or_default();
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries: Vec<_> = registries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    packages(&lock)
        .filter_map(|package| registries.iter().map(|dir| dir.join(&package)).find(|dir| dir.is_dir()))
        .collect()
}

/// The packages of a lock file as cargo names their folders, `name-version`.
fn packages(lock: &str) -> impl Iterator<Item = String> {
    lock.split("[[package]]").skip(1).filter_map(|package| {
        let value = |key: &str| {
            let line = package.lines().find(|line| line.starts_with(key))?;
            line.split('"').nth(1)
        };
        Some(format!("{}-{}", value("name = ")?, value("version = ")?))
    })
}

fn gather_from(name: String, roots: &[PathBuf], options: &Options) -> Result<Corpus, Error> {
    let mut corpus = Corpus { name, ..Corpus::default() };
    for root in roots {
        if let Err(cause) = fs::metadata(root) {
            return Err(Error::Path { path: root.clone(), cause });
        }
        // Names start with the root's own, so that the files of two packages are told apart.
        let above = root.parent().filter(|_| roots.len() > 1).unwrap_or(root);
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_source) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || entry.path_is_symlink() && entry.depth() > 0 => {}
                Ok(entry) => corpus.add(&entry, above, options),
                Err(error) => corpus.unreadable.push(format!("cannot look at {error}")),
            }
        }
    }
    if corpus.files.is_empty() && corpus.unreadable.is_empty() {
        return Err(Error::Nothing(roots[0].clone()));
    }
    Ok(corpus)
}

/// Whether to index a file or enter a folder. What the user named is entered whatever its name.
fn is_source(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = name.starts_with('.');
    let built = entry.file_type().is_dir() && BUILT.contains(&&*name);
    entry.depth() == 0 || !(hidden || built)
}

impl Corpus {
    fn add(&mut self, entry: &DirEntry, above: &Path, options: &Options) {
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        let too_large = bytes > MAX_FILE_BYTES || self.bytes + bytes > options.max_bytes;
        if too_large || self.files.len() == options.max_files {
            self.left_out += 1;
            return;
        }
        self.bytes += bytes;
        let path = entry.path().to_path_buf();
        let name = match path.strip_prefix(above) {
            Ok(inner) if !inner.as_os_str().is_empty() => inner.to_string_lossy().into_owned(),
            _ => path.to_string_lossy().into_owned(),
        };
        self.files.push(Source { path, name });
    }
}

impl fmt::Display for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found {} files, {}, in {}", count(self.files.len()), megabytes(self.bytes), self.name)?;
        if self.left_out > 0 {
            write!(f, "; left out {} to stay below the limits (see --help)", count(self.left_out))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_names_its_packages() {
        let lock = "version = 4\n\n[[package]]\nname = \"libc\"\nversion = \"0.2.1\"\nsource = \"x\"\n\n\
                    [[package]]\nname = \"syn\"\nversion = \"3.0.0\"\ndependencies = [\n \"libc\",\n]\n";
        assert_eq!(packages(lock).collect::<Vec<_>>(), ["libc-0.2.1", "syn-3.0.0"]);
        assert_eq!(packages("").count(), 0);
    }

    fn options(max_files: usize, max_bytes: u64) -> Options {
        Options { path: None, query: String::new(), goroutines: 1, max_files, max_bytes }
    }

    fn tree() -> tempfile::TempDir {
        let tree = tempfile::tempdir().unwrap();
        for (name, text) in [("a.c", "12345"), ("sub/b.c", "123"), (".git/c", "1"), ("target/d.c", "1")] {
            let path = tree.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        tree
    }

    fn names(corpus: &Corpus) -> Vec<&str> {
        corpus.files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn hidden_and_built_files_are_no_sources() {
        let tree = tree();
        let corpus = gather_from(String::new(), &[tree.path().to_path_buf()], &options(10, 100)).unwrap();
        assert_eq!((names(&corpus), corpus.bytes), (vec!["a.c", "sub/b.c"], 8));
    }

    #[test]
    fn limits_leave_out_what_does_not_fit() {
        let tree = tree();
        let root = [tree.path().to_path_buf()];
        let few = gather_from(String::new(), &root, &options(1, 100)).unwrap();
        assert_eq!((names(&few), few.left_out), (vec!["a.c"], 1));
        let small = gather_from(String::new(), &root, &options(10, 4)).unwrap();
        assert_eq!((names(&small), small.left_out), (vec!["sub/b.c"], 1));
    }

    #[test]
    fn a_single_file_keeps_its_name() {
        let tree = tree();
        let file = tree.path().join("a.c");
        let corpus = gather_from(String::new(), slice::from_ref(&file), &options(10, 100)).unwrap();
        assert_eq!(names(&corpus), [file.to_str().unwrap()]);
    }
}

//! A crate's source, with the modules that are in files of their own.

use super::cfg::Conditions;
use crate::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Expr, ExprLit, Item, ItemMod, Lit, Meta};

pub(super) struct Source {
    pub(super) items: Vec<Item>,
    /// All files that were read.
    pub(super) files: Vec<PathBuf>,
}

impl Source {
    /// Reads the crate whose root is this file. What is not compiled is left out.
    pub(super) fn read(root: &Path, conditions: &Conditions) -> Result<Source, Problem> {
        let mut source = Source { items: Vec::new(), files: Vec::new() };
        let folder = root.parent().unwrap_or(root);
        source.items = source.file(root, folder, conditions)?;
        Ok(source)
    }

    /// The items of a file, whose modules are in files below `folder`.
    fn file(&mut self, path: &Path, folder: &Path, conditions: &Conditions) -> Result<Vec<Item>, Problem> {
        let text =
            fs::read_to_string(path).map_err(|error| Problem::NotRead { path: path.to_owned(), error })?;
        self.files.push(path.to_owned());
        let file = syn::parse_file(&text).map_err(|error| {
            let start = error.span().start();
            let place = format!("{}:{}:{}", path.display(), start.line, start.column + 1);
            Problem::NoRust { place, fault: error.to_string() }
        })?;
        let mut items = file.items;
        conditions.settle(&mut items);
        self.module(items, path, folder, conditions)
    }

    fn module(
        &mut self,
        mut items: Vec<Item>,
        path: &Path,
        folder: &Path,
        conditions: &Conditions,
    ) -> Result<Vec<Item>, Problem> {
        items.retain(|item| conditions.hold(attributes(item)));
        for item in &mut items {
            let Item::Mod(module) = item else { continue };
            let inside = folder.join(module.ident.to_string().trim_start_matches("r#"));
            let content = match module.content.take() {
                Some((_, items)) => self.module(items, path, &inside, conditions)?,
                None => {
                    let file = file_of(module, path, folder);
                    // A file `mod.rs`, or one that is named by its path, has its modules beside it.
                    let beside = file.ends_with("mod.rs") || named(&module.attrs).is_some();
                    let folder = if beside { file.parent().unwrap_or(&file).to_owned() } else { inside };
                    self.file(&file, &folder, conditions)?
                }
            };
            module.content = Some((syn::token::Brace::default(), content));
        }
        Ok(items)
    }
}

/// Where a module is that is declared in `path`.
fn file_of(module: &ItemMod, path: &Path, folder: &Path) -> PathBuf {
    if let Some(named) = named(&module.attrs) {
        return path.parent().unwrap_or(path).join(named);
    }
    let name = module.ident.to_string();
    let name = name.trim_start_matches("r#");
    let flat = folder.join(format!("{name}.rs"));
    if flat.exists() {
        flat
    } else {
        Some(folder.join(name).join("mod.rs")).filter(|it| it.exists()).unwrap_or(flat)
    }
}

/// The path in `#[path = ".."]`.
fn named(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}

/// The attributes of those items that can matter to C.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        _ => &[],
    }
}

//! What the names of types stand for.

use std::collections::HashMap;
use syn::{File, Item, Type, TypePath};

pub(super) struct Aliases(HashMap<String, Type>);

impl Aliases {
    pub(super) fn of(file: &File) -> Aliases {
        let aliases = file.items.iter().filter_map(|item| match item {
            Item::Type(alias) => Some((alias.ident.to_string(), (*alias.ty).clone())),
            _ => None,
        });
        Aliases(aliases.collect())
    }

    /// The type behind all names that are its own.
    pub(super) fn resolve<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let Type::Path(TypePath { path, .. }) = ty else { return ty };
        match path.get_ident().and_then(|name| self.0.get(&name.to_string())) {
            Some(meant) => self.resolve(meant),
            None => ty,
        }
    }
}

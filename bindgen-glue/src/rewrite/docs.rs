//! What the documentation of each declaration says: the comment in C, where it stands, and what became of it.

use crate::clang::survey::{Place, Survey};
use crate::comments;
use crate::shims::Shims;
use std::collections::HashSet;
use syn::{Attribute, Expr, ExprLit, Fields, File, ForeignItem, ForeignItemFn, Item, Lit, Meta, parse_quote};

pub(super) struct Docs<'build> {
    survey: &'build Survey,
    functions: HashSet<String>,
    /// Types, constants and variables.
    others: HashSet<String>,
}

impl comments::Links for Docs<'_> {
    fn link(&self, name: &str) -> Option<String> {
        match (self.functions.contains(name), self.others.contains(name)) {
            (true, _) => Some(format!("[`{name}()`]")),
            (false, true) => Some(format!("[`{name}`]")),
            (false, false) => None,
        }
    }
}

impl<'build> Docs<'build> {
    /// What a comment may refer to is what `file` has.
    pub(super) fn of(file: &File, survey: &'build Survey, shims: &Shims) -> Docs<'build> {
        let mut docs = Docs { survey, functions: HashSet::new(), others: HashSet::new() };
        for item in &file.items {
            match item {
                Item::Const(it) => docs.others.insert(it.ident.to_string()),
                Item::Struct(it) => docs.others.insert(it.ident.to_string()),
                Item::Union(it) => docs.others.insert(it.ident.to_string()),
                Item::Enum(it) => docs.others.insert(it.ident.to_string()),
                Item::Type(it) => docs.others.insert(it.ident.to_string()),
                Item::ForeignMod(block) => {
                    block.items.iter().for_each(|item| docs.know(item, shims));
                    false
                }
                _ => false,
            };
        }
        docs
    }

    fn know(&mut self, item: &ForeignItem, shims: &Shims) {
        match item {
            ForeignItem::Fn(function) => {
                let name = function.sig.ident.to_string();
                self.functions.insert(shims.origin(&name).map_or(name.clone(), str::to_owned))
            }
            ForeignItem::Static(variable) => self.others.insert(variable.ident.to_string()),
            _ => false,
        };
    }

    pub(super) fn of_item(&self, item: &mut Item) {
        match item {
            Item::Const(it) => self.convert(&mut it.attrs, None, &[]),
            Item::Type(it) => self.of_type(&mut it.attrs, &it.ident.to_string()),
            Item::Struct(it) => {
                self.of_type(&mut it.attrs, &it.ident.to_string());
                self.of_fields(&mut it.fields);
            }
            Item::Union(it) => {
                self.of_type(&mut it.attrs, &it.ident.to_string());
                it.fields.named.iter_mut().for_each(|field| self.convert(&mut field.attrs, None, &[]));
            }
            Item::Enum(it) => {
                self.of_type(&mut it.attrs, &it.ident.to_string());
                it.variants.iter_mut().for_each(|variant| self.convert(&mut variant.attrs, None, &[]));
            }
            // Constants of enumerations, where bindgen was told to write them so.
            Item::Impl(it) => it.items.iter_mut().for_each(|item| {
                if let syn::ImplItem::Const(constant) = item {
                    self.convert(&mut constant.attrs, None, &[]);
                }
            }),
            Item::Mod(it) => it.content.iter_mut().for_each(|(_, items)| {
                items.iter_mut().for_each(|item| self.of_item(item));
            }),
            _ => {}
        }
    }

    fn of_fields(&self, fields: &mut Fields) {
        fields.iter_mut().for_each(|field| self.convert(&mut field.attrs, None, &[]));
    }

    fn of_type(&self, attributes: &mut Vec<Attribute>, name: &str) {
        let place = self.survey.types.get(name).map(|declared| &declared.place);
        self.convert(attributes, place, &[]);
    }

    pub(super) fn of_foreign_item(&self, item: &mut ForeignItem) {
        if let ForeignItem::Static(variable) = item {
            let place = self.survey.variables.get(&variable.ident.to_string());
            self.convert(&mut variable.attrs, place, &[]);
        }
    }

    /// `notes` come last, each a paragraph.
    pub(super) fn of_function(&self, function: &mut ForeignItemFn, name: &str, notes: &[String]) {
        let declared = self.survey.functions.get(name).map(|function| &function.place);
        let place = declared.or_else(|| self.survey.macros.get(name).map(|defined| &defined.place));
        self.convert(&mut function.attrs, place, notes);
    }

    /// Puts Markdown in the place of the comment.
    fn convert(&self, attributes: &mut Vec<Attribute>, place: Option<&Place>, notes: &[String]) {
        let comment: Vec<String> = attributes.iter().filter_map(doc).collect();
        attributes.retain(|attribute| doc(attribute).is_none());
        let mut paragraphs = vec![comments::markdown(&comment.join("\n"), self)];
        // Each compiler has its own lines in its own headers.
        let place = place.filter(|place| !self.survey.is_of_the_compiler(place));
        paragraphs.extend(place.map(|place| vec![format!("Declared in `{}`.", self.survey.display(place))]));
        paragraphs.extend(notes.iter().map(|note| vec![note.clone()]));
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let lines = paragraphs.join(&String::new());
        let written = lines.into_iter().map(|line| {
            let line = if line.is_empty() { line } else { format!(" {line}") };
            parse_quote!(#[doc = #line])
        });
        attributes.splice(0..0, written);
    }
}

/// The text of a documentation attribute.
fn doc(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

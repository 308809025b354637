//! What of a crate's source matters to a C header, in a form that cbindgen understands.
//!
//! cbindgen does not know every way to write Rust: it overlooks `#[unsafe(export_name = "..")]`, and what it cannot
//! parse stops it. So it gets an outline: types, public constants, and the functions that C finds by name, without their
//! bodies and by their plain attributes.

use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Expr, ExprLit, File, ImplItem, Item, Lit, Meta, MetaNameValue, Signature, Visibility,
    parse_quote,
};

pub(super) struct Outline {
    pub(super) text: String,
    /// The names by which C finds the functions.
    pub(super) symbols: Vec<String>,
}

impl Outline {
    pub(super) fn of(items: &[Item]) -> Outline {
        let mut symbols = Vec::new();
        let items = items.iter().filter_map(|item| outlined(item, &mut symbols)).collect();
        let mut file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items };
        Comments.visit_file_mut(&mut file);
        Outline { text: prettyplease::unparse(&file), symbols }
    }
}

fn outlined(item: &Item, symbols: &mut Vec<String>) -> Option<Item> {
    let mut item = item.clone();
    match &mut item {
        Item::Fn(function) => {
            let symbol = symbol(&function.attrs, &function.sig)?;
            function.attrs = attributes(&function.attrs, &symbol);
            function.vis = parse_quote!(pub);
            function.block = parse_quote!({});
            symbols.push(symbol);
        }
        Item::Impl(block) if block.trait_.is_none() => {
            block.items.retain_mut(|item| method(item, symbols));
            block.attrs.clear();
            if block.items.is_empty() {
                return None;
            }
        }
        Item::Mod(module) => {
            module.attrs.clear();
            let (_, items) = module.content.as_mut()?;
            *items = items.iter().filter_map(|item| outlined(item, symbols)).collect();
        }
        Item::Const(constant) => {
            matches!(constant.vis, Visibility::Public(_)).then_some(())?;
            constant.attrs = documentation(&constant.attrs);
        }
        Item::Struct(it) => it.attrs = of_type(&it.attrs),
        Item::Union(it) => it.attrs = of_type(&it.attrs),
        Item::Enum(it) => it.attrs = of_type(&it.attrs),
        Item::Type(it) => it.attrs = of_type(&it.attrs),
        _ => return None,
    }
    Some(item)
}

fn method(item: &mut ImplItem, symbols: &mut Vec<String>) -> bool {
    let ImplItem::Fn(function) = item else { return false };
    let Some(symbol) = symbol(&function.attrs, &function.sig) else { return false };
    function.attrs = attributes(&function.attrs, &symbol);
    function.vis = parse_quote!(pub);
    function.block = parse_quote!({});
    symbols.push(symbol);
    true
}

/// The name by which C finds a function, if it does.
fn symbol(attributes: &[Attribute], signature: &Signature) -> Option<String> {
    // A function of Rust's own ABI may have a name, and is still none of C's.
    signature.abi.as_ref()?;
    let name = &signature.ident.to_string();
    attributes.iter().find_map(|attribute| match &attribute.meta {
        // What is promised is inside: `#[unsafe(no_mangle)]`.
        Meta::List(list) if list.path.is_ident("unsafe") => {
            list.parse_args::<Meta>().ok().and_then(|promised| symbol_of(&promised, name))
        }
        plain => symbol_of(plain, name),
    })
}

fn symbol_of(meta: &Meta, name: &str) -> Option<String> {
    match meta {
        Meta::Path(path) if path.is_ident("no_mangle") => Some(name.trim_start_matches("r#").to_owned()),
        Meta::NameValue(pair) if pair.path.is_ident("export_name") => text(pair),
        _ => None,
    }
}

fn text(pair: &MetaNameValue) -> Option<String> {
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// What cbindgen reads on a function.
fn attributes(given: &[Attribute], symbol: &str) -> Vec<Attribute> {
    let kept =
        given.iter().filter(|it| ["must_use", "deprecated"].iter().any(|name| it.path().is_ident(name)));
    let mut attributes = documentation(given);
    attributes.extend(kept.cloned());
    attributes.push(parse_quote!(#[export_name = #symbol]));
    attributes
}

/// What cbindgen reads on a type.
fn of_type(given: &[Attribute]) -> Vec<Attribute> {
    let repr = given.iter().filter(|it| it.path().is_ident("repr") || it.path().is_ident("deprecated"));
    documentation(given).into_iter().chain(repr.cloned()).collect()
}

fn documentation(given: &[Attribute]) -> Vec<Attribute> {
    given.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect()
}

/// Sees to it that no documentation ends the comment in which it will stand, or begins another.
struct Comments;

impl VisitMut for Comments {
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::NameValue(pair) = &mut attribute.meta
            && pair.path.is_ident("doc")
            && let Some(line) = text(pair)
        {
            let line = line.replace("*/", "* /").replace("/*", "/ *");
            pair.value = parse_quote!(#line);
        }
    }
}

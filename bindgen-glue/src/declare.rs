//! Plain declarations, by bindgen.

use crate::builder::{Builder, Chosen};
use crate::clang::survey::{Function, Survey};
use crate::headers::Headers;
use crate::problem::Problem;
use crate::shims::Shims;
use bindgen::callbacks::{ItemInfo, ItemKind, ParseCallbacks};
use bindgen::{Formatter, MacroTypeVariation, RustEdition, RustTarget};
use std::rc::Rc;

/// Rust as old as cgocall builds with.
const RUST: u64 = 88;

/// bindgen's output, for what the builder chooses.
pub(crate) fn with_bindgen(
    builder: &mut Builder,
    headers: &Headers,
    survey: &Survey,
    shims: &Rc<Shims>,
    arguments: &[String],
) -> Result<String, Problem> {
    let rust = RustTarget::stable(RUST, 0).map_err(|error| Problem::Bindgen(error.to_string()))?;
    let mut bindgen = bindgen::builder()
        .header_contents(&headers.path, &(headers.includes() + &shims.declarations()))
        .clang_args(arguments)
        // Warnings about other people's headers.
        .clang_arg("-w")
        .detect_include_paths(false)
        .formatter(Formatter::None)
        .disable_header_comment()
        .rust_target(rust)
        .rust_edition(RustEdition::Edition2024)
        .ctypes_prefix("::std::ffi")
        .enable_function_attribute_detection()
        .generate_cstr(true)
        // As in C: a constant that fits an `int` is one, and enumerators have their own names.
        .default_macro_constant_type(MacroTypeVariation::Signed)
        .prepend_enum_name(false)
        .wrap_static_fns(true)
        .parse_callbacks(Box::new(Symbols(Rc::clone(shims))));
    bindgen = select(bindgen, builder, survey, shims);
    for configure in builder.configure.drain(..) {
        bindgen = configure(bindgen);
    }
    bindgen
        .generate()
        .map(|bindings| bindings.to_string())
        .map_err(|error| Problem::Bindgen(error.to_string()))
}

fn select(
    mut bindgen: bindgen::Builder,
    builder: &Builder,
    survey: &Survey,
    shims: &Shims,
) -> bindgen::Builder {
    for selection in &builder.selections {
        let text = &selection.pattern.text;
        bindgen = match selection.chosen {
            Chosen::Allowed => bindgen.allowlist_item(text),
            Chosen::AllowedFunction => bindgen.allowlist_function(text),
            Chosen::AllowedType => bindgen.allowlist_type(text),
            Chosen::AllowedVariable => bindgen.allowlist_var(text),
            Chosen::AllowedFile => bindgen.allowlist_file(text),
            Chosen::Blocked => bindgen.blocklist_item(text),
            Chosen::Opaque => bindgen.opaque_type(text),
        };
    }
    for (name, symbol) in shims.declared() {
        let chosen = |function: &Function| builder.chooses_function(name, &function.place.file);
        if builder.blocks(name) {
            bindgen = bindgen.blocklist_function(symbol);
        } else if survey.functions.get(name).is_none_or(chosen) && builder.is_selective() {
            // A macro was asked for by name.
            bindgen = bindgen.allowlist_function(symbol);
        }
    }
    for (name, _) in survey.functions.iter().filter(|(_, function)| function.unpassable.is_some()) {
        bindgen = bindgen.blocklist_function(name);
    }
    bindgen
}

/// Tells bindgen the symbols of `static` functions, which have none of their own.
#[derive(Debug)]
struct Symbols(Rc<Shims>);

impl ParseCallbacks for Symbols {
    fn generated_link_name_override(&self, item: ItemInfo<'_>) -> Option<String> {
        if matches!(item.kind, ItemKind::Function) { self.0.made_for(item.name) } else { None }
    }
}

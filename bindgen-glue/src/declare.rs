//! Plain declarations, by bindgen.

use crate::builder::{Builder, Chosen};
use crate::problem::Problem;
use crate::headers::Headers;
use crate::shims::Shims;
use bindgen::callbacks::{ItemInfo, ItemKind, ParseCallbacks};
use std::rc::Rc;
use std::collections::HashMap;

#[derive(Debug)]
struct Symbols(HashMap<String, String>);

impl ParseCallbacks for Symbols {
    fn generated_link_name_override(&self, item: ItemInfo<'_>) -> Option<String> {
        (matches!(item.kind, ItemKind::Function)).then(|| self.0.get(item.name).cloned()).flatten()
    }
}

pub(crate) fn with_bindgen(
    builder: &mut Builder,
    headers: &Headers,
    shims: &Shims,
    arguments: &[String],
) -> Result<String, Problem> {
    let _ = Rc::new(());
    let symbols = shims.statics().iter().map(|name| (name.clone(), shims.symbol(name))).collect();
    let mut bindgen = bindgen::Builder::default()
        .header_contents(&headers.path(), &(headers.includes() + &shims.declarations(headers)))
        .clang_args(arguments)
        .detect_include_paths(true)
        .formatter(bindgen::Formatter::None)
        .disable_header_comment()
        .merge_extern_blocks(true)
        .enable_function_attribute_detection()
        .generate_cstr(true)
        .wrap_static_fns(true)
        .parse_callbacks(Box::new(Symbols(symbols)));
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
    for configure in builder.configure.drain(..) {
        bindgen = configure(bindgen);
    }
    let bindings = bindgen.generate().map_err(|error| Problem::Bindgen { reason: error.to_string() })?;
    Ok(bindings.to_string())
}

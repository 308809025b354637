//! Every identifier that an expansion introduces is minted here.
//!
//! Items are minted at the call site: they must be found by name, and a lint that fires on one of them is silent
//! in the user's crate. Local variables are minted with mixed-site hygiene, so no parameter can collide with them.

use crate::options::Policy;
use proc_macro2::{Ident, Span, TokenStream};
use std::hash::{DefaultHasher, Hash, Hasher};
use syn::ext::IdentExt;

/// The C symbol, declared inside a wrapper.
pub(crate) fn raw() -> Ident {
    item("__cgo_raw")
}

/// The naked function that jumps to the runtime with the site in hand.
pub(crate) fn thunk() -> Ident {
    item("__cgo_thunk")
}

/// The static that describes one import to the runtime.
pub(crate) fn site() -> Ident {
    item("__CGO_SITE")
}

/// The statics that describe one variadic import to the runtime.
pub(crate) fn sites() -> Ident {
    item("__CGO_SITES")
}

/// The parameter of a variadic import that takes the tuple. It shows in its documentation.
pub(crate) fn arguments() -> Ident {
    Ident::new("arguments", Span::mixed_site())
}

/// The thunk as the variadic function that it is.
pub(crate) fn callee() -> Ident {
    Ident::new("__cgo_callee", Span::mixed_site())
}

/// The static that says on which thread calls are made.
pub(crate) fn thread() -> Ident {
    item("__CGO_THREAD")
}

/// The static that holds the places of one import's own limit.
pub(crate) fn limit() -> Ident {
    item("__CGO_LIMIT")
}

/// The same of a block's. It stands beside the functions of the block, and those of other blocks: no two blocks in one
/// place say the same.
pub(crate) fn block_limit(block: &TokenStream) -> Ident {
    let mut hasher = DefaultHasher::new();
    block.to_string().hash(&mut hasher);
    item(&format!("__CGO_LIMIT_{:016X}", hasher.finish()))
}

/// The static that describes one export to the runtime.
pub(crate) fn export() -> Ident {
    item("__CGO_EXPORT")
}

/// The function that the runtime calls on the goroutine's stack, with C's signature.
///
/// `function` is the user's: what is wrong about its code as a whole is reported on its name.
pub(crate) fn entry(function: &Ident) -> Ident {
    Ident::new("__cgo_entry", function.span().resolved_at(Span::call_site()))
}

/// The user's code, where something stands between it and the entry.
pub(crate) fn body(function: &Ident) -> Ident {
    Ident::new("__cgo_body", function.span().resolved_at(Span::call_site()))
}

/// The variant of the runtime's `Policy` that means this one, which an editor shows at `span`.
///
/// The runtime never sees an `inline` call: its site is a name.
pub(crate) fn policy(policy: Policy, span: Span) -> Ident {
    match policy {
        Policy::Inline => item("Default"),
        other => Ident::new(&format!("{other:?}"), span.resolved_at(Span::call_site())),
    }
}

/// The constant that holds the C function pointer of an import, which `c_fn!` reads.
///
/// `span` says where a use is reported; the name always resolves at the call site.
pub(crate) fn pointer(function: &Ident, span: Span) -> Ident {
    Ident::new(&format!("__cgo_fn_{}", function.unraw()), span.resolved_at(Span::call_site()))
}

/// Whether an item inside a wrapper or an export has this name: it would stand before a parameter.
pub(crate) fn is_item(name: &Ident) -> bool {
    [raw(), thunk(), site(), limit(), thread(), export(), entry(name), body(name)].contains(name)
}

/// The name of a parameter that was declared as `_`, or by the name of an item.
pub(crate) fn argument(index: usize) -> Ident {
    Ident::new(&format!("__cgo_arg{index}"), Span::mixed_site())
}

/// The caller's place in C, where there is a limit.
pub(crate) fn place() -> Ident {
    Ident::new("__cgo_place", Span::mixed_site())
}

/// What lives while a call may be unwound.
pub(crate) fn guard() -> Ident {
    Ident::new("__cgo_guard", Span::mixed_site())
}

/// What a panic carries.
pub(crate) fn payload() -> Ident {
    Ident::new("__cgo_payload", Span::mixed_site())
}

/// The export as a function pointer, where it is compared with the type that it implements.
///
/// `span` says where the comparison is reported.
pub(crate) fn found(span: Span) -> Ident {
    Ident::new("__cgo_found", Span::mixed_site().located_at(span))
}

/// The type that an export implements.
pub(crate) fn expected() -> Ident {
    Ident::new("__cgo_expected", Span::mixed_site())
}

/// What the call returned.
pub(crate) fn value() -> Ident {
    Ident::new("__cgo_value", Span::mixed_site())
}

/// The value that means failure, of `errno(fail = ..)`.
pub(crate) fn fail() -> Ident {
    Ident::new("__cgo_fail", Span::mixed_site())
}

/// What reports call an import or export: its name in Rust, and the symbol too where that is another.
pub(crate) fn report(function: &Ident, symbol: &str) -> String {
    let name = function.unraw().to_string();
    if name == symbol { name } else { format!("{name} ({symbol})") }
}

fn item(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

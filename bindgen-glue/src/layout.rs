//! Guards in C of what the Rust declarations say about types and functions.
//!
//! bindgen's own assertions check Rust against numbers that were read from the headers once. Where bindings are kept, the
//! headers may have become others since: these have the C compiler check the same numbers.

use crate::clang::survey::Survey;
use std::collections::BTreeSet;
use syn::{BinOp, Expr, ExprLit, File, Ident, Item, Lit, Stmt};

/// What the guards are written with.
pub(crate) const MACRO: &str = "#define HOLDS(fact) _Static_assert(fact, \"no longer true: \" #fact)\n";

/// The guards, a line each.
pub(crate) fn guards(file: &File, functions: &[String], survey: &Survey) -> String {
    let assertions = file.items.iter().filter_map(|item| match item {
        Item::Const(constant) if constant.ident == "_" => match &*constant.expr {
            Expr::Block(block) => Some(&block.block.stmts),
            _ => None,
        },
        _ => None,
    });
    let of_types = assertions.flatten().filter_map(|statement| of_type(statement, survey));
    let of_functions = functions.iter().filter_map(|name| of_function(name, survey));
    of_types.chain(of_functions).collect::<BTreeSet<_>>().into_iter().collect()
}

/// `["Size of stat"][size_of::<stat>() - 144usize];`
fn of_type(statement: &Stmt, survey: &Survey) -> Option<String> {
    let Stmt::Expr(Expr::Index(index), _) = statement else { return None };
    let (Expr::Array(labels), Expr::Binary(difference)) = (&*index.expr, &*index.index) else { return None };
    let (Some(Expr::Lit(ExprLit { lit: Lit::Str(label), .. })), BinOp::Sub(_), Expr::Lit(number)) =
        (labels.elems.first(), &difference.op, &*difference.right)
    else {
        return None;
    };
    let Lit::Int(number) = &number.lit else { return None };
    let (label, number) = (label.value(), number.base10_digits());
    let in_c = |name: &str| survey.types.get(name).map(|ty| ty.in_c.as_str());
    let fact = if let Some(name) = label.strip_prefix("Size of ") {
        format!("sizeof({})", in_c(name)?)
    } else if let Some(name) = label.strip_prefix("Alignment of ") {
        format!("_Alignof({})", in_c(name)?)
    } else {
        let (name, field) = label.strip_prefix("Offset of field: ")?.split_once("::")?;
        format!("__builtin_offsetof({}, {})", in_c(name)?, field_in_c(field)?)
    };
    Some(format!("HOLDS({fact} == {number});\n"))
}

/// Nothing for members that have no name in C.
fn field_in_c(field: &str) -> Option<&str> {
    if field.starts_with("__bindgen_") {
        return None;
    }
    // bindgen adds an underscore to the keywords of Rust.
    let bare = field.strip_suffix('_').filter(|bare| syn::parse_str::<Ident>(bare).is_err());
    Some(bare.unwrap_or(field))
}

fn of_function(name: &str, survey: &Survey) -> Option<String> {
    let function = survey.functions.get(name)?;
    let ty = &function.ty;
    // Types without a name, and clang's own additions, are no C that other compilers read.
    let plain = !["unnamed", "anonymous", "__attribute__", "_Null", "_Nonnull"].iter().any(|odd| ty.contains(odd));
    // And a `va_list` is in each compiler a type of its own.
    (plain && !function.takes_va_list).then(|| format!("HOLDS(__builtin_types_compatible_p(__typeof__({name}), {ty}));\n"))
}

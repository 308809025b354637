//! Guards in C of what the Rust declarations say about types and functions.
//!
//! bindgen's own assertions check Rust against numbers that were read from the headers once. Where bindings are kept, the
//! headers may have become others since: these have the C compiler check the same numbers.

use crate::clang::survey::Survey;
use std::collections::BTreeSet;
use syn::{BinOp, Expr, ExprLit, File, Item, Lit, Stmt};

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
    // Each compiler has its own types in its own headers.
    let known = |name: &str| survey.types.get(name).filter(|ty| !survey.is_of_the_compiler(&ty.place));
    let fact = if let Some(name) = label.strip_prefix("Size of ") {
        format!("sizeof({})", known(name)?.in_c)
    } else if let Some(name) = label.strip_prefix("Alignment of ") {
        // A `typedef` may have an alignment of its own, which is not that of the structure.
        format!("_Alignof({})", known(name).filter(|ty| !ty.is_untagged())?.in_c)
    } else {
        let (name, field) = label.strip_prefix("Offset of field: ")?.split_once("::")?;
        format!("__builtin_offsetof({}, {})", known(name)?.in_c, in_c(field, survey)?)
    };
    Some(format!("HOLDS({fact} == {number});\n"))
}

/// The name of a member in C: bindgen adds an underscore to what is a keyword or a type in Rust. Nothing for one without a
/// name.
fn in_c<'field>(field: &'field str, survey: &Survey) -> Option<&'field str> {
    [Some(field), field.strip_suffix('_')].into_iter().flatten().find(|name| survey.members.contains(*name))
}

fn of_function(name: &str, survey: &Survey) -> Option<String> {
    let function = survey.functions.get(name)?;
    let ty = &function.ty;
    // Types without a name, and clang's own additions, are no C that other compilers read.
    let plain =
        !["unnamed", "anonymous", "__attribute__", "_Null", "_Nonnull"].iter().any(|odd| ty.contains(odd));
    // A `va_list` is in each compiler a type of its own, and so are the functions with reserved names.
    (plain && !function.takes_va_list && !name.starts_with('_'))
        .then(|| format!("HOLDS(__builtin_types_compatible_p(__typeof__({name}), {ty}));\n"))
}

//! Guards in C of what the Rust declarations say about types and functions.
//!
//! bindgen's own assertions check Rust against numbers that were read from the headers once. Where bindings are kept, the
//! headers may have become others since: these have the C compiler check the same numbers.

use crate::clang::survey::{Member, Survey};
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
    let of_types = assertions.flatten().filter_map(|statement| of_type(statement, survey)).flatten();
    let of_functions = functions.iter().filter_map(|name| of_function(name, survey));
    let facts: BTreeSet<String> = of_types.chain(of_functions).collect();
    facts.into_iter().map(|fact| format!("HOLDS({fact});\n")).collect()
}

/// `["Size of stat"][size_of::<stat>() - 144usize];`
fn of_type(statement: &Stmt, survey: &Survey) -> Option<Vec<String>> {
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
    if let Some(name) = label.strip_prefix("Size of ") {
        return Some(vec![format!("sizeof({}) == {number}", known(name)?.in_c)]);
    }
    if let Some(name) = label.strip_prefix("Alignment of ") {
        // A `typedef` may have an alignment of its own, which is not that of the structure.
        let ty = known(name).filter(|ty| !ty.is_untagged())?;
        return Some(vec![format!("_Alignof({}) == {number}", ty.in_c)]);
    }
    let (name, field) = label.strip_prefix("Offset of field: ")?.split_once("::")?;
    let ty = &known(name)?.in_c;
    let Member { name, ty: member } = member(ty, field, survey)?;
    let place = format!("__builtin_offsetof({ty}, {name}) == {number}");
    let same = is_plain(member).then(|| same_type(&format!("(({ty} *)0)->{name}"), member));
    Some(std::iter::once(place).chain(same).collect())
}

/// The member that bindgen calls `field`: it adds an underscore to what is a keyword or a type in Rust. Nothing for one
/// without a name.
fn member<'survey>(ty: &str, field: &str, survey: &'survey Survey) -> Option<&'survey Member> {
    let members = survey.members.get(ty)?;
    let named = |name: &str| members.iter().find(|member| member.name == name);
    named(field).or_else(|| named(field.strip_suffix('_')?))
}

fn of_function(name: &str, survey: &Survey) -> Option<String> {
    let function = survey.functions.get(name)?;
    // Each compiler has its own functions with reserved names.
    (is_plain(&function.ty) && !name.starts_with('_')).then(|| same_type(name, &function.ty))
}

fn same_type(value: &str, ty: &str) -> String {
    format!("__builtin_types_compatible_p(__typeof__({value}), {ty})")
}

/// Whether other compilers read it. A type without a name, or with clang's own additions, is no C, and a `va_list` is in each
/// compiler a type of its own.
fn is_plain(ty: &str) -> bool {
    const ODD: [&str; 6] = ["unnamed", "anonymous", "va_list", "__attribute__", "_Null", "_Nonnull"];
    !ODD.iter().any(|odd| ty.contains(odd))
}

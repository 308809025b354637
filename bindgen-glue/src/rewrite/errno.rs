//! What a function returns that says how it failed.

use super::aliases::Aliases;
use crate::policy::Errno;
use quote::{ToTokens, quote};
use syn::{Path, ReturnType, Type, TypePath, parse_quote};

/// The result in Rust of a function that returns `output` in C, or why there can be none.
pub(super) fn result(
    output: &ReturnType,
    errno: &Errno,
    aliases: &Aliases,
    facade: &Path,
) -> Result<ReturnType, &'static str> {
    let returned = match output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) if matches!(**ty, Type::Never(_)) => return Err("it never returns"),
        ReturnType::Type(_, ty) => Some(ty),
    };
    match errno {
        Errno::Always => {
            let value = returned.map_or_else(|| quote!(()), ToTokens::to_token_stream);
            Ok(parse_quote!(-> (#value, #facade::Errno)))
        }
        Errno::OnFailure | Errno::OnValue(_) => {
            let returned = returned.ok_or("it returns nothing that could say whether it failed")?;
            let value = matches!(errno, Errno::OnValue(_));
            if !value && !has_failure(aliases.resolve(returned)) {
                return Err("what it returns has no value that always means failure; `errno_fail` names one");
            }
            Ok(parse_quote!(-> ::std::io::Result<#returned>))
        }
    }
}

/// Whether -1 or null is the failure of this type.
fn has_failure(ty: &Type) -> bool {
    const SIGNED: [&str; 11] =
        ["c_int", "c_long", "c_longlong", "c_short", "c_schar", "i8", "i16", "i32", "i64", "i128", "isize"];
    match ty {
        Type::Ptr(_) => true,
        Type::Path(TypePath { path, .. }) => {
            path.segments.last().is_some_and(|last| SIGNED.iter().any(|signed| last.ident == signed))
        }
        _ => false,
    }
}

//! Small questions about types.

use proc_macro2::Span;
use std::collections::HashSet;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{GenericArgument, Ident, Lifetime, PathArguments, Type, TypeImplTrait};

/// The type itself: a `$t:ty` of a `macro_rules!` arrives wrapped in an invisible group.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

/// Whether this is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ungroup(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

pub(crate) fn is_raw_pointer(ty: &Type) -> bool {
    matches!(ungroup(ty), Type::Ptr(_))
}

/// The `T` of `io::Result<T>`, by whatever path and with whatever error type it is written.
pub(crate) fn ok_type(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ungroup(ty) else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let is_result = last.ident.to_string().ends_with("Result");
    arguments.args.iter().filter(|_| is_result).find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The two halves of `(T, Errno)`.
pub(crate) fn pair(ty: &Type) -> Option<(&Type, &Type)> {
    let Type::Tuple(tuple) = ungroup(ty) else { return None };
    let mut elements = tuple.elems.iter();
    match (elements.next(), elements.next(), elements.next()) {
        (Some(value), Some(errno), None) => Some((value, errno)),
        _ => None,
    }
}

/// What has no size in a value of this type: the type itself if it is `dyn Trait`, with or without the word, or what it
/// holds beside an error or errno.
pub(crate) fn trait_object(ty: &Type) -> Option<&Type> {
    let held = ok_type(ty).or_else(|| pair(ty).map(|(value, _)| value));
    [Some(ty), held].into_iter().flatten().find(|ty| matches!(ungroup(ty), Type::TraitObject(_)))
}

/// Where a mistake about the whole type is reported: at its name, which comes last in a path.
pub(crate) fn span(ty: &Type) -> Span {
    match ungroup(ty) {
        Type::Path(path) => path.path.segments.last().map_or(ty.span(), |last| last.ident.span()),
        other => other.span(),
    }
}

/// The first `impl Trait` in a type.
pub(crate) fn impl_trait(ty: &Type) -> Option<TypeImplTrait> {
    struct Find(Option<TypeImplTrait>);
    impl Visit<'_> for Find {
        fn visit_type_impl_trait(&mut self, found: &TypeImplTrait) {
            self.0.get_or_insert_with(|| found.clone());
        }
    }
    let mut find = Find(None);
    find.visit_type(ty);
    find.0
}

/// The lifetimes that a type names.
pub(crate) fn lifetimes(ty: &Type) -> HashSet<Ident> {
    struct Collect(HashSet<Ident>);
    impl Visit<'_> for Collect {
        fn visit_lifetime(&mut self, lifetime: &Lifetime) {
            self.0.insert(lifetime.ident.clone());
            visit::visit_lifetime(self, lifetime);
        }
    }
    let mut collect = Collect(HashSet::new());
    collect.visit_type(ty);
    collect.0
}

/// The type with these lifetimes replaced by `'static`, for a place where they are not in scope.
pub(crate) fn with_static(ty: &Type, lifetimes: &HashSet<Ident>) -> Type {
    struct Replace<'a>(&'a HashSet<Ident>);
    impl VisitMut for Replace<'_> {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            if self.0.contains(&lifetime.ident) {
                *lifetime = Lifetime::new("'static", lifetime.span());
            }
            visit_mut::visit_lifetime_mut(self, lifetime);
        }
    }
    let mut ty = ty.clone();
    Replace(lifetimes).visit_type_mut(&mut ty);
    ty
}

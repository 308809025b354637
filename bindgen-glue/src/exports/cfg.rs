//! Which conditions hold in this build: what is not compiled is in no header.

use std::collections::HashMap;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token, parse_quote};

/// What cargo tells a build script about the configuration of its package.
pub(super) struct Conditions {
    /// The values of `CARGO_CFG_*`, by the names in small letters.
    values: HashMap<String, Vec<String>>,
    /// The names of features as they are in variables.
    features: Vec<String>,
}

impl Conditions {
    pub(super) fn of_cargo() -> Conditions {
        let mut conditions = Conditions { values: HashMap::new(), features: Vec::new() };
        for (name, value) in std::env::vars() {
            if let Some(name) = name.strip_prefix("CARGO_CFG_") {
                let values = value.split(',').map(str::to_owned).collect();
                conditions.values.insert(name.to_ascii_lowercase(), values);
            } else if let Some(name) = name.strip_prefix("CARGO_FEATURE_") {
                conditions.features.push(name.to_owned());
            }
        }
        conditions
    }

    /// Whether what these attributes stand on is compiled, outside of tests.
    pub(super) fn hold(&self, attributes: &[Attribute]) -> bool {
        attributes.iter().all(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                list.parse_args::<Meta>().is_ok_and(|condition| self.holds(&condition))
            }
            Meta::Path(path) => !path.is_ident("test"),
            _ => true,
        })
    }

    /// Puts what `cfg_attr` adds in its place.
    pub(super) fn settle(&self, items: &mut [Item]) {
        items.iter_mut().for_each(|item| Settle(self).visit_item_mut(item));
    }

    fn holds(&self, condition: &Meta) -> bool {
        match condition {
            // `debug_assertions` and others come by the profile, and cargo tells them like the rest.
            Meta::Path(path) => {
                path.is_ident("true")
                    || path.get_ident().is_some_and(|it| self.values.contains_key(&it.to_string()))
            }
            Meta::NameValue(pair) => match &pair.value {
                Expr::Lit(ExprLit { lit: Lit::Str(value), .. }) => {
                    pair.path.get_ident().is_some_and(|name| self.has(&name.to_string(), &value.value()))
                }
                _ => false,
            },
            Meta::List(list) => {
                let Ok(inner) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
                    return false;
                };
                let mut inner = inner.iter().map(|condition| self.holds(condition));
                match list.path.get_ident().map(ToString::to_string).as_deref() {
                    Some("all") => inner.all(|holds| holds),
                    Some("any") => inner.any(|holds| holds),
                    Some("not") => !inner.all(|holds| holds),
                    _ => false,
                }
            }
        }
    }

    fn has(&self, name: &str, value: &str) -> bool {
        if name == "feature" {
            let variable = value.to_ascii_uppercase().replace('-', "_");
            return self.features.contains(&variable);
        }
        self.values.get(name).is_some_and(|values| values.iter().any(|known| known == value))
    }
}

struct Settle<'a>(&'a Conditions);

impl VisitMut for Settle<'_> {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = attributes.drain(..).flat_map(|attribute| self.settled(attribute)).collect();
    }
}

impl Settle<'_> {
    fn settled(&self, attribute: Attribute) -> Vec<Attribute> {
        let Meta::List(list) = &attribute.meta else { return vec![attribute] };
        if !list.path.is_ident("cfg_attr") {
            return vec![attribute];
        }
        let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        let mut parts = parts.into_iter().flatten();
        let added: Vec<Meta> = match parts.next() {
            Some(condition) if self.0.holds(&condition) => parts.collect(),
            _ => Vec::new(),
        };
        added.into_iter().flat_map(|meta| self.settled(parse_quote!(#[#meta]))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::parse_quote;

    #[test]
    fn attributes_are_added_where_their_condition_holds() {
        let conditions =
            Conditions { values: HashMap::from([("unix".to_owned(), Vec::new())]), features: Vec::new() };
        let mut items: Vec<Item> = vec![parse_quote! {
            impl It {
                #[cfg_attr(windows, doc = "no")]
                #[cfg_attr(unix, inline, cfg_attr(not(windows), unsafe(no_mangle)))]
                fn f() {}
            }
        }];
        conditions.settle(&mut items);
        let expected: Item = parse_quote!(impl It { #[inline] #[unsafe(no_mangle)] fn f() {} });
        assert_eq!(items[0].to_token_stream().to_string(), expected.to_token_stream().to_string());
    }

    #[test]
    fn conditions_are_those_of_the_build() {
        let conditions = Conditions {
            values: HashMap::from([
                ("unix".to_owned(), vec![String::new()]),
                ("target_os".to_owned(), vec!["linux".to_owned()]),
                ("target_feature".to_owned(), vec!["fxsr".to_owned(), "sse2".to_owned()]),
            ]),
            features: vec!["BIG_ONE".to_owned()],
        };
        for (attribute, holds) in [
            (parse_quote!(#[cfg(unix)]), true),
            (parse_quote!(#[cfg(windows)]), false),
            (parse_quote!(#[cfg(test)]), false),
            (parse_quote!(#[cfg(target_os = "linux")]), true),
            (parse_quote!(#[cfg(target_os = "macos")]), false),
            (parse_quote!(#[cfg(target_feature = "sse2")]), true),
            (parse_quote!(#[cfg(feature = "big-one")]), true),
            (parse_quote!(#[cfg(feature = "small")]), false),
            (parse_quote!(#[cfg(all(unix, not(windows)))]), true),
            (parse_quote!(#[cfg(any(windows, target_os = "macos"))]), false),
            (parse_quote!(#[cfg(not(any(windows, unix)))]), false),
            (parse_quote!(#[test]), false),
            (parse_quote!(#[inline]), true),
        ] {
            let attribute: Attribute = attribute;
            assert_eq!(conditions.hold(std::slice::from_ref(&attribute)), holds, "{attribute:?}");
        }
    }
}

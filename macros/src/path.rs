//! Where the facade crate is: `::cgocall`, unless `crate = path` says otherwise.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

/// The path that stands before everything an expansion takes from the facade.
#[derive(Clone, Default)]
pub(crate) struct Facade(Option<Path>);

impl Facade {
    pub(crate) fn new(given: Option<Path>) -> Self {
        Facade(given)
    }

    /// The path as if it were written at `span`, for a call that must be reported there if it does not fit.
    pub(crate) fn located_at(&self, span: Span) -> TokenStream {
        let locate = |mut tree: TokenTree| {
            tree.set_span(tree.span().located_at(span));
            tree
        };
        self.to_token_stream().into_iter().map(locate).collect()
    }
}

impl ToTokens for Facade {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote!(::cgocall)),
        }
    }
}

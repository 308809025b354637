//! Tokens as text, for messages and documentation.

use quote::ToTokens;

/// The tokens as a person would write them.
pub(crate) fn source(tokens: impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let tight = spaced.replace(" :: ", "::").replace(" < ", "<").replace(" >", ">").replace("* ", "*");
    tight.replace("& ", "&").replace("( ", "(").replace(" )", ")").replace(" ,", ",")
}

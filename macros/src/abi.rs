//! By which convention C calls and is called, and whether a panic may pass.

use proc_macro2::Span;
use syn::LitStr;

/// The ABI of a block or function as it was written, and the one under which a panic may pass.
pub(crate) struct Abi {
    pub(crate) written: Option<LitStr>,
    pub(crate) unwinding: LitStr,
    /// Whether that is what was written.
    pub(crate) unwinds: bool,
}

impl Abi {
    pub(crate) fn new(written: Option<&LitStr>) -> Abi {
        let name = written.map_or("C".to_owned(), LitStr::value);
        let unwinds = name.ends_with("-unwind");
        let unwinding = if unwinds { name } else { format!("{name}-unwind") };
        Abi { written: written.cloned(), unwinding: LitStr::new(&unwinding, Span::call_site()), unwinds }
    }

    /// Whether this is `C`, and not the system's, which may be another.
    pub(crate) fn is_c(&self) -> bool {
        self.unwinding.value() == "C-unwind"
    }
}

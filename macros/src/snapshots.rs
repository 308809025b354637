//! What each shape of a declaration expands to, as readable Rust under `tests/expanded/`.
//!
//! `UPDATE_EXPECT=1` writes the files anew. Their difference is to be read before it is committed.

use crate::entry::{self, Entry};
use crate::import;
use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

fn check(expansion: TokenStream, expected: ExpectFile) {
    let file = syn::parse2(expansion).expect("an expansion is made of items");
    expected.assert_eq(&prettyplease::unparse(&file));
}

fn check_import(arguments: TokenStream, block: TokenStream, expected: ExpectFile) {
    check(import::expand(arguments, block), expected);
}

#[test]
fn the_default_policy_goes_through_a_thunk() {
    let block = quote! {
        unsafe extern "C" {
            /// Steps.
            pub fn step(statement: *mut Statement, step: c_int) -> c_int;
        }
    };
    check_import(quote!(), block, expect_file!["../tests/expanded/default.rs"]);
}

#[test]
fn every_policy_reaches_its_site() {
    let block = quote! {
        unsafe extern "C-unwind" {
            #[cgo(blocking)]
            safe fn wait();
            #[cgo(nocallback)]
            safe fn steady();
            #[cgo(leaf)]
            safe fn short();
        }
    };
    check_import(quote!(), block, expect_file!["../tests/expanded/policies.rs"]);
}

#[test]
fn inline_calls_the_symbol_itself() {
    let block = quote! {
        unsafe extern "C" {
            fn plain(x: c_int) -> c_int;
        }
    };
    check_import(quote!(inline), block, expect_file!["../tests/expanded/inline.rs"]);
}

#[test]
fn what_is_not_wrapped_stays_in_the_block() {
    let block = quote! {
        #[link(name = "c")]
        #[allow(non_upper_case_globals)]
        unsafe extern "C" {
            #[cgo(raw)]
            fn printf(format: *const c_char, ...) -> c_int;
            static environ: *mut *mut c_char;
        }
    };
    check_import(quote!(), block, expect_file!["../tests/expanded/kept.rs"]);
}

#[test]
fn errno_is_read_right_after_the_call() {
    let block = quote! {
        unsafe extern "C" {
            #[cgo(errno)]
            fn close(fd: c_int) -> io::Result<c_int>;
            #[cgo(errno(fail = MAP_FAILED))]
            fn mmap(size: usize) -> io::Result<*mut c_void>;
            #[cgo(errno(always))]
            fn free(memory: *mut c_void) -> ((), Errno);
        }
    };
    check_import(quote!(), block, expect_file!["../tests/expanded/errno.rs"]);
}

#[test]
fn lifetimes_and_attributes_go_where_they_are_understood() {
    let block = quote! {
        unsafe extern "system" {
            #[cfg(unix)]
            #[expect(unused)]
            #[cfg_attr(feature = "quick", cgo(leaf), link_name = "pick_quickly")]
            #[must_use]
            pub(crate) safe fn r#pick<'a>(kept: Kept<'a>, _: &u8) -> &'a u8;
        }
    };
    check_import(quote!(crate = crate::facade), block, expect_file!["../tests/expanded/attributes.rs"]);
}

#[test]
fn main_runs_inside_itself() {
    let function = quote! {
        fn main() -> io::Result<()> {
            serve()
        }
    };
    let expansion = entry::expand(Entry::Main, quote!(unsafe(migrating)), function);
    check(expansion, expect_file!["../tests/expanded/entry_main.rs"]);
}

#[test]
fn a_test_keeps_its_attributes() {
    let function = quote! {
        #[should_panic]
        fn it_falls_over() {
            panic!()
        }
    };
    check(entry::expand(Entry::Test, quote!(), function), expect_file!["../tests/expanded/entry_test.rs"]);
}

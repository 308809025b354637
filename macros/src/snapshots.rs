//! What each shape of a declaration expands to, as readable Rust under `tests/expanded/`.
//!
//! `UPDATE_EXPECT=1` writes the files anew. Their difference is to be read before it is committed.

use crate::entry::{self, Entry};
use crate::{export, import};
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

fn check_export(arguments: TokenStream, function: TokenStream, expected: ExpectFile) {
    check(export::expand(arguments, function), expected);
}

#[test]
fn an_export_aborts_on_a_panic() {
    let function = quote! {
        /// Counts.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn on_row(data: *mut c_void, mut n: c_int, _: *mut *mut c_char) -> c_int {
            n += 1;
            unsafe { count(data, n) }
        }
    };
    check_export(quote!(), function, expect_file!["../tests/expanded/export.rs"]);
}

#[test]
fn an_export_may_return_a_value_instead() {
    let function = quote! {
        extern "C" fn parse(text: *const c_char, fallback: c_int) -> c_int {
            read(text)
        }
    };
    let expected = expect_file!["../tests/expanded/export_return.rs"];
    check_export(quote!(on_panic = return (fallback)), function, expected);
}

#[test]
fn an_export_that_returns_nothing_may_return() {
    let function = quote! {
        unsafe extern "C-unwind" fn destroy(data: *mut c_void) {
            unsafe { free(data) }
        }
    };
    check_export(
        quote!(on_panic = return),
        function,
        expect_file!["../tests/expanded/export_return_nothing.rs"],
    );
}

#[test]
fn a_panic_unwinds_through_the_c_unwind_of_an_export() {
    let function = quote! {
        extern "C-unwind" fn on_error(Error { code, .. }: Error) -> ! {
            panic!("{code}")
        }
    };
    check_export(quote!(), function, expect_file!["../tests/expanded/export_unwind.rs"]);
}

#[test]
fn an_export_is_compared_with_what_it_implements() {
    let function = quote! {
        extern "C" fn pick<'a>(kept: &'a Kept<'_>, _: &u8) -> &'a u8 {
            kept.first()
        }
    };
    let arguments = quote!(crate = crate::facade, implements = ffi::Pick);
    check_export(arguments, function, expect_file!["../tests/expanded/export_implements.rs"]);
}

#[test]
fn attributes_of_an_export_go_to_what_is_called_or_to_the_code() {
    let function = quote! {
        #[cfg(unix)]
        #[expect(unused)]
        #[unsafe(export_name = "pick_quickly")]
        #[cfg_attr(feature = "quick", inline, must_use)]
        #[instrument]
        pub(crate) extern "system" fn r#pick() {
            //! Documented inside.
            #![allow(clippy::all)]
            exit(1)
        }
    };
    check_export(quote!(), function, expect_file!["../tests/expanded/export_attributes.rs"]);
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

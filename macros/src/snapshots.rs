//! What each shape of a declaration expands to, as readable Rust under `tests/expanded/`, one file a shape.
//!
//! `UPDATE_EXPECT=1` writes the files anew. Their difference is to be read before it is committed.

use crate::entry::{self, Entry};
use crate::{export, import};
use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

/// An expansion of one function is shorter than this: it is paid for by everybody who compiles a large block.
const MAX_LINES: usize = 40;

fn check(expansion: TokenStream, expected: ExpectFile) {
    let file = syn::parse2(expansion).expect("an expansion is made of items");
    let formatted = prettyplease::unparse(&file);
    let functions = file.items.iter().filter(|item| matches!(item, Item::Fn(_))).count();
    let lines = formatted.lines().count();
    assert!(lines < MAX_LINES * functions.max(1), "{lines} lines for {functions} functions:\n{formatted}");
    expected.assert_eq(&formatted);
}

/// One test a shape: its name, which is that of the file, the attribute, and what it stands on.
macro_rules! shapes {
    ($($shape:ident: $expand:ident($($argument:tt)*) $item:tt)*) => {
        $(
            #[test]
            fn $shape() {
                let path = concat!("../tests/expanded/", stringify!($shape), ".rs");
                check($expand(quote!($($argument)*), quote! $item), expect_file![path]);
            }
        )*
    };
}

fn cgo_import(arguments: TokenStream, block: TokenStream) -> TokenStream {
    import::expand(arguments, block)
}

fn cgo_export(arguments: TokenStream, function: TokenStream) -> TokenStream {
    export::expand(arguments, function)
}

fn main(arguments: TokenStream, function: TokenStream) -> TokenStream {
    entry::expand(Entry::Main, arguments, function)
}

fn test(arguments: TokenStream, function: TokenStream) -> TokenStream {
    entry::expand(Entry::Test, arguments, function)
}

// The policies.
shapes! {
    import_default: cgo_import() {
        unsafe extern "C" {
            /// Steps.
            pub fn step(statement: *mut Statement, step: c_int) -> c_int;
        }
    }
    import_blocking: cgo_import(blocking) {
        unsafe extern "C" {
            fn poll(fds: *mut pollfd, n: nfds_t, timeout: c_int) -> c_int;
        }
    }
    import_nocallback: cgo_import() {
        unsafe extern "C" {
            #[cgo(nocallback)]
            fn steady(x: c_double) -> c_double;
        }
    }
    import_leaf: cgo_import() {
        unsafe extern "C" {
            #[cgo(leaf)]
            fn short(x: c_double) -> c_double;
        }
    }
    import_inline: cgo_import(inline) {
        unsafe extern "C" {
            fn plain(x: c_int) -> c_int;
        }
    }
    import_raw: cgo_import() {
        #[link(name = "c")]
        #[allow(non_upper_case_globals)]
        unsafe extern "C" {
            #[cgo(raw)]
            fn printf(format: *const c_char, ...) -> c_int;
        }
    }
}

// Who may unwind, who may call, what comes back.
shapes! {
    import_unwind: cgo_import() {
        unsafe extern "C-unwind" {
            pub fn each(f: Visit, data: *mut c_void) -> c_int;
        }
    }
    import_inline_unwind: cgo_import() {
        unsafe extern "C-unwind" {
            #[cgo(inline)]
            fn call(f: Visit) -> c_int;
        }
    }
    import_safe: cgo_import() {
        unsafe extern "C" {
            pub safe fn abs(x: c_int) -> c_int;
        }
    }
    import_trusted: cgo_import() {
        unsafe extern "C" {
            #[cgo(trusted, leaf)]
            safe fn same(a: *const c_void, b: *const c_void) -> bool;
        }
    }
    import_nothing: cgo_import() {
        unsafe extern "C" {
            fn srand(seed: c_uint);
        }
    }
    import_never: cgo_import() {
        unsafe extern "C" {
            safe fn exit(status: c_int) -> !;
        }
    }
    import_by_value: cgo_import() {
        unsafe extern "C" {
            fn area(_: Rectangle, scale: [c_int; 2]) -> Area;
        }
    }
    import_many_parameters: cgo_import() {
        unsafe extern "C" {
            fn sum(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8;
        }
    }
    import_lifetimes: cgo_import() {
        unsafe extern "C" {
            safe fn pick<'a>(kept: Kept<'a>, _: &u8) -> &'a u8;
        }
    }
    import_static: cgo_import() {
        unsafe extern "C" {
            static environ: *mut *mut c_char;
        }
    }
}

shapes! {
    import_errno: cgo_import() {
        unsafe extern "C" {
            #[cgo(errno)]
            fn close(fd: c_int) -> io::Result<c_int>;
        }
    }
    import_errno_fail: cgo_import() {
        unsafe extern "C" {
            #[cgo(errno(fail = MAP_FAILED))]
            fn mmap(size: usize) -> io::Result<*mut c_void>;
        }
    }
    import_errno_always: cgo_import() {
        unsafe extern "C" {
            #[cgo(errno(always))]
            fn free(memory: *mut c_void) -> ((), Errno);
        }
    }
    import_errno_inline: cgo_import(inline) {
        unsafe extern "C" {
            #[cgo(errno)]
            fn fileno(stream: *mut FILE) -> io::Result<c_int>;
        }
    }
}

// What C takes in the place of `...`.
shapes! {
    import_variadic: cgo_import() {
        unsafe extern "C" {
            #[cgo(variadic, errno)]
            pub fn openat(folder: c_int, path: *const c_char, ...) -> io::Result<c_int>;
        }
    }
    import_variadic_inline: cgo_import(inline) {
        unsafe extern "C-unwind" {
            #[cgo(variadic)]
            fn pick<'a>(kept: &'a c_int, _: &c_int, ...) -> &'a c_int;
        }
    }
    import_variadic_lifetimes: cgo_import() {
        unsafe extern "C" {
            #[cgo(variadic, leaf)]
            fn pick<'a>(kept: &'a c_int, _: &c_int, ...) -> &'a c_int;
        }
    }
}

// Where calls are made.
shapes! {
    import_thread: cgo_import(thread = "gl") {
        unsafe extern "C" {
            /// Clears.
            pub fn clear(mask: GLbitfield) -> GLenum;
        }
    }
    import_thread_main: cgo_import() {
        unsafe extern "C" {
            #[cgo(thread = main, errno(fail = EOF))]
            fn pump(events: &mut Events) -> io::Result<c_int>;
        }
    }
    import_thread_any: cgo_import(thread = "gl") {
        unsafe extern "C" {
            #[cgo(thread = any)]
            safe fn time() -> c_double;
        }
    }
    import_thread_variadic: cgo_import(thread = "gl") {
        unsafe extern "C" {
            #[cgo(variadic)]
            fn log(format: *const c_char, ...);
        }
    }
    import_thread_inline: cgo_import(thread = "gl", inline) {
        unsafe extern "C-unwind" {
            safe fn leave() -> !;
        }
    }
}

// How many calls there may be.
shapes! {
    import_limit: cgo_import() {
        unsafe extern "C" {
            #[cgo(errno, limit = CONNECTIONS)]
            fn fetch(handle: *mut Handle) -> io::Result<c_int>;
        }
    }
    import_limit_inline_unwind: cgo_import(inline) {
        unsafe extern "C-unwind" {
            #[cgo(limit = 2)]
            fn call(f: Visit) -> c_int;
        }
    }
    import_serialize: cgo_import(serialize) {
        #[cfg(unix)]
        unsafe extern "C" {
            /// Parses.
            fn parse(text: *const c_char) -> c_int;
            #[cgo(limit = none)]
            safe fn interrupt();
        }
    }
}

// What stands around a declaration.
shapes! {
    import_fn_type: cgo_import(fn_type) {
        #[cfg(unix)]
        unsafe extern "C" {
            pub safe fn r#pick(index: usize) -> usize;
        }
    }
    import_fn_type_named: cgo_import() {
        unsafe extern "C" {
            #[cgo(fn_type = StatFn, errno)]
            fn stat(path: *const c_char, found: *mut stat) -> io::Result<c_int>;
        }
    }
    import_fn_type_raw: cgo_import(fn_type) {
        unsafe extern "C" {
            #[cgo(raw)]
            #[expect(dead_code)]
            fn printf(format: *const c_char, ...) -> c_int;
        }
    }
    import_link_name: cgo_import() {
        unsafe extern "C" {
            /// Picks.
            #[link_name = "pick_v2"]
            #[cgo(leaf, errno(fail = 0))]
            pub fn pick(index: usize) -> io::Result<usize>;
        }
    }
    import_crate: cgo_import(crate = crate::facade) {
        unsafe extern "system" {
            pub(crate) fn r#pick(index: usize) -> usize;
        }
    }
    import_attributes: cgo_import() {
        #[cfg(unix)]
        unsafe extern "C" {
            #[expect(unused)]
            #[must_use]
            #[deprecated]
            fn pick(index: usize) -> usize;
        }
    }
    import_cfg_attr: cgo_import() {
        unsafe extern "C" {
            #[cfg_attr(feature = "quick", cgo(leaf), link_name = "pick_quickly")]
            fn pick(index: usize) -> usize;
        }
    }
}

shapes! {
    export_default: cgo_export() {
        /// Counts.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn on_row(data: *mut c_void, mut n: c_int, _: *mut *mut c_char) -> c_int {
            n += 1;
            unsafe { count(data, n) }
        }
    }
    export_return: cgo_export(on_panic = return(fallback)) {
        extern "C" fn parse(text: *const c_char, fallback: c_int) -> c_int {
            read(text)
        }
    }
    export_return_nothing: cgo_export(on_panic = return) {
        unsafe extern "C-unwind" fn destroy(data: *mut c_void) {
            unsafe { free(data) }
        }
    }
    export_abort: cgo_export(on_panic = abort) {
        extern "C-unwind" fn on_event() {
            handle()
        }
    }
    export_unwind: cgo_export() {
        extern "C-unwind" fn on_error(Error { code, .. }: Error) -> ! {
            panic!("{code}")
        }
    }
    export_implements: cgo_export(crate = crate::facade, implements = ffi::Pick) {
        unsafe extern "C" fn pick<'a>(kept: &'a Kept<'_>, _: &u8) -> &'a u8 {
            kept.first()
        }
    }
    export_attributes: cgo_export() {
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
    }
    entry_main: main() {
        fn main() {
            serve()
        }
    }
    entry_main_migrating: main(unsafe(migrating)) {
        fn main() -> io::Result<()> {
            serve()
        }
    }
    entry_test: test(crate = crate::facade) {
        #[should_panic]
        fn it_falls_over() {
            panic!()
        }
    }
}

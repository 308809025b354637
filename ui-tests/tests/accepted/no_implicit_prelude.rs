//! The expansion names nothing by the prelude.

#![no_implicit_prelude]

mod ffi {
    #[::cgocall::cgo_import]
    unsafe extern "C" {
        pub safe fn abs(x: i32) -> i32;
        #[cgo(inline)]
        pub safe fn labs(x: i64) -> i64;
        #[cgo(errno, blocking)]
        pub safe fn close(fd: i32) -> ::std::io::Result<i32>;
        #[cgo(errno(fail = -1))]
        pub safe fn dup(fd: i32) -> ::std::io::Result<i32>;
        #[cgo(errno(always))]
        pub safe fn isatty(fd: i32) -> (i32, ::cgocall::Errno);
        #[cgo(variadic, fn_type, trusted)]
        pub safe fn fcntl(fd: i32, command: i32, ...) -> i32;
        #[cgo(variadic, inline, trusted)]
        #[link_name = "fcntl"]
        pub safe fn fcntl_in_place(fd: i32, command: i32, ...) -> i32;
    }
}

type Doubles = ::std::option::Option<unsafe extern "C" fn(i32) -> i32>;

#[::cgocall::cgo_export(implements = Doubles)]
unsafe extern "C" fn doubled(x: i32) -> i32 {
    x * 2
}

#[::cgocall::export_callback(on_panic = return(0))]
extern "C" fn halved(x: i32) -> i32 {
    x / 2
}

#[::cgocall::cgo_export]
extern "C-unwind" fn same(x: i32) -> i32 {
    x
}

#[::cgocall::main(unsafe(migrating))]
fn main() -> ::std::io::Result<()> {
    ::std::assert_eq!((unsafe { doubled(2) }, halved(2), same(2)), (4, 1, 2));
    ::std::assert_eq!((ffi::abs(-1), ffi::labs(-2)), (1, 2));
    ::std::assert!(ffi::close(-1).is_err() && ffi::dup(-1).is_err());
    ::std::assert_eq!(ffi::isatty(-1).0, 0);
    ::std::assert_eq!((ffi::fcntl(-1, 1, (0,)), ffi::fcntl_in_place(-1, 1, ())), (-1, -1));
    ::std::result::Result::Ok(())
}

//! `crate = path`, for a crate that re-exports the facade.

mod facade {
    pub mod goroutines {
        pub use ::cgocall::*;
    }
}

mod ffi {
    #[crate::facade::goroutines::cgo_import(crate = crate::facade::goroutines, leaf)]
    unsafe extern "C" {
        pub safe fn abs(x: i32) -> i32;
        #[cgo(errno)]
        pub safe fn close(fd: i32) -> std::io::Result<i32>;
        #[cgo(errno(always))]
        pub safe fn dup(fd: i32) -> (i32, crate::facade::goroutines::Errno);
        #[cgo(variadic, trusted)]
        pub safe fn fcntl(fd: i32, command: i32, ...) -> i32;
        #[cgo(variadic, inline, trusted)]
        #[link_name = "fcntl"]
        pub safe fn fcntl_in_place(fd: i32, command: i32, ...) -> i32;
    }
}

#[facade::goroutines::cgo_export(crate = crate::facade::goroutines, on_panic = return(0), implements = fn_types::Abs)]
extern "C" fn positive(x: i32) -> i32 {
    ffi::abs(x)
}

mod fn_types {
    pub type Abs = extern "C" fn(i32) -> i32;
}

#[facade::goroutines::main(crate = facade::goroutines)]
fn main() {
    assert_eq!((ffi::abs(-1), positive(-2)), (1, 2));
    assert!(ffi::close(-1).is_err());
    assert_eq!(ffi::dup(-1).0, -1);
    assert_eq!((ffi::fcntl(-1, 1, (0,)), ffi::fcntl_in_place(-1, 1, ())), (-1, -1));
}

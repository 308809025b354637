//! An export may stand in modules, functions, `impl` blocks and traits, and be made by a macro.

mod outer {
    pub mod inner {
        use cgocall::cgo_export;

        #[cgo_export]
        pub(in crate::outer) extern "C" fn narrow() -> i32 {
            1
        }

        #[cgo_export]
        extern "C" fn private() -> i32 {
            super::two()
        }

        pub fn call() -> i32 {
            private()
        }
    }

    fn two() -> i32 {
        2
    }

    pub fn call() -> i32 {
        inner::narrow()
    }
}

struct Library(#[allow(dead_code)] i32);

impl Library {
    #[cgocall::cgo_export]
    pub extern "C" fn version() -> i32 {
        let Library(number) = Library(3);
        number
    }
}

trait Callback {
    extern "C" fn called(data: i32) -> i32;
}

impl Callback for Library {
    #[cgocall::cgo_export]
    extern "C" fn called(data: i32) -> i32 {
        struct Inside(i32);
        impl Inside {
            fn new(value: i32) -> Self {
                Self(value)
            }
        }
        Inside::new(data).0
    }
}

macro_rules! export {
    ($(#[$attribute:meta])* $vis:vis fn $name:ident($($parameter:ident: $type:ty),*) -> $result:ty $body:block) => {
        #[cgocall::cgo_export]
        $(#[$attribute])*
        $vis extern "C" fn $name($($parameter: $type),*) -> $result $body
    };
    (constant $name:ident = $value:expr, on panic $instead:expr, as $pointer:ty) => {
        #[cgocall::cgo_export(on_panic = return($instead), implements = $pointer)]
        extern "C" fn $name() -> i32 {
            let value = $value;
            assert!(value > 0);
            value
        }
    };
}

export!(
    /// Documented.
    pub fn added(a: i32, b: i32) -> i32 {
        a + b
    }
);
export!(constant five = 5, on panic -1, as extern "C" fn() -> i32);
export!(constant failing = -5, on panic -1, as Option<extern "C" fn() -> i32>);

fn main() {
    use cgocall::cgo_export;

    #[cgo_export]
    extern "C" fn local(value: i32) -> i32 {
        #[cgo_export]
        extern "C" fn nested(value: i32) -> i32 {
            value * 2
        }
        nested(value) + 1
    }

    std::panic::set_hook(Box::new(|_| {}));
    assert_eq!((outer::call(), outer::inner::call()), (1, 2));
    assert_eq!((Library::version(), Library::called(4), local(2)), (3, 4, 5));
    assert_eq!((added(1, 2), five(), failing()), (3, 5, -1));
}

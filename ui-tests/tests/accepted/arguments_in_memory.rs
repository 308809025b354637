//! More arguments than registers, and structs by value.

use cgocall::{cgo_export, cgo_import};

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Big {
    words: [u64; 4],
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Small {
    number: f64,
    count: u32,
}

#[cgo_export]
#[unsafe(no_mangle)]
#[rustfmt::skip]
extern "C" fn twelve(
    a: u8, b: u16, c: u32, d: u64, e: i8, f: i16, g: i32, h: i64, i: f32, j: f64, k: Big, l: Small,
) -> Big {
    let integers = [u64::from(a) + u64::from(b), u64::from(c) + d, (i64::from(e) + i64::from(f)) as u64];
    let rest = (i64::from(g) + h) as u64 + (f64::from(i) + j + l.number) as u64 + u64::from(l.count);
    Big { words: [integers[0] + k.words[0], integers[1] + k.words[1], integers[2] + k.words[2], rest + k.words[3]] }
}

#[cgo_export(on_panic = return(small))]
#[unsafe(no_mangle)]
extern "C" fn doubled(small: Small) -> Small {
    Small { number: small.number * 2.0, count: small.count * 2 }
}

/// No export: `leaf` functions call none.
#[unsafe(no_mangle)]
extern "C" fn plainly_doubled(small: Small) -> Small {
    Small { number: small.number * 2.0, count: small.count * 2 }
}

mod ffi {
    use super::{Big, Small, cgo_import};

    #[cgo_import]
    unsafe extern "C" {
        #[rustfmt::skip]
        pub safe fn twelve(
            a: u8, b: u16, c: u32, d: u64, e: i8, f: i16, g: i32, h: i64, i: f32, j: f64, k: Big, l: Small,
        ) -> Big;
        pub safe fn doubled(small: Small) -> Small;
        #[cgo(leaf)]
        #[link_name = "plainly_doubled"]
        pub safe fn doubled_leaf(small: Small) -> Small;
    }
}

fn calls() {
    let (big, small) = (Big { words: [10, 20, 30, 40] }, Small { number: 1.5, count: 7 });
    let sum = ffi::twelve(1, 2, 3, 4, 5, 6, 7, 8, 9.0, 10.0, big, small);
    assert_eq!(sum, Big { words: [13, 27, 41, 82] });
    assert_eq!(ffi::doubled(small), Small { number: 3.0, count: 14 });
    assert_eq!(ffi::doubled_leaf(small), ffi::doubled(small));
}

fn main() {
    calls();
    cgocall::run(calls);
}

//! Smoke.
#![allow(warnings)]
use std::time::Duration;
mod ffi {
    use cgocall::__private::{Policy, Site, stack_bytes};
    macro_rules! imp {
        ($v:ident $policy:ident fn $n:ident = $l:literal ($($a:ident: $t:ty),*) -> $r:ty) => {
            pub fn $n($($a: $t),*) -> $r {
                unsafe extern "C-unwind" { #[link_name=$l] fn raw($($a: $t),*) -> $r; }
                static S: Site = Site::new(raw as *const (), $l, Policy::$policy, false, stack_bytes(&[$(size_of::<$t>()),*]));
                #[unsafe(naked)]
                unsafe extern "C-unwind" fn thunk($($a: $t),*) -> $r { cgocall::__private::thunk!(S) }
                unsafe { thunk($($a),*) }
            }
        };
    }
    imp!(v Default fn abs = "abs"(x: i32) -> i32);
    imp!(v Leaf fn labs = "labs"(x: i64) -> i64);
    imp!(v Default fn usleep = "usleep"(x: u32) -> i32);
    imp!(v Blocking fn usleep_b = "usleep"(x: u32) -> i32);
}
#[test]
fn basics() {
    let sum: u64 = cgocall::run(|| {
        assert_eq!(ffi::abs(-3), 3);
        assert_eq!(ffi::labs(-3), 3);
        let v: Vec<_> = (0..10_000u64)
            .map(|i| {
                cgocall::spawn(move || {
                    ffi::abs(-1);
                    i
                })
            })
            .collect();
        v.into_iter().map(|h| h.join().unwrap()).sum()
    });
    assert_eq!(sum, 9999 * 10_000 / 2);
    eprintln!("{:?}", cgocall::stats());
    cgocall::run(|| {
        let v: Vec<_> = (0..100)
            .map(|_| {
                cgocall::spawn(|| {
                    ffi::usleep(20_000);
                })
            })
            .collect();
        v.into_iter().for_each(|h| h.join().unwrap());
    });
    eprintln!("{:?}", cgocall::stats());
    cgocall::run(|| {
        let v: Vec<_> = (0..1000)
            .map(|_| {
                cgocall::spawn(|| {
                    ffi::usleep_b(10_000);
                })
            })
            .collect();
        v.into_iter().for_each(|h| h.join().unwrap());
    });
    eprintln!("{:?}", cgocall::stats());
    cgocall::run(|| {
        let v: Vec<_> = (0..1000)
            .map(|i| {
                cgocall::spawn(move || {
                    for _ in 0..10 {
                        cgocall::sleep(Duration::from_millis(i % 5));
                        cgocall::yield_now();
                    }
                })
            })
            .collect();
        v.into_iter().for_each(|h| h.join().unwrap());
    });
    eprintln!("{:?}", cgocall::stats());
    assert!(cgocall::run(|| cgocall::spawn(|| panic!("x")).join()).is_err());
    assert_eq!(cgocall::run(|| cgocall::set_max_procs(3)), 2);
    assert_eq!(cgocall::run(|| cgocall::set_max_procs(1)), 3);
    assert_eq!(cgocall::set_max_procs(2), 1);
    cgocall::run(|| {
        cgocall::on_system_stack(|| ffi::abs(-1));
        cgocall::blocking(|| {
            ffi::abs(1);
            cgocall::sleep(Duration::from_millis(1));
        })
    });
}

//! A: the cost of one call into C.
use crate::{Cases, Metrics, ffi::*, sample, sample_task, tokio};
use std::hint::black_box;

trait Op: 'static {
    const NAME: &str;
    fn call();
}

macro_rules! ops {
    ($($ty:ident $name:literal $call:expr;)*) => {
        $(struct $ty;
        impl Op for $ty {
            const NAME: &str = $name;
            #[inline(always)]
            fn call() {
                black_box($call);
            }
        })*
        fn all(c: &mut Cases) {
            $(each::<$ty>(c);)*
        }
    };
}

ops! {
    Add "A.add" p_add(1, 2);
    Six "A.six" p_six(1, 2., 3, 4., 5, 6.);
    Struct "A.struct" p_struct(S32 { a: 1, b: 2., c: 3, d: 4. });
    // SAFETY: p_sum reads as many integers as it is told, which live until the call returns.
    Ptr "A.ptr" unsafe { p_sum([1, 2, 3, 4].as_ptr(), 4) };
}

fn each<O: Op>(c: &mut Cases) {
    c.add(format!("{}/plain", O::NAME), plain::<O>);
    c.add(format!("{}/psm", O::NAME), psm::<O>);
    c.add(format!("{}/corosensei", O::NAME), corosensei::<O>);
}

fn plain<O: Op>() -> Metrics {
    sample(|n| (0..n).for_each(|_| O::call()))
}

/// psm::on_stack onto one stack allocated beforehand.
fn psm<O: Op>() -> Metrics {
    let mut stack = vec![0u8; 64 << 10];
    // SAFETY: the stack is alive, used by this alone, and large enough for a leaf of C.
    sample(|n| (0..n).for_each(|_| unsafe { psm::on_stack(stack.as_mut_ptr(), stack.len(), || O::call()) }))
}

/// From a coroutine, on the stack that resumed it.
fn corosensei<O: Op>() -> Metrics {
    let mut co = corosensei::Coroutine::new(|y: &corosensei::Yielder<(), ()>, ()| {
        sample(|n| (0..n).for_each(|_| y.on_parent_stack(|| O::call())))
    });
    co.resume(()).as_return().unwrap()
}

#[inline(never)]
extern "C" fn rust_add(a: i32, b: i32) -> i32 {
    a + b
}

pub fn add(c: &mut Cases) {
    all(c);
    c.add("A.add/rust-noinline", || {
        sample(|n| {
            (0..n).for_each(|_| {
                black_box(rust_add(1, 2));
            })
        })
    });
    // stacker allocates (mmap) a segment per grow; maybe_grow with room left only compares.
    c.add("A.add/stacker-grow", || sample(|n| (0..n).for_each(|_| stacker::grow(64 << 10, Add::call))));
    c.add("A.add/stacker-maybe", || {
        sample(|n| (0..n).for_each(|_| stacker::maybe_grow(32 << 10, 64 << 10, Add::call)))
    });
    c.add("A.add/tokio-bip", || {
        sample_task(&tokio(2), |n| async move {
            (0..n).for_each(|_| ::tokio::task::block_in_place(Add::call));
        })
    });
    // Yielding after each call makes every call start with the worker core held.
    c.add("A.add/tokio-bip-yield", || {
        sample_task(&tokio(2), |n| async move {
            for _ in 0..n {
                ::tokio::task::block_in_place(Add::call);
                ::tokio::task::yield_now().await;
            }
        })
    });
    c.add("A.add/tokio-sb", || {
        sample_task(&tokio(2), |n| async move {
            for _ in 0..n {
                ::tokio::task::spawn_blocking(Add::call).await.unwrap();
            }
        })
    });
    c.add("A.add/unblock", || {
        sample(|n| {
            smol::block_on(async {
                for _ in 0..n {
                    blocking::unblock(Add::call).await;
                }
            })
        })
    });
    c.add("A.add/async-std-sb", || {
        sample(|n| {
            async_std::task::block_on(async {
                for _ in 0..n {
                    async_std::task::spawn_blocking(Add::call).await;
                }
            })
        })
    });
    // One thread that owns the C library, asked over rendezvous channels.
    c.add("A.add/thread-chan", || {
        let (ask, asked) = crossbeam_channel::bounded::<()>(0);
        let (answer, answered) = crossbeam_channel::bounded(0);
        std::thread::spawn(move || {
            for () in asked {
                Add::call();
                answer.send(()).unwrap();
            }
        });
        sample(|n| {
            for _ in 0..n {
                ask.send(()).unwrap();
                answered.recv().unwrap();
            }
        })
    });
    c.add("A.add/rayon", || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        sample(|n| (0..n).for_each(|_| pool.install(Add::call)))
    });
    c.add("A.add/may", || {
        may::config().set_workers(2);
        // SAFETY: the body needs less than the 128 KiB (0x4000 words) of its stack and borrows no thread-local
        // across a switch.
        let co = unsafe { may::coroutine::Builder::new().stack_size(0x4000).spawn(plain::<Add>) };
        co.unwrap().join().unwrap()
    });
}

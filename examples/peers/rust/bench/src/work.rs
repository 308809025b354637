//! F: libraries that a user would call. One operation is one row (5 or 6 C
//! calls) or one buffer; the tokio peers hand over whole operations.
use crate::{Cases, Metrics, ffi::*, per_op, tokio};
use ::tokio::{sync::oneshot, task::spawn_blocking};
use std::{ffi::c_void, hint::black_box, ptr::null_mut};

const ROWS: usize = 200_000;
const CRCS: usize = 200_000;
const BUFS: usize = 20_000;
const TEXT: &[u8; 24] = b"twenty-four bytes of tex";
const DONE: i32 = 101;
const ROW: i32 = 100;

#[derive(Clone, Copy)]
struct Stmt(*mut c_void);
// SAFETY: SQLite is built thread-safe (the default), and each case uses its statement from one thread at a time.
unsafe impl Send for Stmt {}

impl Stmt {
    fn prepare(db: *mut c_void, sql: &str) -> Stmt {
        let mut s = null_mut();
        // SAFETY: the connection is open, SQLite reads `sql.len()` bytes, and the out pointer is ours.
        let rc = unsafe { sqlite3_prepare_v2(db, sql.as_ptr().cast(), sql.len() as i32, &mut s, null_mut()) };
        assert_eq!(rc, 0, "{sql}");
        Stmt(s)
    }

    fn insert(self, i: i64) {
        // SAFETY: the statement was prepared and is never finalized; SQLite copies the text.
        unsafe {
            assert_eq!(sqlite3_bind_int64(self.0, 1, i), 0);
            assert_eq!(sqlite3_bind_int64(self.0, 2, i * 7), 0);
            assert_eq!(p_bind_text(self.0, 3, TEXT.as_ptr().cast(), TEXT.len() as i32), 0);
            assert_eq!(sqlite3_step(self.0), DONE);
            sqlite3_reset(self.0);
        }
    }

    fn select(self, i: i64) {
        // SAFETY: as in `insert`; the column's text is n bytes long and stays until the reset.
        unsafe {
            assert_eq!(sqlite3_bind_int64(self.0, 1, i), 0);
            assert_eq!(sqlite3_step(self.0), ROW);
            let v = sqlite3_column_int64(self.0, 0);
            let t = sqlite3_column_text(self.0, 1);
            let n = sqlite3_column_bytes(self.0, 1);
            let text = String::from_utf8(std::slice::from_raw_parts(t, n as usize).to_vec()).unwrap();
            assert!(v == i * 7 && text.len() == TEXT.len());
            sqlite3_reset(self.0);
        }
    }
}

fn sqlite() -> (Stmt, Stmt) {
    let mut db = null_mut();
    // SAFETY: the path is a C string and the out pointer is ours.
    assert_eq!(unsafe { sqlite3_open(c":memory:".as_ptr(), &mut db) }, 0);
    for sql in ["create table t(id integer primary key, v integer, s text)", "begin"] {
        // SAFETY: the statement was prepared just now.
        assert_eq!(unsafe { sqlite3_step(Stmt::prepare(db, sql).0) }, DONE);
    }
    (Stmt::prepare(db, "insert into t values(?,?,?)"), Stmt::prepare(db, "select v, s from t where id=?"))
}

fn insert() -> impl Fn(i64) + Copy + Send {
    let (ins, _) = sqlite();
    move |i| ins.insert(i)
}

fn select() -> impl Fn(i64) + Copy + Send {
    let (ins, sel) = sqlite();
    (0..ROWS as i64).for_each(|i| ins.insert(i));
    move |i| sel.select(i)
}

fn input() -> &'static [u8; 1024] {
    Box::leak(Box::new(std::array::from_fn(|i| ((i * i) >> 3) as u8)))
}

fn crc() -> impl Fn(i64) + Copy + Send {
    let data = input();
    move |_| {
        // SAFETY: zlib reads 1,024 bytes, which `data` has.
        black_box(unsafe { crc32(0, data.as_ptr(), 1024) });
    }
}

fn compress() -> impl Fn(i64) + Copy + Send {
    let data = input();
    move |_| {
        let (mut out, mut n) = ([0u8; 2048], 2048);
        // SAFETY: zlib reads 1,024 bytes of `data` and writes at most n bytes of `out`.
        assert_eq!(unsafe { compress2(out.as_mut_ptr(), &mut n, data.as_ptr(), 1024, 1) }, 0);
    }
}

fn plain(n: usize, f: impl Fn(i64)) -> Metrics {
    per_op(n, || (0..n as i64).for_each(f))
}

fn tokio_sb(n: usize, f: impl Fn(i64) + Copy + Send + 'static) -> Metrics {
    let rt = tokio(2);
    per_op(n, || {
        let loop_ = async move {
            for i in 0..n as i64 {
                spawn_blocking(move || f(i)).await.unwrap();
            }
        };
        rt.block_on(rt.spawn(loop_)).unwrap()
    })
}

/// A thread that owns the library and answers over oneshots.
fn tokio_chan(n: usize, f: impl Fn(i64) + Send + 'static) -> Metrics {
    let rt = tokio(2);
    let (ask, asked) = crossbeam_channel::unbounded::<(i64, oneshot::Sender<()>)>();
    std::thread::spawn(move || {
        for (i, answer) in asked {
            f(i);
            answer.send(()).unwrap();
        }
    });
    per_op(n, || {
        let loop_ = async move {
            for i in 0..n as i64 {
                let (answer, answered) = oneshot::channel();
                ask.send((i, answer)).unwrap();
                answered.await.unwrap();
            }
        };
        rt.block_on(rt.spawn(loop_)).unwrap()
    })
}

pub fn add(c: &mut Cases) {
    macro_rules! workload {
        ($name:literal, $n:ident, $make:ident) => {
            c.add(concat!($name, "/plain"), || plain($n, $make()));
            c.add(concat!($name, "/tokio-sb"), || tokio_sb($n, $make()));
            c.add(concat!($name, "/tokio-chan"), || tokio_chan($n, $make()));
        };
    }
    workload!("F.sqlite-insert", ROWS, insert);
    workload!("F.sqlite-select", ROWS, select);
    workload!("F.crc32", CRCS, crc);
    workload!("F.compress", BUFS, compress);
}

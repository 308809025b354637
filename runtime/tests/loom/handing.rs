//! The slot of a handle: nobody looks at a value that its taker has, and a value is taken once.

use std::any::TypeId;
use std::ptr::from_ref;

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::check;
use crate::slot::{Kind, Mark, Refusal, Slot};

static KIND: Kind = Kind { id: TypeId::of::<u32>, name: || "u32" };
static OTHER: Kind = Kind { id: TypeId::of::<u64>, name: || "u64" };

/// A slot, and two values for it. Loom's cells object to a write while somebody reads, and to a read that the write does
/// not come before.
struct Model {
    slot: Slot,
    values: [UnsafeCell<u32>; 2],
}

// SAFETY: what is under test; loom checks the cells.
unsafe impl Sync for Model {}

impl Model {
    fn new() -> (Arc<Model>, Mark) {
        let model =
            Arc::new(Model { slot: Slot::after(0), values: [UnsafeCell::new(0), UnsafeCell::new(0)] });
        let mark = model.put(0, &KIND);
        (model, mark)
    }

    /// Whoever puts a value has written it.
    fn put(&self, which: usize, kind: &'static Kind) -> Mark {
        // SAFETY: loom checks.
        self.values[which].with_mut(|v| unsafe { *v = 10 + which as u32 });
        self.slot.put(kind, from_ref(&self.values[which]).cast_mut().cast())
    }

    fn cell(&self, value: *mut ()) -> (usize, &UnsafeCell<u32>) {
        let which = self.values.iter().position(|v| std::ptr::addr_eq(v, value)).expect("one of ours");
        (which, &self.values[which])
    }

    /// `Handle::with`: which value it saw.
    fn with(&self, mark: Mark, kind: &'static Kind) -> Result<usize, Refusal> {
        let pin = self.slot.pin(mark, kind)?;
        let (which, cell) = self.cell(pin.value());
        // SAFETY: loom checks.
        assert_eq!(cell.with(|v| unsafe { *v }), 10 + which as u32);
        Ok(which)
    }

    /// `Handle::from_raw`, and the value is dropped: written, for loom.
    fn take(&self, mark: Mark, kind: &'static Kind) -> Result<usize, Refusal> {
        let (which, cell) = self.cell(self.slot.take(mark, kind)?);
        // SAFETY: loom checks.
        cell.with_mut(|v| unsafe { *v = 0 });
        Ok(which)
    }
}

#[test]
fn a_value_is_not_taken_while_somebody_looks_at_it() {
    check(None, || {
        let (model, mark) = Model::new();
        let looker = {
            let model = model.clone();
            thread::spawn(move || match model.with(mark, &KIND) {
                Ok(which) => assert_eq!(which, 0),
                Err(refusal) => assert!(matches!(refusal, Refusal::Stale), "{refusal:?}"),
            })
        };
        let taken = model.take(mark, &KIND);
        looker.join().unwrap();
        match taken {
            Ok(which) => assert_eq!(which, 0),
            Err(refusal) => {
                assert!(matches!(refusal, Refusal::Pinned(1)), "{refusal:?}");
                assert_eq!(model.take(mark, &KIND).unwrap(), 0, "refused when nobody looks");
            }
        }
    });
}

#[test]
fn two_look_at_a_value_at_once_and_then_it_is_taken() {
    check(Some(3), || {
        let (model, mark) = Model::new();
        let looker = {
            let model = model.clone();
            thread::spawn(move || assert_eq!(model.with(mark, &KIND).unwrap(), 0))
        };
        assert_eq!(model.with(mark, &KIND).unwrap(), 0);
        looker.join().unwrap();
        assert_eq!(model.take(mark, &KIND).unwrap(), 0);
        assert!(matches!(model.with(mark, &KIND), Err(Refusal::Stale)));
    });
}

#[test]
fn a_value_is_taken_once() {
    check(None, || {
        let (model, mark) = Model::new();
        let taker = {
            let model = model.clone();
            thread::spawn(move || u32::from(model.take(mark, &KIND).is_ok()))
        };
        let taken = u32::from(model.take(mark, &KIND).is_ok());
        assert_eq!(taken + taker.join().unwrap(), 1);
    });
}

/// The slot is used again, for a value of another kind, while somebody still has the old token.
fn used_again(look: impl Fn(&Model, Mark) -> Option<Refusal> + Copy + Send + Sync + 'static) {
    check(Some(3), move || {
        let (model, mark) = Model::new();
        let stale = {
            let model = model.clone();
            thread::spawn(move || look(&model, mark))
        };
        if model.take(mark, &KIND).is_ok() {
            let next = model.put(1, &OTHER);
            assert_ne!(next, mark);
            assert_eq!(model.with(next, &OTHER).unwrap(), 1, "an old token got in its way");
            let wrong = model.with(next, &KIND);
            assert!(matches!(wrong, Err(Refusal::OtherKind(kind)) if (kind.name)() == "u64"), "{wrong:?}");
            assert_eq!(model.take(next, &OTHER).unwrap(), 1, "an old token got in its way");
        }
        if let Some(refusal) = stale.join().unwrap() {
            // Not the next value's kind: the token never stood for that one.
            assert!(matches!(refusal, Refusal::Stale | Refusal::Pinned(_)), "{refusal:?}");
        }
    });
}

#[test]
fn an_old_token_never_shows_the_next_value() {
    used_again(|model, mark| match model.with(mark, &KIND) {
        Ok(which) => {
            assert_eq!(which, 0);
            None
        }
        Err(refusal) => Some(refusal),
    });
}

#[test]
fn an_old_token_never_takes_the_next_value() {
    used_again(|model, mark| match model.take(mark, &KIND) {
        Ok(which) => {
            assert_eq!(which, 0);
            None
        }
        Err(refusal) => Some(refusal),
    });
}

#[test]
fn a_slot_is_spent_when_no_generation_is_left() {
    check(None, || {
        let slot = Slot::after((1 << 31) - 2);
        assert!(!slot.is_spent());
        let last = slot.put(&KIND, std::ptr::dangling_mut());
        assert!(slot.pin(last, &KIND).is_ok());
        assert!(slot.take(last, &KIND).is_ok());
        assert!(slot.is_spent());
        assert!(matches!(slot.pin(last, &KIND), Err(Refusal::Stale)));
    });
}

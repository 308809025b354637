//! A value that is made once.

use super::Mutex;

/// A place for a value that is written once; those who come while it is being made wait for it, parked.
///
/// ```
/// use cgocall::sync::OnceLock;
/// static GREETING: OnceLock<String> = OnceLock::new();
/// cgocall::run(|| {
///     let tasks: Vec<_> = (0..3)
///         .map(|i| cgocall::spawn(move || GREETING.get_or_init(|| format!("from {i}")).as_str()))
///         .collect();
///     let first = GREETING.get_or_init(|| "from main".to_owned());
///     assert!(tasks.into_iter().all(|task| task.join().unwrap() == first));
/// });
/// ```
#[derive(Debug)]
pub struct OnceLock<T> {
    value: std::sync::OnceLock<T>,
    /// Held by the one who makes the value. `value` is only ever set under it, so setting never blocks the
    /// thread.
    making: Mutex<()>,
}

impl<T> OnceLock<T> {
    /// An empty place.
    ///
    /// ```
    /// static NAME: cgocall::sync::OnceLock<String> = cgocall::sync::OnceLock::new();
    /// assert_eq!(NAME.get(), None);
    /// ```
    pub const fn new() -> OnceLock<T> {
        OnceLock { value: std::sync::OnceLock::new(), making: Mutex::new(()) }
    }

    /// The value, if it is there already.
    ///
    /// ```
    /// assert_eq!(cgocall::sync::OnceLock::from(7).get(), Some(&7));
    /// ```
    pub fn get(&self) -> Option<&T> {
        self.value.get()
    }

    /// The value, if it is there already.
    ///
    /// ```
    /// let mut place = cgocall::sync::OnceLock::from(7);
    /// *place.get_mut().unwrap() += 1;
    /// assert_eq!(place.get(), Some(&8));
    /// ```
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// Fills the place with `value`, waiting for anybody who is just making one.
    ///
    /// # Errors
    ///
    /// The place is full. `value` comes back.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let place = cgocall::sync::OnceLock::new();
    /// assert_eq!(place.set(1), Ok(()));
    /// assert_eq!(place.set(2), Err(2));
    /// ```
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let _making = self.making.lock();
        self.value.set(value)
    }

    /// The value, made by `make` if it is not there yet. `make` may park.
    ///
    /// If `make` panics, the place stays empty, and the next caller tries.
    ///
    /// # Panics
    ///
    /// With `make`; or if it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark). A
    /// `make` that asks for the same value waits forever.
    ///
    /// ```
    /// let place = cgocall::sync::OnceLock::new();
    /// assert_eq!(place.get_or_init(|| 1), &1);
    /// assert_eq!(place.get_or_init(|| 2), &1);
    /// ```
    #[inline]
    #[track_caller]
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        match self.get() {
            Some(value) => value,
            None => self.init(make),
        }
    }

    #[cold]
    #[track_caller]
    fn init(&self, make: impl FnOnce() -> T) -> &T {
        let _making = self.making.lock();
        if let Some(value) = self.get() {
            return value;
        }
        let value = make();
        self.value.get_or_init(|| value)
    }

    /// Empties the place.
    ///
    /// ```
    /// let mut place = cgocall::sync::OnceLock::from(7);
    /// assert_eq!(place.take(), Some(7));
    /// assert_eq!(place.get(), None);
    /// ```
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }

    /// The value, if there is one.
    ///
    /// ```
    /// assert_eq!(cgocall::sync::OnceLock::from(7).into_inner(), Some(7));
    /// ```
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> OnceLock<T> {
        OnceLock { value: value.into(), making: Mutex::new(()) }
    }
}

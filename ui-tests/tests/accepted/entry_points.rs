//! `main` as any function: nested items, a name that is used inside, attributes, a result that is no `Send`.

use std::fmt;
use std::rc::Rc;

#[derive(Debug)]
struct NotSend(#[allow(dead_code)] Rc<str>);

impl fmt::Display for NotSend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not send")
    }
}

impl std::error::Error for NotSend {}

fn checked(value: i32) -> Result<i32, NotSend> {
    if value > 0 { Ok(value) } else { Err(NotSend("not positive".into())) }
}

/// Documented.
#[cgocall::main()]
#[allow(unused_variables)]
#[inline(never)]
pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    #![allow(dead_code)]
    fn main() -> i32 {
        2
    }
    struct Local;
    let unused = 1;
    assert!(cgocall::try_current().is_some());
    assert_eq!(checked(1)? + main(), 3);
    checked(0).unwrap_err();
    Ok(())
}

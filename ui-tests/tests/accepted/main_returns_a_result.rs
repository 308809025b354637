//! The result need not be `Send`: it is reported on the goroutine.

use std::error::Error;
use std::rc::Rc;

struct Local(#[expect(dead_code)] Rc<()>);

#[cgocall::main]
fn main() -> Result<(), Box<dyn Error>> {
    let _local = Local(Rc::new(()));
    let number: i32 = "12".parse()?;
    if number == 13 {
        return Err("unlucky".into());
    }
    assert_eq!(number, 12);
    Ok(())
}

//! Parameters of an export bind by any pattern that cannot fail.

use cgocall::cgo_export;

#[derive(Clone, Copy)]
#[repr(C)]
struct Point {
    x: i32,
    y: i32,
}

#[repr(C)]
struct Pair(u8, u8);

#[cgo_export]
extern "C" fn sum(mut total: i32, Point { x, y: ref down }: Point, Pair(a, .., b): Pair, _: f64) -> i32 {
    total += x + *down + i32::from(a) + i32::from(b);
    total
}

#[cgo_export(on_panic = return(total))]
extern "C" fn sum_or_total(mut total: i32, ref point @ Point { x, .. }: Point) -> i32 {
    total += x;
    assert!(total > point.y);
    total
}

#[cgo_export]
unsafe extern "C" fn increased(&mut ref mut value: &mut i32) -> i32 {
    *value += 1;
    *value
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    assert_eq!(sum(1, Point { x: 2, y: 3 }, Pair(4, 5), 0.0), 15);
    assert_eq!(sum_or_total(1, Point { x: 2, y: 0 }), 3);
    assert_eq!(sum_or_total(1, Point { x: 2, y: 9 }), 1);
    assert_eq!(unsafe { increased(&mut 1) }, 2);
}

use cgocall::cgo_export;

#[cgo_export(on_panik = abort, implements, leaf)]
pub async fn on_row<T>(#[cfg(unix)] row: T, count: impl Copy) -> i32
where
    T: Copy,
{
    let _ = (row, count);
    1
}

fn main() {
    drop(on_row(1, 2));
}

use cgocall::cgo_export;

#[cgo_export]
async extern "C" fn on_row(count: i32) {
    std::future::ready(count).await;
}

fn main() {
    drop(on_row(1));
}

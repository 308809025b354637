use cgocall::cgo_import;

#[cgo_import]
struct Database;

fn main() {
    Database;
}

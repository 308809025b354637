use cgocall::cgo_import;

#[cgo_import(trusted)]
unsafe extern "C" {
    safe fn same(a: *const u8, b: *const u8) -> bool;
}

fn main() {
    same(&1, &2);
}

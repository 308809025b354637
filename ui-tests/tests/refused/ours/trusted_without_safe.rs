use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cgo(trusted)]
    fn same(a: *const u8, b: *const u8) -> bool;
}

fn main() {
    unsafe { same(&1, &2) };
}

use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    #[cfg_attr(any(), cgo(leaf))]
    #[cfg_attr(any(), cgo(raw))]
    #[cfg_attr(any(), cgo(inline))]
    #[cfg_attr(any(), link_name = "a")]
    #[cfg_attr(any(), cfg_attr(any(), link_name = "b"))]
    #[cfg_attr(any(), link_name = "c")]
    safe fn abs(x: i32) -> i32;
}

fn main() {
    abs(1);
}

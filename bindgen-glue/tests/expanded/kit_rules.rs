// Written by cgocall-bindgen: the build script says what is in here.

#[derive(PartialEq, Eq, Copy, Clone, Debug, Hash)]
#[repr(C, align(16))]
pub struct __BindgenOpaqueArray16<T>(pub T);
impl<T: Copy + Default, const N: usize> Default for __BindgenOpaqueArray16<[T; N]> {
    fn default() -> Self {
        Self([<T as Default>::default(); N])
    }
}
pub const KIT_VERSION: &::std::ffi::CStr = c"1.2";
pub const KIT_LIMIT: i32 = 16;
pub const KIT_ALL: i64 = 4294967295;
pub const KIT_ODD: i32 = 3;
pub type _bindgen_ty_1 = ::std::ffi::c_uint;
/// A kit. Only [`kit_open()`] makes one.
///
/// Declared in `kit.h:24`.
#[repr(C)]
#[derive(Debug)]
pub struct kit {
    _unused: [u8; 0],
}
/// A point, passed by value.
///
/// Declared in `kit.h:27`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct kit_point {
    /// To the right.
    pub x: ::std::ffi::c_int,
    pub y: ::std::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of kit_point"][::std::mem::size_of::<kit_point>() - 8usize];
    ["Alignment of kit_point"][::std::mem::align_of::<kit_point>() - 4usize];
    ["Offset of field: kit_point::x"][::std::mem::offset_of!(kit_point, x) - 0usize];
    ["Offset of field: kit_point::y"][::std::mem::offset_of!(kit_point, y) - 4usize];
};
/// Members of every kind.
///
/// Declared in `kit.h:41`.
#[repr(C)]
#[derive(Copy, Clone)]
pub struct kit_state {
    pub ready: ::std::ffi::c_int,
    pub match_: f64,
    pub __bindgen_anon_1: kit_state__bindgen_ty_1,
    pub corners: [kit_point; 2usize],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union kit_state__bindgen_ty_1 {
    pub number: ::std::ffi::c_int,
    pub text: *const ::std::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of kit_state__bindgen_ty_1",
    ][::std::mem::size_of::<kit_state__bindgen_ty_1>() - 8usize];
    [
        "Alignment of kit_state__bindgen_ty_1",
    ][::std::mem::align_of::<kit_state__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: kit_state__bindgen_ty_1::number",
    ][::std::mem::offset_of!(kit_state__bindgen_ty_1, number) - 0usize];
    [
        "Offset of field: kit_state__bindgen_ty_1::text",
    ][::std::mem::offset_of!(kit_state__bindgen_ty_1, text) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of kit_state"][::std::mem::size_of::<kit_state>() - 40usize];
    ["Alignment of kit_state"][::std::mem::align_of::<kit_state>() - 8usize];
    [
        "Offset of field: kit_state::ready",
    ][::std::mem::offset_of!(kit_state, ready) - 0usize];
    [
        "Offset of field: kit_state::match_",
    ][::std::mem::offset_of!(kit_state, match_) - 8usize];
    [
        "Offset of field: kit_state::corners",
    ][::std::mem::offset_of!(kit_state, corners) - 24usize];
};
/// Its members are nobody's business.
///
/// Declared in `kit.h:44`.
#[repr(C)]
#[repr(align(16))]
#[derive(Debug, Copy, Clone)]
pub struct kit_secret {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray16<[u8; 32usize]>,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of kit_secret"][::std::mem::size_of::<kit_secret>() - 32usize];
    ["Alignment of kit_secret"][::std::mem::align_of::<kit_secret>() - 16usize];
};
/// Called for each part; other than 0 ends the visit.
///
/// Declared in `kit.h:50`.
pub type kit_visitor = ::std::option::Option<
    unsafe extern "C" fn(
        data: *mut ::std::ffi::c_void,
        part: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int,
>;
pub type __builtin_va_list = [__va_list_tag; 1usize];
#[repr(C)]
#[derive(Debug)]
pub struct __va_list_tag {
    pub gp_offset: ::std::ffi::c_uint,
    pub fp_offset: ::std::ffi::c_uint,
    pub overflow_arg_area: *mut ::std::ffi::c_void,
    pub reg_save_area: *mut ::std::ffi::c_void,
    _unused: [u8; 0],
}
#[::cgocall::cgo_import]
unsafe extern "C" {
    /// Declared in `kit.h:96`.
    pub static mut kit_opened: ::std::ffi::c_int;
    /// Declared in `kit.h:97`.
    pub static mut kit_names: [[::std::ffi::c_char; 8usize]; 2usize];
    /// Makes a kit.
    ///
    /// # Parameters
    ///
    /// - `name`: its name, which \_\_must\_\_ not be NULL
    /// - `out` (out): where it goes; left alone if the result is not #KIT_OK
    ///
    /// # Returns
    ///
    /// KIT_OK, or why not
    ///
    /// ```text
    /// kit *it;
    /// kit_open("tools", &it);
    /// ```
    ///
    /// Declared in `kit.h:64`.
    #[cgo(inline)]
    pub fn kit_open(name: *const ::std::ffi::c_char, out: *mut *mut kit) -> kit_status;
    /// Declared in `kit.h:65`.
    ///
    /// Safe to call: it is only compiled here.
    #[cgo(trusted, nocallback, errno(always), limit = none)]
    pub safe fn kit_close(it: *mut kit) -> ((), ::cgocall::Errno);
    /// Adds parts. @retval -1 and `errno`, if there are more than [`KIT_LIMIT`] of them.
    ///
    /// Declared in `kit.h:68`.
    #[cgo(errno, thread = any)]
    pub fn kit_add(
        it: *mut kit,
        part: ::std::ffi::c_int,
    ) -> ::std::io::Result<::std::ffi::c_int>;
    /// The parts, or NULL and errno.
    ///
    /// Declared in `kit.h:70`.
    #[cgo(leaf, errno)]
    pub fn kit_parts(it: *const kit) -> ::std::io::Result<*const ::std::ffi::c_int>;
    /// 0, or the number of the error, with errno set.
    ///
    /// Declared in `kit.h:72`.
    #[cgo(errno(fail = 99))]
    pub fn kit_check(it: *const kit) -> ::std::io::Result<::std::ffi::c_uint>;
    /// Calls back for each part.
    ///
    /// Declared in `kit.h:75`.
    #[cgo(thread = "visitor")]
    pub fn kit_visit(
        it: *mut kit,
        visit: kit_visitor,
        data: *mut ::std::ffi::c_void,
    ) -> ::std::ffi::c_int;
    /// Waits so many milliseconds.
    ///
    /// Declared in `kit.h:79`.
    ///
    /// Safe to call: it takes a number, and any number will do.
    #[cgo(blocking, errno(always))]
    pub safe fn kit_wait(milliseconds: ::std::ffi::c_uint) -> ((), ::cgocall::Errno);
    /// Waits, and returns how many of its calls have been going on at one time.
    ///
    /// Declared in `kit.h:81`.
    ///
    /// Safe to call: it takes a number, and any number will do.
    #[cgo(limit = 4)]
    pub safe fn kit_together(milliseconds: ::std::ffi::c_uint) -> ::std::ffi::c_int;
    /// Declared in `kit.h:82`.
    pub fn kit_few(milliseconds: ::std::ffi::c_uint) -> ::std::ffi::c_int;
    /// Declared in `kit.h:83`.
    pub fn kit_alone(milliseconds: ::std::ffi::c_uint) -> ::std::ffi::c_int;
    /// The thread that it is called on.
    ///
    /// Declared in `kit.h:86`.
    pub fn kit_thread() -> ::std::ffi::c_ulong;
    /// The sum of so many ints.
    ///
    /// Declared in `kit.h:89`.
    #[cgo(raw)]
    pub fn kit_sum(count: ::std::ffi::c_int, ...) -> ::std::ffi::c_int;
    /// Declared in `kit.h:90`.
    ///
    /// Not wrapped, because it takes a `va_list`, which only C can make: a call runs on the caller's own stack. A goroutine calls it inside `cgocall::on_system_stack`, or the function with `...` beside it.
    #[cgo(raw)]
    pub fn kit_vsum(
        count: ::std::ffi::c_int,
        numbers: *mut __va_list_tag,
    ) -> ::std::ffi::c_int;
    /// Declared in `kit.h:91`.
    ///
    /// Not wrapped, because it returns twice, which no call on another stack can survive: a call runs on the caller's own stack. Call it from C.
    #[cgo(raw)]
    pub fn _setjmp(environment: *mut ::std::ffi::c_void) -> ::std::ffi::c_int;
    /// Declared in `kit.h:92`.
    #[cgo(thread = main)]
    pub fn kit_die(status: ::std::ffi::c_int) -> !;
    /// Declared in `kit.h:94`.
    ///
    /// Safe to call: it is only compiled here.
    #[must_use]
    pub safe fn kit_type(
        type_: ::std::ffi::c_int,
        kit_type: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Moves a point.
    ///
    /// Declared in `kit.h:100`.
    #[link_name = "kit_move__test_package_kit"]
    pub fn kit_move(
        point: kit_point,
        by: ::std::option::Option<
            unsafe extern "C" fn(arg1: ::std::ffi::c_int) -> ::std::ffi::c_int,
        >,
        times: *mut ::std::ffi::c_int,
    ) -> kit_point;
    /// Declared in `kit.h:113`.
    #[link_name = "kit_twice__test_package_kit"]
    #[cgo(inline)]
    pub fn kit_twice(number: *const ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `kit.h:132`.
    #[link_name = "KIT_MAX__test_package_kit"]
    pub fn KIT_MAX(a: ::std::ffi::c_int, b: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `kit.h:133`.
    #[link_name = "KIT_RESET__test_package_kit"]
    pub fn KIT_RESET(counter: *mut ::std::ffi::c_int);
    /// Declared in `kit.h:134`.
    #[link_name = "kit_first__test_package_kit"]
    pub fn kit_first(it: *const kit) -> ::std::ffi::c_int;
    /// Declared in `kit.h:108`.
    pub fn kit_half(arg1: ::std::ffi::c_int) -> ::std::ffi::c_int;
    /// Declared in `kit.h:119`.
    ///
    /// Safe to call: it is only compiled here.
    #[link_name = "kit_pairs__test_package_kit"]
    #[cgo(variadic, trusted)]
    pub safe fn kit_pairs(arg1: ::std::ffi::c_int, ...) -> ::std::ffi::c_int;
}
#[::cgocall::cgo_import]
unsafe extern "C-unwind" {
    /// Declared in `kit.h:76`.
    pub fn kit_visit_throwing(
        it: *mut kit,
        visit: kit_visitor,
        data: *mut ::std::ffi::c_void,
    ) -> ::std::ffi::c_int;
}
// Not bound: `kit_ratio`, since Rust cannot pass `long double` as C does.

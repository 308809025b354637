// Written by cgocall-bindgen: the build script says what is in here.

#[derive(PartialEq, Eq, Copy, Clone, Debug, Hash)]
#[repr(C, align(8))]
pub struct __BindgenOpaqueArray8<T>(pub T);
impl<T: Copy + Default, const N: usize> Default for __BindgenOpaqueArray8<[T; N]> {
    fn default() -> Self {
        Self([<T as Default>::default(); N])
    }
}
/// Declared in `bits/sockaddr.h:28`.
pub type sa_family_t = ::std::ffi::c_ushort;
/// Declared in `bits/socket.h:183`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct sockaddr {
    pub sa_family: sa_family_t,
    pub sa_data: [::std::ffi::c_char; 14usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of sockaddr"][::std::mem::size_of::<sockaddr>() - 16usize];
    ["Alignment of sockaddr"][::std::mem::align_of::<sockaddr>() - 2usize];
    [
        "Offset of field: sockaddr::sa_family",
    ][::std::mem::offset_of!(sockaddr, sa_family) - 0usize];
    [
        "Offset of field: sockaddr::sa_data",
    ][::std::mem::offset_of!(sockaddr, sa_data) - 2usize];
};
/// Declared in `netinet/in.h:30`.
pub type in_addr_t = u32;
/// Declared in `netinet/in.h:31`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct in_addr {
    pub s_addr: in_addr_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of in_addr"][::std::mem::size_of::<in_addr>() - 4usize];
    ["Alignment of in_addr"][::std::mem::align_of::<in_addr>() - 4usize];
    [
        "Offset of field: in_addr::s_addr",
    ][::std::mem::offset_of!(in_addr, s_addr) - 0usize];
};
/// Declared in `netinet/in.h:123`.
pub type in_port_t = u16;
/// Declared in `netinet/in.h:245`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct sockaddr_in {
    pub sin_family: sa_family_t,
    pub sin_port: in_port_t,
    pub sin_addr: in_addr,
    pub sin_zero: [::std::ffi::c_uchar; 8usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of sockaddr_in"][::std::mem::size_of::<sockaddr_in>() - 16usize];
    ["Alignment of sockaddr_in"][::std::mem::align_of::<sockaddr_in>() - 4usize];
    [
        "Offset of field: sockaddr_in::sin_family",
    ][::std::mem::offset_of!(sockaddr_in, sin_family) - 0usize];
    [
        "Offset of field: sockaddr_in::sin_port",
    ][::std::mem::offset_of!(sockaddr_in, sin_port) - 2usize];
    [
        "Offset of field: sockaddr_in::sin_addr",
    ][::std::mem::offset_of!(sockaddr_in, sin_addr) - 4usize];
    [
        "Offset of field: sockaddr_in::sin_zero",
    ][::std::mem::offset_of!(sockaddr_in, sin_zero) - 8usize];
};
/// Declared in `uv/unix.h:121`.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct uv_buf_t {
    pub base: *mut ::std::ffi::c_char,
    pub len: usize,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_buf_t"][::std::mem::size_of::<uv_buf_t>() - 16usize];
    ["Alignment of uv_buf_t"][::std::mem::align_of::<uv_buf_t>() - 8usize];
    ["Offset of field: uv_buf_t::base"][::std::mem::offset_of!(uv_buf_t, base) - 0usize];
    ["Offset of field: uv_buf_t::len"][::std::mem::offset_of!(uv_buf_t, len) - 8usize];
};
pub const UV_E2BIG: uv_errno_t = -7;
pub const UV_EACCES: uv_errno_t = -13;
pub const UV_EADDRINUSE: uv_errno_t = -98;
pub const UV_EADDRNOTAVAIL: uv_errno_t = -99;
pub const UV_EAFNOSUPPORT: uv_errno_t = -97;
pub const UV_EAGAIN: uv_errno_t = -11;
pub const UV_EAI_ADDRFAMILY: uv_errno_t = -3000;
pub const UV_EAI_AGAIN: uv_errno_t = -3001;
pub const UV_EAI_BADFLAGS: uv_errno_t = -3002;
pub const UV_EAI_BADHINTS: uv_errno_t = -3013;
pub const UV_EAI_CANCELED: uv_errno_t = -3003;
pub const UV_EAI_FAIL: uv_errno_t = -3004;
pub const UV_EAI_FAMILY: uv_errno_t = -3005;
pub const UV_EAI_MEMORY: uv_errno_t = -3006;
pub const UV_EAI_NODATA: uv_errno_t = -3007;
pub const UV_EAI_NONAME: uv_errno_t = -3008;
pub const UV_EAI_OVERFLOW: uv_errno_t = -3009;
pub const UV_EAI_PROTOCOL: uv_errno_t = -3014;
pub const UV_EAI_SERVICE: uv_errno_t = -3010;
pub const UV_EAI_SOCKTYPE: uv_errno_t = -3011;
pub const UV_EALREADY: uv_errno_t = -114;
pub const UV_EBADF: uv_errno_t = -9;
pub const UV_EBUSY: uv_errno_t = -16;
pub const UV_ECANCELED: uv_errno_t = -125;
pub const UV_ECHARSET: uv_errno_t = -4080;
pub const UV_ECONNABORTED: uv_errno_t = -103;
pub const UV_ECONNREFUSED: uv_errno_t = -111;
pub const UV_ECONNRESET: uv_errno_t = -104;
pub const UV_EDESTADDRREQ: uv_errno_t = -89;
pub const UV_EEXIST: uv_errno_t = -17;
pub const UV_EFAULT: uv_errno_t = -14;
pub const UV_EFBIG: uv_errno_t = -27;
pub const UV_EHOSTUNREACH: uv_errno_t = -113;
pub const UV_EINTR: uv_errno_t = -4;
pub const UV_EINVAL: uv_errno_t = -22;
pub const UV_EIO: uv_errno_t = -5;
pub const UV_EISCONN: uv_errno_t = -106;
pub const UV_EISDIR: uv_errno_t = -21;
pub const UV_ELOOP: uv_errno_t = -40;
pub const UV_EMFILE: uv_errno_t = -24;
pub const UV_EMSGSIZE: uv_errno_t = -90;
pub const UV_ENAMETOOLONG: uv_errno_t = -36;
pub const UV_ENETDOWN: uv_errno_t = -100;
pub const UV_ENETUNREACH: uv_errno_t = -101;
pub const UV_ENFILE: uv_errno_t = -23;
pub const UV_ENOBUFS: uv_errno_t = -105;
pub const UV_ENODEV: uv_errno_t = -19;
pub const UV_ENOENT: uv_errno_t = -2;
pub const UV_ENOMEM: uv_errno_t = -12;
pub const UV_ENONET: uv_errno_t = -64;
pub const UV_ENOPROTOOPT: uv_errno_t = -92;
pub const UV_ENOSPC: uv_errno_t = -28;
pub const UV_ENOSYS: uv_errno_t = -38;
pub const UV_ENOTCONN: uv_errno_t = -107;
pub const UV_ENOTDIR: uv_errno_t = -20;
pub const UV_ENOTEMPTY: uv_errno_t = -39;
pub const UV_ENOTSOCK: uv_errno_t = -88;
pub const UV_ENOTSUP: uv_errno_t = -95;
pub const UV_EOVERFLOW: uv_errno_t = -75;
pub const UV_EPERM: uv_errno_t = -1;
pub const UV_EPIPE: uv_errno_t = -32;
pub const UV_EPROTO: uv_errno_t = -71;
pub const UV_EPROTONOSUPPORT: uv_errno_t = -93;
pub const UV_EPROTOTYPE: uv_errno_t = -91;
pub const UV_ERANGE: uv_errno_t = -34;
pub const UV_EROFS: uv_errno_t = -30;
pub const UV_ESHUTDOWN: uv_errno_t = -108;
pub const UV_ESPIPE: uv_errno_t = -29;
pub const UV_ESRCH: uv_errno_t = -3;
pub const UV_ETIMEDOUT: uv_errno_t = -110;
pub const UV_ETXTBSY: uv_errno_t = -26;
pub const UV_EXDEV: uv_errno_t = -18;
pub const UV_UNKNOWN: uv_errno_t = -4094;
pub const UV_EOF: uv_errno_t = -4095;
pub const UV_ENXIO: uv_errno_t = -6;
pub const UV_EMLINK: uv_errno_t = -31;
pub const UV_EHOSTDOWN: uv_errno_t = -112;
pub const UV_EREMOTEIO: uv_errno_t = -121;
pub const UV_ENOTTY: uv_errno_t = -25;
pub const UV_EFTYPE: uv_errno_t = -4028;
pub const UV_EILSEQ: uv_errno_t = -84;
pub const UV_ESOCKTNOSUPPORT: uv_errno_t = -94;
pub const UV_ERRNO_MAX: uv_errno_t = -4096;
/// Declared in `uv.h:191`.
pub type uv_errno_t = ::std::ffi::c_int;
/// Declared in `uv.h:213`.
pub type uv_loop_t = uv_loop_s;
/// Declared in `uv.h:214`.
pub type uv_handle_t = uv_handle_s;
/// Declared in `uv.h:216`.
pub type uv_stream_t = uv_stream_s;
/// Declared in `uv.h:217`.
pub type uv_tcp_t = uv_tcp_s;
/// Declared in `uv.h:222`.
pub type uv_timer_t = uv_timer_s;
/// Declared in `uv.h:226`.
pub type uv_async_t = uv_async_s;
/// Declared in `uv.h:237`.
pub type uv_write_t = uv_write_s;
/// Declared in `uv.h:238`.
pub type uv_connect_t = uv_connect_s;
/// Declared in `uv.h:241`.
pub type uv_work_t = uv_work_s;
pub const UV_RUN_DEFAULT: uv_run_mode = 0;
pub const UV_RUN_ONCE: uv_run_mode = 1;
pub const UV_RUN_NOWAIT: uv_run_mode = 2;
/// Declared in `uv.h:262`.
pub type uv_run_mode = ::std::ffi::c_uint;
/// Declared in `uv.h:313`.
pub type uv_alloc_cb = ::std::option::Option<
    unsafe extern "C" fn(
        handle: *mut uv_handle_t,
        suggested_size: usize,
        buf: *mut uv_buf_t,
    ),
>;
/// Declared in `uv.h:316`.
pub type uv_read_cb = ::std::option::Option<
    unsafe extern "C" fn(stream: *mut uv_stream_t, nread: isize, buf: *const uv_buf_t),
>;
/// Declared in `uv.h:319`.
pub type uv_write_cb = ::std::option::Option<
    unsafe extern "C" fn(req: *mut uv_write_t, status: ::std::ffi::c_int),
>;
/// Declared in `uv.h:320`.
pub type uv_connect_cb = ::std::option::Option<
    unsafe extern "C" fn(req: *mut uv_connect_t, status: ::std::ffi::c_int),
>;
/// Declared in `uv.h:322`.
pub type uv_connection_cb = ::std::option::Option<
    unsafe extern "C" fn(server: *mut uv_stream_t, status: ::std::ffi::c_int),
>;
/// Declared in `uv.h:323`.
pub type uv_close_cb = ::std::option::Option<
    unsafe extern "C" fn(handle: *mut uv_handle_t),
>;
/// Declared in `uv.h:325`.
pub type uv_timer_cb = ::std::option::Option<
    unsafe extern "C" fn(handle: *mut uv_timer_t),
>;
/// Declared in `uv.h:326`.
pub type uv_async_cb = ::std::option::Option<
    unsafe extern "C" fn(handle: *mut uv_async_t),
>;
/// Declared in `uv.h:331`.
pub type uv_walk_cb = ::std::option::Option<
    unsafe extern "C" fn(handle: *mut uv_handle_t, arg: *mut ::std::ffi::c_void),
>;
/// Declared in `uv.h:333`.
pub type uv_work_cb = ::std::option::Option<unsafe extern "C" fn(req: *mut uv_work_t)>;
/// Declared in `uv.h:334`.
pub type uv_after_work_cb = ::std::option::Option<
    unsafe extern "C" fn(req: *mut uv_work_t, status: ::std::ffi::c_int),
>;
/// Declared in `uv.h:448`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_handle_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 96usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_handle_s__bindgen_ty_1 {
    pub fd: ::std::ffi::c_int,
    pub reserved: [*mut ::std::ffi::c_void; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_handle_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_handle_s__bindgen_ty_1>() - 32usize];
    [
        "Alignment of uv_handle_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_handle_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_handle_s__bindgen_ty_1::fd",
    ][::std::mem::offset_of!(uv_handle_s__bindgen_ty_1, fd) - 0usize];
    [
        "Offset of field: uv_handle_s__bindgen_ty_1::reserved",
    ][::std::mem::offset_of!(uv_handle_s__bindgen_ty_1, reserved) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_handle_s"][::std::mem::size_of::<uv_handle_s>() - 96usize];
    ["Alignment of uv_handle_s"][::std::mem::align_of::<uv_handle_s>() - 8usize];
};
/// Declared in `uv.h:504`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_stream_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 248usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_stream_s__bindgen_ty_1 {
    pub fd: ::std::ffi::c_int,
    pub reserved: [*mut ::std::ffi::c_void; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_stream_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_stream_s__bindgen_ty_1>() - 32usize];
    [
        "Alignment of uv_stream_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_stream_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_stream_s__bindgen_ty_1::fd",
    ][::std::mem::offset_of!(uv_stream_s__bindgen_ty_1, fd) - 0usize];
    [
        "Offset of field: uv_stream_s__bindgen_ty_1::reserved",
    ][::std::mem::offset_of!(uv_stream_s__bindgen_ty_1, reserved) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_stream_s"][::std::mem::size_of::<uv_stream_s>() - 248usize];
    ["Alignment of uv_stream_s"][::std::mem::align_of::<uv_stream_s>() - 8usize];
};
/// Declared in `uv.h:539`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_write_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 192usize]>,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_write_s"][::std::mem::size_of::<uv_write_s>() - 192usize];
    ["Alignment of uv_write_s"][::std::mem::align_of::<uv_write_s>() - 8usize];
};
/// Declared in `uv.h:561`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_tcp_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 248usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_tcp_s__bindgen_ty_1 {
    pub fd: ::std::ffi::c_int,
    pub reserved: [*mut ::std::ffi::c_void; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_tcp_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_tcp_s__bindgen_ty_1>() - 32usize];
    [
        "Alignment of uv_tcp_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_tcp_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_tcp_s__bindgen_ty_1::fd",
    ][::std::mem::offset_of!(uv_tcp_s__bindgen_ty_1, fd) - 0usize];
    [
        "Offset of field: uv_tcp_s__bindgen_ty_1::reserved",
    ][::std::mem::offset_of!(uv_tcp_s__bindgen_ty_1, reserved) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_tcp_s"][::std::mem::size_of::<uv_tcp_s>() - 248usize];
    ["Alignment of uv_tcp_s"][::std::mem::align_of::<uv_tcp_s>() - 8usize];
};
/// Declared in `uv.h:597`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_connect_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 96usize]>,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_connect_s"][::std::mem::size_of::<uv_connect_s>() - 96usize];
    ["Alignment of uv_connect_s"][::std::mem::align_of::<uv_connect_s>() - 8usize];
};
/// Declared in `uv.h:865`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_async_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 128usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_async_s__bindgen_ty_1 {
    pub fd: ::std::ffi::c_int,
    pub reserved: [*mut ::std::ffi::c_void; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_async_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_async_s__bindgen_ty_1>() - 32usize];
    [
        "Alignment of uv_async_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_async_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_async_s__bindgen_ty_1::fd",
    ][::std::mem::offset_of!(uv_async_s__bindgen_ty_1, fd) - 0usize];
    [
        "Offset of field: uv_async_s__bindgen_ty_1::reserved",
    ][::std::mem::offset_of!(uv_async_s__bindgen_ty_1, reserved) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_async_s"][::std::mem::size_of::<uv_async_s>() - 128usize];
    ["Alignment of uv_async_s"][::std::mem::align_of::<uv_async_s>() - 8usize];
};
/// Declared in `uv.h:881`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_timer_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 152usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_timer_s__bindgen_ty_1 {
    pub fd: ::std::ffi::c_int,
    pub reserved: [*mut ::std::ffi::c_void; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_timer_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_timer_s__bindgen_ty_1>() - 32usize];
    [
        "Alignment of uv_timer_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_timer_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_timer_s__bindgen_ty_1::fd",
    ][::std::mem::offset_of!(uv_timer_s__bindgen_ty_1, fd) - 0usize];
    [
        "Offset of field: uv_timer_s__bindgen_ty_1::reserved",
    ][::std::mem::offset_of!(uv_timer_s__bindgen_ty_1, reserved) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_timer_s"][::std::mem::size_of::<uv_timer_s>() - 152usize];
    ["Alignment of uv_timer_s"][::std::mem::align_of::<uv_timer_s>() - 8usize];
};
/// Declared in `uv.h:1090`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_work_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 128usize]>,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_work_s"][::std::mem::size_of::<uv_work_s>() - 128usize];
    ["Alignment of uv_work_s"][::std::mem::align_of::<uv_work_s>() - 8usize];
};
/// Declared in `uv.h:1806`.
#[repr(C)]
#[repr(align(8))]
#[derive(Debug, Copy, Clone)]
pub struct uv_loop_s {
    pub _bindgen_opaque_blob: __BindgenOpaqueArray8<[u8; 848usize]>,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union uv_loop_s__bindgen_ty_1 {
    pub unused: *mut ::std::ffi::c_void,
    pub count: ::std::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_loop_s__bindgen_ty_1",
    ][::std::mem::size_of::<uv_loop_s__bindgen_ty_1>() - 8usize];
    [
        "Alignment of uv_loop_s__bindgen_ty_1",
    ][::std::mem::align_of::<uv_loop_s__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: uv_loop_s__bindgen_ty_1::unused",
    ][::std::mem::offset_of!(uv_loop_s__bindgen_ty_1, unused) - 0usize];
    [
        "Offset of field: uv_loop_s__bindgen_ty_1::count",
    ][::std::mem::offset_of!(uv_loop_s__bindgen_ty_1, count) - 0usize];
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct uv_loop_s__bindgen_ty_2 {
    pub min: *mut ::std::ffi::c_void,
    pub nelts: ::std::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of uv_loop_s__bindgen_ty_2",
    ][::std::mem::size_of::<uv_loop_s__bindgen_ty_2>() - 16usize];
    [
        "Alignment of uv_loop_s__bindgen_ty_2",
    ][::std::mem::align_of::<uv_loop_s__bindgen_ty_2>() - 8usize];
    [
        "Offset of field: uv_loop_s__bindgen_ty_2::min",
    ][::std::mem::offset_of!(uv_loop_s__bindgen_ty_2, min) - 0usize];
    [
        "Offset of field: uv_loop_s__bindgen_ty_2::nelts",
    ][::std::mem::offset_of!(uv_loop_s__bindgen_ty_2, nelts) - 8usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of uv_loop_s"][::std::mem::size_of::<uv_loop_s>() - 848usize];
    ["Alignment of uv_loop_s"][::std::mem::align_of::<uv_loop_s>() - 8usize];
};
#[::cgocall::cgo_import]
unsafe extern "C" {
    /// Declared in `uv.h:265`.
    #[cgo(leaf)]
    pub fn uv_version() -> ::std::ffi::c_uint;
    /// Declared in `uv.h:281`.
    #[cgo(nocallback)]
    pub fn uv_loop_init(loop_: *mut uv_loop_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:282`.
    #[cgo(nocallback)]
    pub fn uv_loop_close(loop_: *mut uv_loop_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:300`.
    #[cgo(blocking)]
    pub fn uv_run(arg1: *mut uv_loop_t, mode: uv_run_mode) -> ::std::ffi::c_int;
    /// Declared in `uv.h:307`.
    #[cgo(leaf)]
    pub fn uv_update_time(arg1: *mut uv_loop_t);
    /// Declared in `uv.h:394`.
    #[cgo(leaf)]
    pub fn uv_strerror(err: ::std::ffi::c_int) -> *const ::std::ffi::c_char;
    /// Declared in `uv.h:455`.
    #[cgo(leaf)]
    pub fn uv_handle_get_data(handle: *const uv_handle_t) -> *mut ::std::ffi::c_void;
    /// Declared in `uv.h:456`.
    #[cgo(leaf)]
    pub fn uv_handle_get_loop(handle: *const uv_handle_t) -> *mut uv_loop_t;
    /// Declared in `uv.h:457`.
    #[cgo(leaf)]
    pub fn uv_handle_set_data(handle: *mut uv_handle_t, data: *mut ::std::ffi::c_void);
    /// Declared in `uv.h:467`.
    pub fn uv_walk(
        loop_: *mut uv_loop_t,
        walk_cb: uv_walk_cb,
        arg: *mut ::std::ffi::c_void,
    );
    /// Declared in `uv.h:473`.
    #[cgo(nocallback)]
    pub fn uv_close(handle: *mut uv_handle_t, close_cb: uv_close_cb);
    /// Declared in `uv.h:511`.
    #[cgo(nocallback)]
    pub fn uv_listen(
        stream: *mut uv_stream_t,
        backlog: ::std::ffi::c_int,
        cb: uv_connection_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:512`.
    #[cgo(nocallback)]
    pub fn uv_accept(
        server: *mut uv_stream_t,
        client: *mut uv_stream_t,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:514`.
    #[cgo(nocallback)]
    pub fn uv_read_start(
        arg1: *mut uv_stream_t,
        alloc_cb: uv_alloc_cb,
        read_cb: uv_read_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:517`.
    #[cgo(nocallback)]
    pub fn uv_read_stop(arg1: *mut uv_stream_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:519`.
    #[cgo(nocallback)]
    pub fn uv_write(
        req: *mut uv_write_t,
        handle: *mut uv_stream_t,
        bufs: *const uv_buf_t,
        nbufs: ::std::ffi::c_uint,
        cb: uv_write_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:553`.
    #[cgo(leaf)]
    pub fn uv_is_closing(handle: *const uv_handle_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:567`.
    #[cgo(nocallback)]
    pub fn uv_tcp_init(arg1: *mut uv_loop_t, handle: *mut uv_tcp_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:570`.
    #[cgo(nocallback)]
    pub fn uv_tcp_nodelay(
        handle: *mut uv_tcp_t,
        enable: ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:581`.
    #[cgo(nocallback)]
    pub fn uv_tcp_bind(
        handle: *mut uv_tcp_t,
        addr: *const sockaddr,
        flags: ::std::ffi::c_uint,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:584`.
    #[cgo(nocallback)]
    pub fn uv_tcp_getsockname(
        handle: *const uv_tcp_t,
        name: *mut sockaddr,
        namelen: *mut ::std::ffi::c_int,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:591`.
    #[cgo(nocallback)]
    pub fn uv_tcp_connect(
        req: *mut uv_connect_t,
        handle: *mut uv_tcp_t,
        addr: *const sockaddr,
        cb: uv_connect_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:870`.
    #[cgo(nocallback)]
    pub fn uv_async_init(
        arg1: *mut uv_loop_t,
        async_: *mut uv_async_t,
        async_cb: uv_async_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:873`.
    #[cgo(nocallback)]
    pub fn uv_async_send(async_: *mut uv_async_t) -> ::std::ffi::c_int;
    /// Declared in `uv.h:886`.
    #[cgo(leaf)]
    pub fn uv_timer_init(
        arg1: *mut uv_loop_t,
        handle: *mut uv_timer_t,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:887`.
    #[cgo(leaf)]
    pub fn uv_timer_start(
        handle: *mut uv_timer_t,
        cb: uv_timer_cb,
        timeout: u64,
        repeat: u64,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:1098`.
    #[cgo(nocallback)]
    pub fn uv_queue_work(
        loop_: *mut uv_loop_t,
        req: *mut uv_work_t,
        work_cb: uv_work_cb,
        after_work_cb: uv_after_work_cb,
    ) -> ::std::ffi::c_int;
    /// Declared in `uv.h:1659`.
    #[cgo(leaf)]
    pub fn uv_ip4_addr(
        ip: *const ::std::ffi::c_char,
        port: ::std::ffi::c_int,
        addr: *mut sockaddr_in,
    ) -> ::std::ffi::c_int;
}

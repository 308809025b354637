//! Declarations out of `uv.h` of libuv 1.44.2, (C) 2015 libuv project contributors, MIT licence.
//!
//! Written by bindgen; of those that differ in names only, one.

unsafe extern "C" {
    pub fn uv_socketpair(
        type_: c_int,
        protocol: c_int,
        socket_vector: *mut uv_os_sock_t,
        flags0: c_int,
        flags1: c_int,
    ) -> c_int;
    pub fn uv_write2(
        req: *mut uv_write_t,
        handle: *mut uv_stream_t,
        bufs: *const uv_buf_t,
        nbufs: c_uint,
        send_handle: *mut uv_stream_t,
        cb: uv_write_cb,
    ) -> c_int;
    pub fn uv_udp_set_source_membership(
        handle: *mut uv_udp_t,
        multicast_addr: *const c_char,
        interface_addr: *const c_char,
        source_addr: *const c_char,
        membership: uv_membership,
    ) -> c_int;
    pub fn uv_getaddrinfo(
        loop_: *mut uv_loop_t,
        req: *mut uv_getaddrinfo_t,
        getaddrinfo_cb: uv_getaddrinfo_cb,
        node: *const c_char,
        service: *const c_char,
        hints: *const addrinfo,
    ) -> c_int;
    pub fn uv_getnameinfo(
        loop_: *mut uv_loop_t,
        req: *mut uv_getnameinfo_t,
        getnameinfo_cb: uv_getnameinfo_cb,
        addr: *const sockaddr,
        flags: c_int,
    ) -> c_int;
    pub fn uv_setup_args(argc: c_int, argv: *mut *mut c_char) -> *mut *mut c_char;
    pub fn uv_cpu_info(cpu_infos: *mut *mut uv_cpu_info_t, count: *mut c_int) -> c_int;
    pub fn uv_fs_read(
        loop_: *mut uv_loop_t,
        req: *mut uv_fs_t,
        file: uv_file,
        bufs: *const uv_buf_t,
        nbufs: c_uint,
        offset: i64,
        cb: uv_fs_cb,
    ) -> c_int;
    pub fn uv_fs_copyfile(
        loop_: *mut uv_loop_t,
        req: *mut uv_fs_t,
        path: *const c_char,
        new_path: *const c_char,
        flags: c_int,
        cb: uv_fs_cb,
    ) -> c_int;
    pub fn uv_fs_ftruncate(
        loop_: *mut uv_loop_t,
        req: *mut uv_fs_t,
        file: uv_file,
        offset: i64,
        cb: uv_fs_cb,
    ) -> c_int;
    pub fn uv_fs_sendfile(
        loop_: *mut uv_loop_t,
        req: *mut uv_fs_t,
        out_fd: uv_file,
        in_fd: uv_file,
        in_offset: i64,
        length: usize,
        cb: uv_fs_cb,
    ) -> c_int;
    pub fn uv_fs_futime(
        loop_: *mut uv_loop_t,
        req: *mut uv_fs_t,
        file: uv_file,
        atime: f64,
        mtime: f64,
        cb: uv_fs_cb,
    ) -> c_int;
    pub fn uv_once(guard: *mut uv_once_t, callback: Option<unsafe extern "C" fn()>);
}

pub type uv_realloc_func = Option<unsafe extern "C" fn(ptr: *mut c_void, size: usize) -> *mut c_void>;
pub type uv_calloc_func = Option<unsafe extern "C" fn(count: usize, size: usize) -> *mut c_void>;
pub type uv_alloc_cb =
    Option<unsafe extern "C" fn(handle: *mut uv_handle_t, suggested_size: usize, buf: *mut uv_buf_t)>;
pub type uv_write_cb = Option<unsafe extern "C" fn(req: *mut uv_write_t, status: c_int)>;
pub type uv_close_cb = Option<unsafe extern "C" fn(handle: *mut uv_handle_t)>;
pub type uv_poll_cb = Option<unsafe extern "C" fn(handle: *mut uv_poll_t, status: c_int, events: c_int)>;
pub type uv_walk_cb = Option<unsafe extern "C" fn(handle: *mut uv_handle_t, arg: *mut c_void)>;
pub type uv_getnameinfo_cb = Option<
    unsafe extern "C" fn(
        req: *mut uv_getnameinfo_t,
        status: c_int,
        hostname: *const c_char,
        service: *const c_char,
    ),
>;
pub type uv_random_cb =
    Option<unsafe extern "C" fn(req: *mut uv_random_t, status: c_int, buf: *mut c_void, buflen: usize)>;
pub type uv_fs_event_cb = Option<
    unsafe extern "C" fn(handle: *mut uv_fs_event_t, filename: *const c_char, events: c_int, status: c_int),
>;
pub type uv_udp_recv_cb = Option<
    unsafe extern "C" fn(
        handle: *mut uv_udp_t,
        nread: isize,
        buf: *const uv_buf_t,
        addr: *const sockaddr,
        flags: c_uint,
    ),
>;

//! Functions of POSIX and GNU, as the headers of the GNU C library 2.36 declare them.
//!
//! Written by bindgen; of those that differ in names only, one.

unsafe extern "C" {
    pub fn renameat(oldfd: c_int, old: *const c_char, newfd: c_int, new: *const c_char) -> c_int;
    pub fn renameat2(
        oldfd: c_int,
        old: *const c_char,
        newfd: c_int,
        new: *const c_char,
        flags: c_uint,
    ) -> c_int;
    pub fn open_memstream(bufloc: *mut *mut c_char, sizeloc: *mut usize) -> *mut FILE;
    pub fn printf(format: *const c_char, ...) -> c_int;
    pub fn snprintf(s: *mut c_char, maxlen: c_ulong, format: *const c_char, ...) -> c_int;
    pub fn vsnprintf(s: *mut c_char, maxlen: c_ulong, format: *const c_char, arg: *mut va_list_tag) -> c_int;
    pub fn vasprintf(ptr: *mut *mut c_char, f: *const c_char, arg: *mut va_list_tag) -> c_int;
    pub fn asprintf(ptr: *mut *mut c_char, fmt: *const c_char, ...) -> c_int;
    pub fn getdelim(lineptr: *mut *mut c_char, n: *mut usize, delimiter: c_int, stream: *mut FILE)
    -> ssize_t;
    pub fn strtol(nptr: *const c_char, endptr: *mut *mut c_char, base: c_int) -> c_long;
    pub fn strtol_l(nptr: *const c_char, endptr: *mut *mut c_char, base: c_int, loc: locale_t) -> c_long;
    pub fn select(
        nfds: c_int,
        readfds: *mut fd_set,
        writefds: *mut fd_set,
        exceptfds: *mut fd_set,
        timeout: *mut timeval,
    ) -> c_int;
    pub fn pselect(
        nfds: c_int,
        readfds: *mut fd_set,
        writefds: *mut fd_set,
        exceptfds: *mut fd_set,
        timeout: *const timespec,
        sigmask: *const sigset_t,
    ) -> c_int;
    pub fn posix_memalign(memptr: *mut *mut c_void, alignment: usize, size: usize) -> c_int;
    pub fn abort() -> !;
    pub fn on_exit(
        func: Option<unsafe extern "C" fn(status: c_int, arg: *mut c_void)>,
        arg: *mut c_void,
    ) -> c_int;
    pub fn exit(status: c_int) -> !;
    pub fn bsearch(
        key: *const c_void,
        base: *const c_void,
        nmemb: usize,
        size: usize,
        compar: compar_fn_t,
    ) -> *mut c_void;
    pub fn qsort_r(base: *mut c_void, nmemb: usize, size: usize, compar: compar_d_fn_t, arg: *mut c_void);
    pub fn ecvt(value: f64, ndigit: c_int, decpt: *mut c_int, sign: *mut c_int) -> *mut c_char;
    pub fn gcvt(value: f64, ndigit: c_int, buf: *mut c_char) -> *mut c_char;
    pub fn ecvt_r(
        value: f64,
        ndigit: c_int,
        decpt: *mut c_int,
        sign: *mut c_int,
        buf: *mut c_char,
        len: usize,
    ) -> c_int;
    pub fn getsubopt(
        optionp: *mut *mut c_char,
        tokens: *const *mut c_char,
        valuep: *mut *mut c_char,
    ) -> c_int;
    pub fn memccpy(dest: *mut c_void, src: *const c_void, c: c_int, n: c_ulong) -> *mut c_void;
    pub fn strtok_r(s: *mut c_char, delim: *const c_char, save_ptr: *mut *mut c_char) -> *mut c_char;
    pub fn memmem(
        haystack: *const c_void,
        haystacklen: usize,
        needle: *const c_void,
        needlelen: usize,
    ) -> *mut c_void;
    pub fn access(name: *const c_char, r#type: c_int) -> c_int;
    pub fn execveat(
        fd: c_int,
        path: *const c_char,
        argv: *const *mut c_char,
        envp: *const *mut c_char,
        flags: c_int,
    ) -> c_int;
    pub fn faccessat(fd: c_int, file: *const c_char, r#type: c_int, flag: c_int) -> c_int;
    pub fn pread(fd: c_int, buf: *mut c_void, nbytes: usize, offset: off_t) -> isize;
    pub fn fchownat(fd: c_int, file: *const c_char, owner: uid_t, group: gid_t, flag: c_int) -> c_int;
    pub static mut environ: *mut *mut c_char;
    pub fn execve(path: *const c_char, argv: *const *mut c_char, envp: *const *mut c_char) -> c_int;
    pub fn fexecve(fd: c_int, argv: *const *mut c_char, envp: *const *mut c_char) -> c_int;
    pub static mut optind: c_int;
    pub fn copy_file_range(
        infd: c_int,
        pinoff: *mut off64_t,
        outfd: c_int,
        poutoff: *mut off64_t,
        length: usize,
        flags: c_uint,
    ) -> isize;
    #[link_name = "\u{1}xpg_sigpause"]
    pub fn sigpause(sig: c_int) -> c_int;
    pub fn socket(domain: c_int, r#type: c_int, protocol: c_int) -> c_int;
    pub fn socketpair(domain: c_int, r#type: c_int, protocol: c_int, fds: *mut c_int) -> c_int;
    pub fn getsockname(fd: c_int, addr: SOCKADDR_ARG, len: *mut socklen_t) -> c_int;
    pub fn sendto(
        fd: c_int,
        buf: *const c_void,
        n: usize,
        flags: c_int,
        addr: CONST_SOCKADDR_ARG,
        addr_len: socklen_t,
    ) -> isize;
    pub fn recvfrom(
        fd: c_int,
        buf: *mut c_void,
        n: usize,
        flags: c_int,
        addr: SOCKADDR_ARG,
        addr_len: *mut socklen_t,
    ) -> isize;
    pub fn recvmmsg(
        fd: c_int,
        vmessages: *mut mmsghdr,
        vlen: c_uint,
        flags: c_int,
        tmo: *mut timespec,
    ) -> c_int;
    pub fn getsockopt(
        fd: c_int,
        level: c_int,
        optname: c_int,
        optval: *mut c_void,
        optlen: *mut socklen_t,
    ) -> c_int;
    pub fn setsockopt(
        fd: c_int,
        level: c_int,
        optname: c_int,
        optval: *const c_void,
        optlen: socklen_t,
    ) -> c_int;
    pub fn mmap(
        addr: *mut c_void,
        len: usize,
        prot: c_int,
        flags: c_int,
        fd: c_int,
        offset: off_t,
    ) -> *mut c_void;
    pub fn mremap(addr: *mut c_void, old_len: usize, new_len: usize, flags: c_int, ...) -> *mut c_void;
    pub fn remap_file_pages(
        start: *mut c_void,
        size: usize,
        prot: c_int,
        pgoff: usize,
        flags: c_int,
    ) -> c_int;
    pub fn name_to_handle_at(
        dfd: c_int,
        name: *const c_char,
        handle: *mut file_handle,
        mnt_id: *mut c_int,
        flags: c_int,
    ) -> c_int;
    pub fn fcntl(fd: c_int, cmd: c_int, ...) -> c_int;
    pub fn openat(fd: c_int, file: *const c_char, oflag: c_int, ...) -> c_int;
    pub static mut tzname: [*mut c_char; 2usize];
    pub fn clock_nanosleep(
        clock_id: clockid_t,
        flags: c_int,
        req: *const timespec,
        rem: *mut timespec,
    ) -> c_int;
    pub fn clone(
        r#fn: Option<unsafe extern "C" fn(arg: *mut c_void) -> c_int>,
        child_stack: *mut c_void,
        flags: c_int,
        arg: *mut c_void,
        ...
    ) -> c_int;
    pub fn pthread_create(
        newthread: *mut pthread_t,
        attr: *const pthread_attr_t,
        start_routine: Option<unsafe extern "C" fn(arg1: *mut c_void) -> *mut c_void>,
        arg: *mut c_void,
    ) -> c_int;
    pub fn pthread_exit(retval: *mut c_void) -> !;
    pub fn pthread_join(th: pthread_t, thread_return: *mut *mut c_void) -> c_int;
    pub fn pthread_clockjoin_np(
        th: pthread_t,
        thread_return: *mut *mut c_void,
        clockid: clockid_t,
        abstime: *const timespec,
    ) -> c_int;
    pub fn pthread_attr_getstack(
        attr: *const pthread_attr_t,
        stackaddr: *mut *mut c_void,
        stacksize: *mut usize,
    ) -> c_int;
    pub fn pthread_once(
        once_control: *mut pthread_once_t,
        init_routine: Option<unsafe extern "C" fn()>,
    ) -> c_int;
    pub fn pthread_setcanceltype(r#type: c_int, oldtype: *mut c_int) -> c_int;
    pub fn pthread_key_create(
        key: *mut pthread_key_t,
        destr_function: Option<unsafe extern "C" fn(arg1: *mut c_void)>,
    ) -> c_int;
    pub fn pthread_atfork(
        prepare: Option<unsafe extern "C" fn()>,
        parent: Option<unsafe extern "C" fn()>,
        child: Option<unsafe extern "C" fn()>,
    ) -> c_int;
    pub static in6addr_any: in6_addr;
    pub fn inet6_option_init(bp: *mut c_void, cmsgp: *mut *mut cmsghdr, r#type: c_int) -> c_int;
    pub fn inet6_option_alloc(cmsg: *mut cmsghdr, datalen: c_int, multx: c_int, plusy: c_int) -> *mut u8;
    pub fn inet6_opt_append(
        extbuf: *mut c_void,
        extlen: socklen_t,
        offset: c_int,
        r#type: u8,
        len: socklen_t,
        align: u8,
        databufp: *mut *mut c_void,
    ) -> c_int;
    pub fn inet6_opt_next(
        extbuf: *mut c_void,
        extlen: socklen_t,
        offset: c_int,
        typep: *mut u8,
        lenp: *mut socklen_t,
        databufp: *mut *mut c_void,
    ) -> c_int;
    pub fn inet6_opt_find(
        extbuf: *mut c_void,
        extlen: socklen_t,
        offset: c_int,
        r#type: u8,
        lenp: *mut socklen_t,
        databufp: *mut *mut c_void,
    ) -> c_int;
    pub fn inet6_rth_space(r#type: c_int, segments: c_int) -> socklen_t;
    pub fn inet6_rth_init(bp: *mut c_void, bp_len: socklen_t, r#type: c_int, segments: c_int) -> *mut c_void;
    pub fn inet6_rth_reverse(r#in: *const c_void, out: *mut c_void) -> c_int;
    pub fn getipv4sourcefilter(
        s: c_int,
        interface_addr: in_addr,
        group: in_addr,
        fmode: *mut u32,
        numsrc: *mut u32,
        slist: *mut in_addr,
    ) -> c_int;
    pub fn setipv4sourcefilter(
        s: c_int,
        interface_addr: in_addr,
        group: in_addr,
        fmode: u32,
        numsrc: u32,
        slist: *const in_addr,
    ) -> c_int;
    pub fn getsourcefilter(
        s: c_int,
        interface_addr: u32,
        group: *const sockaddr,
        grouplen: socklen_t,
        fmode: *mut u32,
        numsrc: *mut u32,
        slist: *mut sockaddr_storage,
    ) -> c_int;
    pub fn setsourcefilter(
        s: c_int,
        interface_addr: u32,
        group: *const sockaddr,
        grouplen: socklen_t,
        fmode: u32,
        numsrc: u32,
        slist: *const sockaddr_storage,
    ) -> c_int;
    pub fn getrpcbynumber_r(
        number: c_int,
        result_buf: *mut rpcent,
        buffer: *mut c_char,
        buflen: usize,
        result: *mut *mut rpcent,
    ) -> c_int;
    pub fn getrpcent_r(
        result_buf: *mut rpcent,
        buffer: *mut c_char,
        buflen: usize,
        result: *mut *mut rpcent,
    ) -> c_int;
    pub fn gethostbyaddr(addr: *const c_void, len: socklen_t, r#type: c_int) -> *mut hostent;
    pub fn gethostent_r(
        result_buf: *mut hostent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut hostent,
        h_errnop: *mut c_int,
    ) -> c_int;
    pub fn gethostbyaddr_r(
        addr: *const c_void,
        len: socklen_t,
        r#type: c_int,
        result_buf: *mut hostent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut hostent,
        h_errnop: *mut c_int,
    ) -> c_int;
    pub fn gethostbyname_r(
        name: *const c_char,
        result_buf: *mut hostent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut hostent,
        h_errnop: *mut c_int,
    ) -> c_int;
    pub fn gethostbyname2_r(
        name: *const c_char,
        af: c_int,
        result_buf: *mut hostent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut hostent,
        h_errnop: *mut c_int,
    ) -> c_int;
    pub fn getnetbyaddr(net: u32, r#type: c_int) -> *mut netent;
    pub fn getnetbyaddr_r(
        net: u32,
        r#type: c_int,
        result_buf: *mut netent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut netent,
        h_errnop: *mut c_int,
    ) -> c_int;
    pub fn getservbyname_r(
        name: *const c_char,
        proto: *const c_char,
        result_buf: *mut servent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut servent,
    ) -> c_int;
    pub fn getservbyport_r(
        port: c_int,
        proto: *const c_char,
        result_buf: *mut servent,
        buf: *mut c_char,
        buflen: usize,
        result: *mut *mut servent,
    ) -> c_int;
    pub fn getnetgrent_r(
        hostp: *mut *mut c_char,
        userp: *mut *mut c_char,
        domainp: *mut *mut c_char,
        buffer: *mut c_char,
        buflen: usize,
    ) -> c_int;
    pub fn rcmd(
        ahost: *mut *mut c_char,
        rport: c_ushort,
        locuser: *const c_char,
        remuser: *const c_char,
        cmd: *const c_char,
        fd2p: *mut c_int,
    ) -> c_int;
    pub fn rcmd_af(
        ahost: *mut *mut c_char,
        rport: c_ushort,
        locuser: *const c_char,
        remuser: *const c_char,
        cmd: *const c_char,
        fd2p: *mut c_int,
        af: sa_family_t,
    ) -> c_int;
    pub fn getnameinfo(
        sa: *const sockaddr,
        salen: socklen_t,
        host: *mut c_char,
        hostlen: socklen_t,
        serv: *mut c_char,
        servlen: socklen_t,
        flags: c_int,
    ) -> c_int;
    pub fn gai_suspend(list: *const *const gaicb, ent: c_int, timeout: *const timespec) -> c_int;
    pub fn hsearch_r(item: ENTRY, action: ACTION, retval: *mut *mut ENTRY, htab: *mut hsearch_data) -> c_int;
    pub fn tsearch(key: *const c_void, rootp: *mut *mut c_void, compar: compar_fn_t) -> *mut c_void;
    pub fn twalk_r(
        root: *const c_void,
        arg1: Option<unsafe extern "C" fn(nodep: *const c_void, value: VISIT, closure: *mut c_void)>,
        closure: *mut c_void,
    );
    pub fn lfind(
        key: *const c_void,
        base: *const c_void,
        nmemb: *mut usize,
        size: usize,
        compar: compar_fn_t,
    ) -> *mut c_void;
    pub fn longjmp(env: *mut jmp_buf_tag, val: c_int) -> !;
    pub fn makecontext(ucp: *mut ucontext_t, func: Option<unsafe extern "C" fn()>, argc: c_int, ...);
}

pub type cookie_close_function_t = Option<unsafe extern "C" fn(cookie: *mut c_void) -> c_int>;
pub type compar_fn_t = Option<unsafe extern "C" fn(arg1: *const c_void, arg2: *const c_void) -> c_int>;
pub type compar_d_fn_t =
    Option<unsafe extern "C" fn(arg1: *const c_void, arg2: *const c_void, arg3: *mut c_void) -> c_int>;
pub type sighandler_t = Option<unsafe extern "C" fn(arg1: c_int)>;

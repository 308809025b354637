//! A library that runs goroutines is never unloaded: its threads run its code, and threads that C made come through it
//! when they end.

/// Keeps the shared object that this code is in, if it is in one, although its host may `dlclose` it.
pub(crate) fn pin() {
    #[cfg(not(target_feature = "crt-static"))]
    {
        let mut info = std::mem::MaybeUninit::<libc::Dl_info>::uninit();
        let here = pin as *const libc::c_void;
        // SAFETY: `info` is filled in where the answer is not zero, and the name in it lives as long as the object. For a
        // program the second call finds nothing, which is as good.
        unsafe {
            if libc::dladdr(here, info.as_mut_ptr()) != 0 {
                let flags = libc::RTLD_LAZY | libc::RTLD_NOLOAD | libc::RTLD_NODELETE;
                libc::dlopen(info.assume_init().dli_fname, flags);
            }
        }
    }
}

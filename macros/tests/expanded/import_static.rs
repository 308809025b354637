unsafe extern "C" {
    static environ: *mut *mut c_char;
}

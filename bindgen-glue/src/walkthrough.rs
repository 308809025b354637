//! Documentation only: from a header that you have never seen to a working concurrent program.
//!
//! The library is libcurl, which fetches what a URL names. Its function for that, `curl_easy_perform`, returns when all has
//! arrived, and calls back for each piece. In other runtimes that takes a pool of threads; here it is a call.
//!
//! # 1. A package
//!
//! On Debian: `apt-get install libcurl4-openssl-dev pkg-config libclang-dev`. The last one reads headers, at build time only.
//!
//! ```toml
//! [dependencies]
//! cgocall = "0.1"
//!
//! [build-dependencies]
//! cgocall-bindgen = "0.1"
//! ```
//!
//! # 2. A build script
//!
//! To begin with, everything that has the library's prefixes:
//!
//! ```no_run
//! // build.rs, in `main`
//! cgocall_bindgen::Builder::new("curl")
//!     .header("curl/curl.h")
//!     .pkg_config("libcurl")
//!     .allowlist("curl_.*|CURL.*")
//!     .generate()
//!     .unwrap_or_exit();
//! ```
//!
//! ```ignore
//! // src/main.rs
//! mod ffi {
//!     cgocall::include_bindings!("curl");
//! }
//! ```
//!
//! `cargo doc --document-private-items --open` now shows the library as Rust sees it: each function with C's comment, the line
//! of the header that declares it, and the way in which it is called. A pattern that is misspelt stops the build, with the
//! name that was probably meant.
//!
//! # 3. What is known about its functions
//!
//! To say nothing is correct for every function. Three questions to the library's documentation make it better:
//!
//! | question | where the answer is yes |
//! |---|---|
//! | Does it wait, for a disk, a peer, a lock? | `.blocking(..)`: others run from its first nanosecond on |
//! | Is it over in a microsecond, and calls nothing back? | `.leaf(..)` |
//! | May it be called from one thread only, or by one caller at a time? | `.thread(..)` or `.serialize()` |
//!
//! Of libcurl one function waits. A handle is for one caller at a time, of whichever thread, so nothing else is to be said:
//!
//! ```ignore
//!     .allowlist("curl_(global_init|easy_(init|setopt|perform|strerror|cleanup))|CURL.*")
//!     .blocking("curl_easy_perform")
//! ```
//!
//! # 4. A callback that waits
//!
//! libcurl calls it on the goroutine that is in `curl_easy_perform`. `send` waits while four pieces are on their way; the
//! transfer stands still meanwhile, and all other goroutines go on. If it panicked, libcurl would be told that nothing was
//! taken, and the panic would go on where `curl_easy_perform` returns.
//!
//! ```ignore
//! #[cgo_export(on_panic = return(0))]
//! unsafe extern "C" fn on_data(data: *mut c_char, size: usize, count: usize, sender: *mut c_void) -> usize {
//!     // SAFETY: libcurl passes `size * count` bytes, and what CURLOPT_WRITEDATA was given.
//!     let (piece, sender) = unsafe {
//!         (std::slice::from_raw_parts(data.cast::<u8>(), size * count), &*sender.cast::<Sender<Vec<u8>>>())
//!     };
//!     if sender.send(piece.to_vec()).is_ok() { piece.len() } else { 0 }
//! }
//! ```
//!
//! # 5. The calls
//!
//! `curl_easy_setopt` ends in `...`: what C would pass there goes into a tuple. A number that C reads as a `long` must be one, and
//! a function must be a pointer of C's type; what C cannot be passed does not compile.
//!
//! ```ignore
//! fn fetch(url: &str, sender: Sender<Vec<u8>>) -> Result<(), String> {
//!     let url = CString::new(url).map_err(|e| e.to_string())?;
//!     let on_data: unsafe extern "C" fn(*mut c_char, usize, usize, *mut c_void) -> usize = on_data;
//!     // SAFETY: the options get what their documentation asks for, which lives until the handle has gone.
//!     unsafe {
//!         let handle = curl_easy_init();
//!         if handle.is_null() {
//!             return Err("libcurl gave no handle".into());
//!         }
//!         curl_easy_setopt(handle, CURLOPT_URL, (url.as_ptr(),));
//!         curl_easy_setopt(handle, CURLOPT_NOSIGNAL, (1 as c_long,));
//!         curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, (on_data,));
//!         curl_easy_setopt(handle, CURLOPT_WRITEDATA, (&raw const sender,));
//!         let code = curl_easy_perform(handle);
//!         curl_easy_cleanup(handle);
//!         if code == CURLE_OK {
//!             return Ok(());
//!         }
//!         Err(CStr::from_ptr(curl_easy_strerror(code)).to_string_lossy().into_owned())
//!     }
//! }
//! ```
//!
//! # 6. All at once
//!
//! ```ignore
//! #[cgocall::main]
//! fn main() {
//!     // SAFETY: before anything else of libcurl.
//!     assert_eq!(unsafe { curl_global_init(CURL_GLOBAL_ALL as c_long) }, CURLE_OK);
//!     let fetches: Vec<_> = std::env::args()
//!         .skip(1)
//!         .map(|url| {
//!             let (sender, receiver) = cgocall::sync::channel(4);
//!             let fetch = cgocall::spawn({
//!                 let url = url.clone();
//!                 move || fetch(&url, sender)
//!             });
//!             let count = cgocall::spawn(move || receiver.iter().map(|piece| piece.len()).sum::<usize>());
//!             (url, fetch, count)
//!         })
//!         .collect();
//!     for (url, fetch, count) in fetches {
//!         let bytes = count.join().expect("no panic");
//!         match fetch.join().expect("no panic") {
//!             Ok(()) => println!("{bytes:>10} {url}"),
//!             Err(why) => println!("    failed {url}: {why}"),
//!         }
//!     }
//! }
//! ```
//!
//! Each URL has two goroutines, of a few KiB each. Where there are many, a hint is printed once: some are ready to run, but wait
//! for their thread, which is in C. These goroutines keep nothing that belongs to a thread, so the promise
//! `#[cgocall::main(unsafe(migrating))]` may be made, and they go on elsewhere.
//!
//! # 7. For others
//!
//! Whoever builds the package needs libclang, so far. `.committed("src/curl.rs")` keeps the bindings beside the sources, and builds
//! with them where it is missing: see [`Builder::committed`](crate::Builder::committed).

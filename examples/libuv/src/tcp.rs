//! Connections.

use crate::event_loop::{Here, Loop, Reply};
use crate::ffi::*;
use crate::handle::Handle;
use crate::status::{check, error};
use cgocall::cgo_export;
use std::ffi::{CString, c_int};
use std::io;
use std::mem::MaybeUninit;
use std::net::SocketAddrV4;

/// A connection that reads and writes as if it blocked its goroutine.
pub struct Connection {
    uv: Loop,
    tcp: Tcp,
}

pub(crate) type Tcp = Handle<uv_tcp_t, Stream>;

pub(crate) struct Stream {
    /// What is read comes here first.
    buffer: Box<[u8]>,
    reading: Option<Reply<Vec<u8>>>,
}

const BUFFER: usize = 16 << 10;

impl Connection {
    pub(crate) fn new(uv: Loop, tcp: Tcp) -> Connection {
        Connection { uv, tcp }
    }

    /// Connects to a server.
    pub fn connect(uv: &Loop, address: SocketAddrV4) -> io::Result<Connection> {
        let tcp = uv.ask(move |here, reply| match handle(here) {
            Ok(tcp) => connect(here, tcp, address, reply),
            Err(error) => reply.send(Err(error)),
        })?;
        Ok(Connection::new(uv.clone(), tcp))
    }

    /// What has come, as soon as something has. Nothing: the peer has closed.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let tcp = self.tcp;
        self.uv.ask(move |_, reply| {
            // SAFETY: a connection lives until it is dropped, or the loop ends. libuv calls back later.
            unsafe {
                match check(uv_read_start(tcp.uv().cast(), Some(offers), Some(reads))) {
                    Ok(()) => (*tcp.state()).reading = Some(reply),
                    Err(error) => reply.send(Err(error)),
                }
            }
        })
    }

    /// Sends all of it.
    pub fn write(&self, bytes: Vec<u8>) -> io::Result<()> {
        let tcp = self.tcp;
        self.uv.ask(move |_, reply| {
            let write = Box::into_raw(Box::new(Write { uv: MaybeUninit::uninit(), bytes, reply }));
            // SAFETY: as in `read`. The request is libuv's until it calls back, or at once ours if it refuses.
            unsafe {
                let bytes = &mut (*write).bytes;
                let buffer = uv_buf_t { base: bytes.as_mut_ptr().cast(), len: bytes.len() };
                let status = uv_write(write.cast(), tcp.uv().cast(), &buffer, 1, Some(written));
                if status < 0 {
                    Box::from_raw(write).reply.send(Err(error(status)));
                }
            }
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let tcp = self.tcp;
        // SAFETY: as in `read`; where the loop has ended, it has closed all.
        let _ = self.uv.post(Box::new(move |here| unsafe { tcp.close(here) }));
    }
}

/// A handle that is connected to nothing yet.
pub(crate) fn handle(here: &Here) -> io::Result<Tcp> {
    let stream = Stream { buffer: vec![0; BUFFER].into(), reading: None };
    // SAFETY: the loop is here, and so is room for the handle.
    Handle::new(stream, |tcp| unsafe { uv_tcp_init(here.uv(), tcp) })
}

/// The address, as C writes it.
pub(crate) fn address_in_c(address: SocketAddrV4) -> sockaddr_in {
    let text = CString::new(address.ip().to_string()).expect("digits and dots");
    let mut written = MaybeUninit::<sockaddr_in>::zeroed();
    // SAFETY: a string, and room for an address; zeros are one, too.
    unsafe {
        uv_ip4_addr(text.as_ptr(), address.port().into(), written.as_mut_ptr());
        written.assume_init()
    }
}

#[repr(C)]
struct Connect {
    uv: MaybeUninit<uv_connect_t>,
    tcp: Tcp,
    reply: Reply<Tcp>,
}

fn connect(here: &Here, tcp: Tcp, address: SocketAddrV4, reply: Reply<Tcp>) {
    let connect = Box::into_raw(Box::new(Connect { uv: MaybeUninit::uninit(), tcp, reply }));
    let address = address_in_c(address);
    // SAFETY: as in `Connection::write`. libuv copies the address.
    unsafe {
        let status = uv_tcp_connect(connect.cast(), tcp.uv(), (&raw const address).cast(), Some(connected));
        if status < 0 {
            tcp.close(here);
            Box::from_raw(connect).reply.send(Err(error(status)));
        }
    }
}

#[cgo_export(implements = uv_connect_cb)]
unsafe extern "C" fn connected(request: *mut uv_connect_t, status: c_int) {
    // SAFETY: libuv gives back what `connect` gave it, once; the handle is there.
    unsafe {
        let Connect { tcp, reply, .. } = *Box::from_raw(request.cast::<Connect>());
        if status < 0 {
            tcp.close(&Here::of(tcp.uv().cast()));
        }
        reply.send(check(status).map(|()| tcp));
    }
}

#[cgo_export(implements = uv_alloc_cb)]
unsafe extern "C" fn offers(handle: *mut uv_handle_t, _: usize, buffer: *mut uv_buf_t) {
    // SAFETY: libuv passes the connection, and room for the answer.
    unsafe {
        let offered = &mut (*Tcp::of(handle.cast()).state()).buffer;
        buffer.write(uv_buf_t { base: offered.as_mut_ptr().cast(), len: offered.len() });
    }
}

#[cgo_export(implements = uv_read_cb)]
unsafe extern "C" fn reads(handle: *mut uv_stream_t, n: isize, _: *const uv_buf_t) {
    if n == 0 {
        return; // nothing after all
    }
    // SAFETY: libuv passes the connection, and has filled its buffer.
    unsafe {
        uv_read_stop(handle);
        let stream = &mut *Tcp::of(handle.cast()).state();
        let answer = match usize::try_from(n) {
            Ok(n) => Ok(stream.buffer[..n].to_vec()),
            Err(_) if n == UV_EOF as isize => Ok(Vec::new()),
            Err(_) => Err(error(n as c_int)),
        };
        if let Some(reply) = stream.reading.take() {
            reply.send(answer);
        }
    }
}

#[repr(C)]
struct Write {
    uv: MaybeUninit<uv_write_t>,
    /// libuv reads them until it calls back.
    bytes: Vec<u8>,
    reply: Reply<()>,
}

#[cgo_export(implements = uv_write_cb)]
unsafe extern "C" fn written(request: *mut uv_write_t, status: c_int) {
    // SAFETY: libuv gives back what `write` gave it, once.
    let write = unsafe { Box::from_raw(request.cast::<Write>()) };
    write.reply.send(check(status));
}

//! Where connections come in.

use crate::event_loop::{Here, Loop, Reply};
use crate::ffi::*;
use crate::handle::Handle;
use crate::status::{check, error};
use crate::tcp::{self, Connection, Tcp, address_in_c};
use cgocall::cgo_export;
use std::collections::VecDeque;
use std::ffi::c_int;
use std::io;
use std::mem::MaybeUninit;
use std::net::{Ipv4Addr, SocketAddrV4};

/// A server's socket.
pub struct Listener {
    uv: Loop,
    handle: Server,
    address: SocketAddrV4,
}

type Server = Handle<uv_tcp_t, Door>;

#[derive(Default)]
struct Door {
    /// libuv has a connection that nobody has asked for yet. It looks for no other until it is taken.
    knocked: bool,
    waiting: VecDeque<Reply<Tcp>>,
}

/// That the system may keep waiting.
const BACKLOG: c_int = 1024;

impl Listener {
    /// Listens at this address; at a free port, if it has none.
    pub fn bind(uv: &Loop, address: SocketAddrV4) -> io::Result<Listener> {
        let (handle, address) = uv.ask(move |here, reply| reply.send(bind(here, address)))?;
        Ok(Listener { uv: uv.clone(), handle, address })
    }

    /// The address.
    pub fn address(&self) -> SocketAddrV4 {
        self.address
    }

    /// Waits for the next connection.
    pub fn accept(&self) -> io::Result<Connection> {
        let server = self.handle;
        let tcp = self.uv.ask(move |here, reply| {
            // SAFETY: a listener lives until it is dropped, or the loop ends.
            let door = unsafe { &mut *server.state() };
            if std::mem::take(&mut door.knocked) {
                reply.send(accept(here, server));
            } else {
                door.waiting.push_back(reply);
            }
        })?;
        Ok(Connection::new(self.uv.clone(), tcp))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let server = self.handle;
        // SAFETY: as in `accept`; where the loop has ended, it has closed all.
        let _ = self.uv.post(Box::new(move |here| unsafe { server.close(here) }));
    }
}

fn bind(here: &Here, address: SocketAddrV4) -> io::Result<(Server, SocketAddrV4)> {
    // SAFETY: the loop is here, and so is room for the handle.
    let server: Server = Handle::new(Door::default(), |tcp| unsafe { uv_tcp_init(here.uv(), tcp) })?;
    listen(server, address).inspect_err(|_| {
        // SAFETY: it was just made.
        unsafe { server.close(here) };
    })
}

fn listen(server: Server, address: SocketAddrV4) -> io::Result<(Server, SocketAddrV4)> {
    let address = address_in_c(address);
    let mut bound = MaybeUninit::<sockaddr_in>::zeroed();
    let mut length = size_of::<sockaddr_in>() as c_int;
    // SAFETY: the handle is there, and has an address of this kind.
    let bound = unsafe {
        check(uv_tcp_bind(server.uv(), (&raw const address).cast(), 0))?;
        check(uv_listen(server.uv().cast(), BACKLOG, Some(knocks)))?;
        check(uv_tcp_getsockname(server.uv(), bound.as_mut_ptr().cast(), &mut length))?;
        bound.assume_init()
    };
    let ip = Ipv4Addr::from(u32::from_be(bound.sin_addr.s_addr));
    Ok((server, SocketAddrV4::new(ip, u16::from_be(bound.sin_port))))
}

/// Takes the connection that libuv has.
fn accept(here: &Here, server: Server) -> io::Result<Tcp> {
    let tcp = tcp::handle(here)?;
    // SAFETY: both handles are there.
    let accepted = check(unsafe { uv_accept(server.uv().cast(), tcp.uv().cast()) });
    accepted.map(|()| tcp).inspect_err(|_| {
        // SAFETY: it was just made.
        unsafe { tcp.close(here) };
    })
}

#[cgo_export(implements = uv_connection_cb)]
unsafe extern "C" fn knocks(handle: *mut uv_stream_t, status: c_int) {
    // SAFETY: libuv passes the listener.
    let (here, server) = unsafe { (Here::of(handle.cast()), Server::of(handle.cast())) };
    // SAFETY: the only reference.
    let door = unsafe { &mut *server.state() };
    match door.waiting.pop_front() {
        Some(reply) if status < 0 => reply.send(Err(error(status))),
        Some(reply) => reply.send(accept(&here, server)),
        None => door.knocked = status >= 0,
    }
}

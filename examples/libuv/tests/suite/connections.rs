//! Connections, each served by a goroutine.

use super::{ANYWHERE, with_loop};
use cgocall::JoinHandle;
use cgocall_example_libuv::{Connection, Listener, Loop};
use std::io;
use std::net::SocketAddrV4;

/// A server that sends everything back, to so many clients; each has a goroutine.
fn echo(uv: &Loop, clients: usize) -> (SocketAddrV4, JoinHandle<()>) {
    let listener = Listener::bind(uv, ANYWHERE).expect("a free port");
    let address = listener.address();
    let server = cgocall::spawn(move || {
        let served: Vec<_> = (0..clients)
            .map(|_| listener.accept().expect("a client"))
            .map(|connection| {
                cgocall::spawn(move || {
                    loop {
                        let bytes = connection.read().expect("the client closes when it is done");
                        if bytes.is_empty() {
                            return;
                        }
                        connection.write(bytes).expect("the client reads");
                    }
                })
            })
            .collect();
        served.into_iter().for_each(|goroutine| goroutine.join().expect("no panic"));
    });
    (address, server)
}

/// So many bytes.
fn read(connection: &Connection, n: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < n {
        let more = connection.read().expect("the server is there");
        assert!(!more.is_empty(), "the server has closed");
        bytes.extend(more);
    }
    bytes
}

fn pattern(seed: usize, n: usize) -> Vec<u8> {
    (0..n).map(|i| (seed * 31 + i * 7) as u8).collect()
}

#[test]
fn many_connections_are_served_at_the_same_time() {
    const CLIENTS: usize = 200;
    with_loop(|uv| {
        let (address, server) = echo(uv, CLIENTS);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let uv = uv.clone();
                cgocall::spawn(move || {
                    let connection = Connection::connect(&uv, address).expect("the server listens");
                    for i in 0..20 {
                        let message = pattern(client + i, 1 + 97 * i);
                        connection.write(message.clone()).expect("the server reads");
                        assert_eq!(read(&connection, message.len()), message);
                    }
                })
            })
            .collect();
        clients.into_iter().for_each(|client| client.join().expect("no panic"));
        server.join().expect("no panic");
    });
}

/// More than the system keeps on its way: the writer waits for the reader.
#[test]
fn a_writer_waits_for_its_reader() {
    with_loop(|uv| {
        let (address, server) = echo(uv, 1);
        let connection = std::sync::Arc::new(Connection::connect(uv, address).expect("the server listens"));
        let sent = pattern(1, 8 << 20);
        let (writer, bytes) = (std::sync::Arc::clone(&connection), sent.clone());
        let writer = cgocall::spawn(move || writer.write(bytes).expect("the server reads"));
        assert!(read(&connection, sent.len()) == sent, "bytes have changed on their way");
        writer.join().expect("no panic");
        drop(connection);
        server.join().expect("no panic");
    });
}

#[test]
fn many_goroutines_accept() {
    const CLIENTS: usize = 50;
    with_loop(|uv| {
        let listener = std::sync::Arc::new(Listener::bind(uv, ANYWHERE).expect("a free port"));
        let address = listener.address();
        let servers: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let listener = std::sync::Arc::clone(&listener);
                cgocall::spawn(move || {
                    let connection = listener.accept().expect("a client");
                    connection.write(b"welcome".to_vec()).expect("the client reads");
                })
            })
            .collect();
        for _ in 0..CLIENTS {
            let connection = Connection::connect(uv, address).expect("the server listens");
            assert_eq!(read(&connection, 7), b"welcome");
            assert_eq!(connection.read().expect("the server closes"), b"");
        }
        servers.into_iter().for_each(|server| server.join().expect("no panic"));
    });
}

#[test]
fn errors_of_the_system_are_those_of_rust() {
    with_loop(|uv| {
        let listener = Listener::bind(uv, ANYWHERE).expect("a free port");
        let address = listener.address();
        let taken = Listener::bind(uv, address).err().expect("the port is taken");
        assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
        drop(listener);
        let nobody = Connection::connect(uv, address).err().expect("nobody listens");
        assert_eq!(nobody.kind(), io::ErrorKind::ConnectionRefused);
    });
}

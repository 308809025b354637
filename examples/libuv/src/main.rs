//! An echo server on one event loop, with a goroutine for each of its connections and each of its clients; work on libuv's own
//! threads, which waits for goroutines; and a timer whose callback waits.

use cgocall::sync::{Barrier, channel};
use cgocall_example_libuv::{Connection, Listener, Loop};
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

// The promise of `migrating`: while goroutines of this program wait, they hold connections, channel ends and counters, none of
// which belongs to a thread.
#[cgocall::main(unsafe(migrating))]
fn main() -> io::Result<()> {
    let (uv, runner) = Loop::new()?;
    let running = cgocall::spawn(move || runner.run());
    echo(&uv)?;
    pool(&uv)?;
    ticks(&uv)?;
    uv.stop();
    join(running);
    println!("the loop has ended");
    Ok(())
}

const CLIENTS: usize = 200;
const MESSAGES: usize = 20;

fn echo(uv: &Loop) -> io::Result<()> {
    let listener = Listener::bind(uv, SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.address();
    let server = cgocall::spawn(move || {
        for _ in 0..CLIENTS {
            let connection = listener.accept()?;
            cgocall::spawn(move || serve(&connection));
        }
        io::Result::Ok(())
    });
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let uv = uv.clone();
            cgocall::spawn(move || talk(&uv, address, client))
        })
        .collect();
    let mut echoed = 0;
    for client in clients {
        echoed += join(client)?;
    }
    join(server)?;
    println!("{CLIENTS} clients were served, by a goroutine each; {echoed} messages came back");
    Ok(())
}

/// Sends everything back, until the peer has closed.
fn serve(connection: &Connection) -> io::Result<()> {
    loop {
        let bytes = connection.read()?;
        if bytes.is_empty() {
            return Ok(());
        }
        connection.write(bytes)?;
    }
}

/// Says how many messages have come back as they were sent.
fn talk(uv: &Loop, address: SocketAddrV4, client: usize) -> io::Result<usize> {
    let connection = Connection::connect(uv, address)?;
    let mut same = 0;
    for i in 0..MESSAGES {
        let message = format!("message {i} of client {client}").into_bytes();
        connection.write(message.clone())?;
        let mut echo = Vec::new();
        while echo.len() < message.len() {
            echo.extend(connection.read()?);
        }
        same += usize::from(echo == message);
    }
    Ok(same)
}

/// Jobs that can only be done together: each waits, on a thread of libuv's, for the others and for a goroutine.
fn pool(uv: &Loop) -> io::Result<()> {
    const THREADS: usize = 4; // as many as libuv starts, unless UV_THREADPOOL_SIZE says otherwise
    let (numbers, received) = channel(0);
    let together = Arc::new(Barrier::new(THREADS));
    let jobs: Vec<_> = (0..THREADS)
        .map(|_| {
            let (uv, received, together) = (uv.clone(), received.clone(), Arc::clone(&together));
            cgocall::spawn(move || {
                uv.work(move || {
                    together.wait();
                    received.recv().unwrap_or(0)
                })
            })
        })
        .collect();
    for number in [10, 20, 30, 40] {
        numbers.send(number).expect("a job receives");
    }
    let mut sum = 0;
    for job in jobs {
        sum += join(job)?;
    }
    let threads = cgocall::stats().foreign_threads;
    println!("{threads} threads of libuv's have waited for one another and for a goroutine, and got {sum}");
    Ok(())
}

/// The loop stands still while the callback waits; goroutines do not.
fn ticks(uv: &Loop) -> io::Result<()> {
    let (request, requested) = channel::<()>(0);
    let ticks = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ticks);
    let ticker = uv.every(Duration::from_millis(1), move || {
        if requested.recv().is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    })?;
    for _ in 0..5 {
        cgocall::sleep(Duration::from_millis(3));
        request.send(()).expect("the timer receives");
    }
    drop((request, ticker));
    uv.sleep(Duration::from_millis(1))?;
    println!("a timer has ticked {} times, each time when it was asked to", ticks.load(Ordering::Relaxed));
    Ok(())
}

fn join<T>(goroutine: cgocall::JoinHandle<T>) -> T {
    goroutine.join().unwrap_or_else(|panic| resume_unwind(panic))
}

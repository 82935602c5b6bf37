//! A client's line to the server, whichever that is at the moment.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use chaos::journal::{Reply, Request};

use crate::process::Address;
use crate::server::Call;

/// How long a server may be away, or think: whoever waits longer has found a deadlock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// See the module.
pub(crate) struct Line {
    address: Address,
    connection: Option<BufReader<TcpStream>>,
}

/// The connection broke after the call was sent: nobody knows what became of it.
pub(crate) struct Broken;

impl Line {
    pub(crate) fn new(address: Address) -> Self {
        Self { address, connection: None }
    }

    /// Asks for something, once there is a server.
    pub(crate) fn ask(&mut self, request: &Request) -> Result<Reply, Broken> {
        self.call(&Call::Do(request.clone()))
    }

    /// Sends a call and waits for its reply.
    pub(crate) fn call(&mut self, call: &Call) -> Result<Reply, Broken> {
        let mut connection = self.connection.take().unwrap_or_else(|| connect(&self.address));
        let reply = converse(&mut connection, call).ok_or(Broken)?;
        self.connection = Some(connection);
        Ok(reply)
    }
}

fn connect(address: &Address) -> BufReader<TcpStream> {
    let began = Instant::now();
    loop {
        let address = *address.lock().expect("nobody panics with it");
        if let Some(connection) = address.and_then(try_to_connect) {
            return BufReader::new(connection);
        }
        assert!(began.elapsed() < PATIENCE, "the server does not come back");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn try_to_connect(address: SocketAddr) -> Option<TcpStream> {
    let connection = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    connection.set_read_timeout(Some(PATIENCE)).ok()?;
    connection.set_nodelay(true).ok()?;
    Some(connection)
}

fn converse(connection: &mut BufReader<TcpStream>, call: &Call) -> Option<Reply> {
    let line = serde_json::to_string(call).expect("JSON");
    writeln!(connection.get_mut(), "{line}").ok()?;
    let mut reply = String::new();
    match connection.read_line(&mut reply) {
        // A killed server's last words may be half a line.
        Ok(_) => serde_json::from_str(&reply).ok(),
        Err(error) => {
            let hangs = matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock);
            assert!(!hangs, "no answer within {PATIENCE:?} to {line}");
            None
        }
    }
}

//! A load generator that costs little, as it shares the cores with what it measures: one thread, plain sockets, requests made
//! beforehand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is sent.
#[derive(Clone)]
pub(crate) enum Requests {
    /// The same again and again.
    Same(Vec<u8>),
    /// Each once.
    Each(Arc<Vec<Vec<u8>>>),
}

/// How it is sent.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) connections: usize,
    pub(crate) seconds: Duration,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) per_second: f64,
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
}

impl Outcome {
    /// Sums up latencies of answers that came within that time.
    pub(crate) fn of(mut latencies: Vec<Duration>, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        let at = |share: usize| latencies.get(latencies.len() * share / 100).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a count of answers")]
        let per_second = latencies.len() as f64 / elapsed.as_secs_f64();
        Self { per_second, median: at(50), p99: at(99) }
    }
}

impl Load {
    /// Sends for as long as asked, or until every request was sent once.
    pub(crate) fn run(self, requests: &Requests) -> Result<Outcome, Box<dyn std::error::Error>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let (next, began) = (Arc::new(AtomicUsize::new(0)), Instant::now());
            let mut connections = tokio::task::JoinSet::new();
            for _ in 0..self.connections {
                connections.spawn(connection(self, requests.clone(), next.clone(), began));
            }
            let mut latencies = Vec::new();
            while let Some(answered) = connections.join_next().await {
                latencies.extend(answered?.map_err(|error| error.to_string())?);
            }
            Ok(Outcome::of(latencies, began.elapsed()))
        })
    }
}

async fn connection(
    load: Load,
    requests: Requests,
    next: Arc<AtomicUsize>,
    began: Instant,
) -> Result<Vec<Duration>, Box<dyn std::error::Error + Send + Sync>> {
    let mut stream = TcpStream::connect(load.address).await?;
    stream.set_nodelay(true)?;
    let (mut latencies, mut buffer) = (Vec::new(), Vec::with_capacity(64 * 1024));
    while began.elapsed() < load.seconds {
        let request = match &requests {
            Requests::Same(request) => request,
            Requests::Each(all) => match all.get(next.fetch_add(1, Ordering::Relaxed)) {
                Some(request) => request,
                None => break,
            },
        };
        let sent = Instant::now();
        stream.write_all(request).await?;
        answer(&mut stream, &mut buffer).await?;
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}

/// Reads an answer to its end, and refuses any that is not a success.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    buffer.clear();
    loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head])?;
        if !text.starts_with("HTTP/1.1 2") {
            return Err(String::from_utf8_lossy(buffer).into_owned().into());
        }
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.ok_or("an answer without a length")?.parse()?;
        while buffer.len() < head + 4 + length {
            if stream.read_buf(buffer).await? == 0 {
                return Err("the answer was cut off".into());
            }
        }
        return Ok(());
    }
}

/// A GET with these further headers.
pub(crate) fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n").into_bytes()
}

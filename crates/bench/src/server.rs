//! A server in a process of its own, stopped when it is no longer needed.

use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::load::{Load, Requests};

/// See the module.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    started: Instant,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

impl Server {
    /// The bare route.
    pub(crate) fn bare() -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        Self::start(command.args(["--bare", &address.port().to_string()]), address)
    }

    /// The program itself, on that database, with these variables besides.
    pub(crate) fn polyclinic(database: &str, variables: &[(&str, &str)]) -> Result<Self> {
        let address = free_address()?;
        let program = std::env::current_exe()?.with_file_name("polyclinic");
        if !program.exists() {
            return Err("build the server first: cargo build --release".into());
        }
        let mut command = Command::new(program);
        command.arg("serve").arg("--database").arg(database);
        command.env("POLYCLINIC_SERVER__LISTEN", address.to_string()).env("POLYCLINIC_LOG__LEVEL", "warn");
        command.envs(variables.iter().copied());
        Self::start(&mut command, address)
    }

    fn start(command: &mut Command, address: SocketAddr) -> Result<Self> {
        let started = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let server = Self { child, address, started };
        while TcpStream::connect(address).is_err() {
            if started.elapsed() > Duration::from_secs(20) {
                return Err("the server does not start".into());
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        Ok(server)
    }

    /// Milliseconds from the start of the process to its first answer to this request.
    pub(crate) fn first_answer(&self, request: &[u8]) -> Result<f64> {
        let once = Requests::Each(std::sync::Arc::new(vec![request.to_vec()]));
        Load { address: self.address, connections: 1, seconds: Duration::from_secs(20) }.run(&once)?;
        Ok(self.started.elapsed().as_secs_f64() * 1000.0)
    }

    /// What the process keeps in memory.
    pub(crate) fn resident_megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}

impl Drop for Server {
    /// Stops it as an operator would, so that the next one does not begin with a recovery.
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().is_ok_and(|status| status.success());
        if !asked {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

//! A server as its parent sees it: started, killed, started again.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::server::{LISTENING, SETTINGS, STALLED, Settings, TEST};

/// How long a server may take to start, or to do what it is waited for.
const PATIENCE: Duration = Duration::from_secs(90);

/// See the module. Killed when this is dropped.
pub(crate) struct Server {
    settings: Settings,
    log: PathBuf,
    child: Child,
    output: Receiver<String>,
    address: Address,
}

/// Where the server listens; nowhere between a kill and the next start.
pub(crate) type Address = Arc<Mutex<Option<SocketAddr>>>;

impl Server {
    /// Starts one and waits until it listens. What it writes to standard error is added to the log.
    pub(crate) fn start(settings: Settings, log: &Path) -> Self {
        let (child, output) = spawn(&settings, log);
        let address = Arc::new(Mutex::new(Some(listening(&output))));
        Self { settings, log: log.to_owned(), child, output, address }
    }

    /// SIGKILL: it learns nothing of it.
    pub(crate) fn kill(&mut self) {
        drop(self.child.kill());
        *self.address.lock().expect("nobody panics with it") = None;
        self.child.wait().expect("a killed process ends");
    }

    /// Starts it again.
    pub(crate) fn restart(&mut self) {
        (self.child, self.output) = spawn(&self.settings, &self.log);
        *self.address.lock().expect("nobody panics with it") = Some(listening(&self.output));
    }

    /// Where it listens, from now on.
    pub(crate) fn address(&self) -> Address {
        self.address.clone()
    }

    /// Waits until it has committed something and does not answer.
    pub(crate) fn wait_for_stall(&self) {
        wait_for(&self.output, STALLED);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn spawn(settings: &Settings, log: &Path) -> (Child, Receiver<String>) {
    let log = File::options().create(true).append(true).open(log).expect("a log");
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", TEST, "--nocapture", "--test-threads=1"]);
    command.env(SETTINGS, serde_json::to_string(settings).expect("JSON"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
    let mut child = command.spawn().expect("a process");
    let output = lines(child.stdout.take().expect("its output is piped"));
    (child, output)
}

/// Lines as they come, so that one can be waited for with patience that ends.
fn lines(output: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        lines.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
    });
    receiver
}

fn listening(output: &Receiver<String>) -> SocketAddr {
    wait_for(output, LISTENING).trim().parse().expect("an address")
}

/// The rest of the next line with that beginning. The test harness writes some of its own.
fn wait_for(output: &Receiver<String>, beginning: &str) -> String {
    loop {
        let line = output.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("the server does not say {beginning:?}"));
        if let Some(place) = line.find(beginning) {
            return line[place + beginning.len()..].to_owned();
        }
    }
}

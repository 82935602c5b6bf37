//! What commands say: data on standard output, words on standard error. Nothing else writes there.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Writes data as it is, and makes sure that it arrived.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::Failed(format!("can't write the output: {error}")),
    })
}

/// Writes a line for people.
pub(crate) fn words(line: &str) {
    // Where standard error is gone, nobody is left to be told.
    drop(writeln!(std::io::stderr(), "{line}"));
}

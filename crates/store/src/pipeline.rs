//! A connection to PostgreSQL, for one thread.
//!
//! A booking is some thirty statements, and each way to the server and back costs more than most of them. So statements whose
//! answers nobody needs are not sent at once, but together with the next one whose answer somebody does: the server gets them in
//! their order, in one go.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Row, Statement};

use crate::dialect::{SEQUENCE_BLOCK, Sequence};
use crate::postgres::{SESSION, bad_url};
use crate::value::Value;
use crate::{Error, Result};

/// How many statements wait to be sent at most.
const WAITING: usize = 24;

/// See the module.
pub(crate) struct Connection {
    /// Runs only while this thread waits for an answer.
    runtime: Runtime,
    client: Client,
    prepared: HashMap<(usize, usize), Statement>,
    drawn: HashMap<&'static str, Range<i64>>,
    later: Vec<Later>,
}

/// What is sent with the next statement.
enum Later {
    Begin(&'static str),
    Words(&'static str),
    Statement(Statement, Vec<Value<'static>>),
}

impl Connection {
    /// Connects.
    pub(crate) fn open(url: &str) -> Result<Self> {
        let mut config: tokio_postgres::Config = url.parse().map_err(|_| bad_url())?;
        config.connect_timeout(Duration::from_secs(10)).application_name("polyclinic");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Unavailable(error.to_string()))?;
        let client = runtime.block_on(async {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(SESSION).await?;
            Ok::<_, tokio_postgres::Error>(client)
        })?;
        Ok(Self { runtime, client, prepared: HashMap::new(), drawn: HashMap::new(), later: Vec::new() })
    }

    /// Whether it was lost.
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// How many different statements it has seen.
    pub(crate) fn statements(&self) -> usize {
        self.prepared.len()
    }

    /// Begins a transaction; one that only reads sees one state of the database from beginning to end.
    pub(crate) fn begin(&mut self, reads_only: bool) {
        let words = if reads_only { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "BEGIN" };
        self.later = vec![Later::Begin(words)];
    }

    /// Commits, with whatever still waits.
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.end("COMMIT")
    }

    /// Undoes everything.
    pub(crate) fn roll_back(&mut self) -> Result<()> {
        self.later.retain(|later| matches!(later, Later::Begin(_)));
        self.end("ROLLBACK")
    }

    /// Ends the transaction, unless the server has not even heard of it.
    fn end(&mut self, words: &'static str) -> Result<()> {
        if matches!(self.later.as_slice(), [Later::Begin(_)]) {
            self.later.clear();
            return Ok(());
        }
        self.words(words)
    }

    /// Begins what may be undone by itself.
    pub(crate) fn set_savepoint(&mut self) -> Result<()> {
        self.words("SAVEPOINT attempt")
    }

    /// Undoes what came since the savepoint, and goes on.
    pub(crate) fn return_to_savepoint(&mut self) -> Result<()> {
        self.later.clear();
        self.words("ROLLBACK TO SAVEPOINT attempt")?;
        self.release_savepoint()
    }

    /// Keeps what came since the savepoint.
    pub(crate) fn release_savepoint(&mut self) -> Result<()> {
        self.words("RELEASE SAVEPOINT attempt")
    }

    fn words(&mut self, words: &'static str) -> Result<()> {
        self.later.push(Later::Words(words));
        self.send()
    }

    /// Keeps a statement to be sent with the next one.
    pub(crate) fn execute_later(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<()> {
        let statement = self.prepare(sql)?;
        let values = values.iter().map(Value::to_static).collect();
        self.later.push(Later::Statement(statement, values));
        if self.later.len() >= WAITING { self.send() } else { Ok(()) }
    }

    pub(crate) fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let (later, client) = (std::mem::take(&mut self.later), &self.client);
        let params = params(values);
        let (before, count) =
            self.runtime.block_on(join(send_all(client, &later), client.execute(&statement, &params)));
        before?;
        Ok(count?)
    }

    pub(crate) fn query(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>> {
        let statement = self.prepare(sql)?;
        let (later, client) = (std::mem::take(&mut self.later), &self.client);
        let params = params(values);
        let (before, rows) = self.runtime.block_on(join(send_all(client, &later), client.query(&statement, &params)));
        before?;
        Ok(rows?)
    }

    /// A number from the block this connection has drawn, or from a new one.
    pub(crate) fn next_id(&mut self, sequence: Sequence) -> Result<i64> {
        if let Some(number) = self.drawn.get_mut(sequence.name()).and_then(Iterator::next) {
            return Ok(number);
        }
        let rows = self.query("SELECT nextval($1::text::regclass)", &[Value::Text(sequence.name().into())])?;
        let first: i64 = rows.first().ok_or_else(|| Error::Other("a sequence gave no number".to_owned()))?.get(0);
        self.drawn.insert(sequence.name(), first + 1..first + SEQUENCE_BLOCK);
        Ok(first)
    }

    fn send(&mut self) -> Result<()> {
        let later = std::mem::take(&mut self.later);
        self.runtime.block_on(send_all(&self.client, &later))
    }

    fn prepare(&mut self, sql: &'static str) -> Result<Statement> {
        let key = (sql.as_ptr() as usize, sql.len());
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let statement = self.runtime.block_on(self.client.prepare(sql))?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }
}

/// Sends all of it at once, and answers the first error: the others only follow from it.
async fn send_all(client: &Client, later: &[Later]) -> Result<()> {
    let sent = later.iter().map(|later| async move {
        match later {
            Later::Begin(words) | Later::Words(words) => client.batch_execute(words).await,
            Later::Statement(statement, values) => client.execute(statement, &params(values)).await.map(|_| ()),
        }
    });
    for answer in join_all(sent).await {
        answer?;
    }
    Ok(())
}

fn params<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn tokio_postgres::types::ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn tokio_postgres::types::ToSql + Sync)).collect()
}

//! What is kept of calls and refusals, off the way of the request: a queue in memory that a job empties twice a second, in one
//! write for all of it. When a server stops in good order, the queue is emptied first.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::activity::{Call, Sums};
use domain::audit::AuditEntry;
use domain::{ActivityId, ApiKeyId, AuditId, OrganizationId, PartnerId, Refusal, Result, SessionId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::{Sequence, Tx, UsageKey};

use crate::App;

/// How much waits at most. Beyond it the request does not wait either: what is dropped is counted.
const CAPACITY: usize = 65_536;

/// Somebody who was not let in.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) at: Timestamp,
    /// Into whose chain it goes.
    pub(crate) organization: OrganizationId,
    pub(crate) refusal: Refusal,
    /// Who it was, as `Actor` prints itself.
    pub(crate) actor: String,
    pub(crate) detail: Value,
    pub(crate) request_id: String,
}

#[derive(Clone, Debug)]
enum Note {
    Call(Call),
    Seen(SessionId, Timestamp),
    Refused(Refused),
}

/// The queue.
#[derive(Debug, Default)]
pub struct Recorder {
    notes: Mutex<VecDeque<Note>>,
    /// Held by whoever empties the queue, so that nothing is written twice.
    emptying: Mutex<()>,
    dropped: AtomicU64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Recorder {
    /// Notes a call; whether there was room.
    pub fn called(&self, call: Call) -> bool {
        self.push(Note::Call(call))
    }

    /// Notes that a session was used.
    pub(crate) fn seen(&self, session: SessionId, at: Timestamp) {
        self.push(Note::Seen(session, at));
    }

    /// Notes that somebody was not let in.
    pub(crate) fn refused(&self, refused: Refused) {
        self.push(Note::Refused(refused));
    }

    /// How much found no room since the server started.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// How much waits to be written.
    pub fn waiting(&self) -> usize {
        lock(&self.notes).len()
    }

    fn push(&self, note: Note) -> bool {
        let mut notes = lock(&self.notes);
        let fits = notes.len() < CAPACITY;
        if fits {
            notes.push_back(note);
        } else {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        fits
    }
}

/// Writes what waits, at most `limit` at a time; how much there was. What can't be written keeps waiting.
///
/// # Errors
/// What the database says.
pub fn flush(app: &App, limit: usize) -> Result<usize> {
    let recorder = app.recorder();
    let _alone = lock(&recorder.emptying);
    let notes: Arc<[Note]> = lock(&recorder.notes).iter().take(limit).cloned().collect();
    if notes.is_empty() {
        return Ok(0);
    }
    let count = notes.len();
    app.db().write(move |tx| write(tx, &notes))?;
    // What came meanwhile stands behind what was written.
    lock(&recorder.notes).drain(..count);
    Ok(count)
}

/// Sorted by key throughout, so that two servers that write at once take their rows in the same order.
fn write(tx: &mut Tx<'_>, notes: &[Note]) -> Result<()> {
    let mut calls = Vec::new();
    let mut usage: BTreeMap<(Date, Option<PartnerId>, Option<OrganizationId>), Sums> = BTreeMap::new();
    let mut keys: BTreeMap<ApiKeyId, Timestamp> = BTreeMap::new();
    let mut sessions: BTreeMap<SessionId, Timestamp> = BTreeMap::new();
    let mut refusals: BTreeMap<(OrganizationId, &str, &str, String), (&Refused, u64)> = BTreeMap::new();
    for note in notes {
        match note {
            Note::Call(call) => {
                calls.push((ActivityId(tx.next_id(Sequence::Record)?), call));
                let day = TimeZone::UTC.to_datetime(call.at).date();
                let sums = usage.entry((day, call.caller.partner, call.caller.organization)).or_default();
                sums.calls += 1;
                sums.errors += i64::from(call.status >= 400);
                sums.duration_us += call.duration_us;
                if let Some(key) = call.caller.key {
                    let at = keys.entry(key).or_insert(call.at);
                    *at = call.at.max(*at);
                }
            }
            Note::Seen(session, at) => {
                let latest = sessions.entry(*session).or_insert(*at);
                *latest = (*at).max(*latest);
            }
            Note::Refused(refused) => {
                let key = (
                    refused.organization,
                    refused.actor.as_str(),
                    refused.refusal.as_str(),
                    refused.detail.to_string(),
                );
                refusals.entry(key).or_insert((refused, 0)).1 += 1;
            }
        }
    }
    tx.insert_activity(&calls)?;
    for ((day, partner, organization), sums) in usage {
        tx.add_usage(&UsageKey { day, partner, organization }, &sums)?;
    }
    for (key, at) in keys {
        tx.touch_api_key(key, at)?;
    }
    for (session, at) in sessions {
        tx.touch_session(session, at)?;
    }
    for (refused, times) in refusals.into_values() {
        write_refusal(tx, refused, times)?;
    }
    Ok(())
}

/// Refusals that are alike and come together make one entry, so that whoever tries a thousand keys can't fill the disk.
fn write_refusal(tx: &mut Tx<'_>, refused: &Refused, times: u64) -> Result<()> {
    let mut detail = json!({ "reason": refused.refusal.as_str(), "times": times });
    if let (Value::Object(all), Value::Object(more)) = (&mut detail, &refused.detail) {
        all.extend(more.clone());
    }
    let entry = AuditEntry {
        id: AuditId(tx.next_id(Sequence::Record)?),
        at: refused.at,
        actor: refused.actor.clone(),
        action: "access.refuse".to_owned(),
        subject: 0,
        detail: detail.to_string(),
        request_id: refused.request_id.clone(),
    };
    tx.insert_audit_entry(refused.organization, &entry)?;
    Ok(())
}

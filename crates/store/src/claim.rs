//! Taking time: the one function through which a claim comes into being.

use domain::{CalendarId, ClaimKind, HoldId, OrganizationId};
use jiff::{SignedDuration, Timestamp};

use crate::value::Json;
use crate::{Error, Result, Tx};

/// Time wanted on one calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whose time.
    pub calendar_id: CalendarId,
    /// Its lanes.
    pub capacity: u16,
    /// What is taken: the visit with its buffers.
    pub start: Timestamp,
    /// Until when (not included); at most a day after `start`.
    pub end: Timestamp,
    /// Idle time that must be free of other claims before and after.
    pub gap: SignedDuration,
}

/// How time is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What takes it.
    pub kind: ClaimKind,
    /// Id of what takes it.
    pub owner: i64,
    /// When it is given back by itself.
    pub expires_at: Option<Timestamp>,
    /// Whether to take a lane above capacity when none within is free.
    pub overbook: bool,
}

/// What stands for "never expires" in a key.
const NEVER: i64 = i64::MAX;
/// How many closures or deliberate overbookings may lie over one another.
const LANES_BESIDE: i64 = 1000;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

struct Neighbour {
    start: i64,
    end: i64,
    lane: i64,
    expires_at: i64,
    owner: i64,
}

impl Tx<'_> {
    /// Takes the time wanted on all these calendars, or on none.
    ///
    /// Locks the calendar-days touched in sorted order, removes holds that have expired, looks for a free lane on each
    /// calendar, and inserts. Beneath it the database refuses overlaps by itself.
    ///
    /// # Errors
    /// `Overlap` when some calendar has no free lane or is closed then.
    pub fn take_time(
        &mut self,
        organization: OrganizationId,
        wanted: &[Wanted],
        taken: Taken,
        now: Timestamp,
    ) -> Result<()> {
        self.lock_calendar_days(organization, wanted)?;
        for want in wanted {
            let neighbours = self.living_neighbours(organization, want, now)?;
            let lane = free_lane(want, &neighbours, taken.overbook).ok_or(Error::Overlap)?;
            self.insert_claim(organization, want, lane, taken)?;
        }
        Ok(())
    }

    /// Closes calendars whatever else is on them: the claims take lanes below zero, which close all others. Times longer than
    /// a day become a claim for each day.
    pub fn take_time_for_closure(
        &mut self,
        organization: OrganizationId,
        wanted: &[Wanted],
        closure: i64,
    ) -> Result<()> {
        let taken = Taken { kind: ClaimKind::Closure, owner: closure, expires_at: None, overbook: false };
        let days: Vec<Wanted> = wanted.iter().flat_map(Wanted::by_day).collect();
        self.lock_calendar_days(organization, &days)?;
        for want in &days {
            let neighbours = self.neighbours(organization, want)?;
            let taken_below = |lane: i64| neighbours.iter().any(|other| other.lane == lane && overlaps(want, other, 0));
            let lane = (-LANES_BESIDE..0).rev().find(|&lane| !taken_below(lane)).ok_or(Error::Overlap)?;
            self.insert_claim(organization, want, lane, taken)?;
        }
        Ok(())
    }

    /// Gives back all time an owner has taken; how many claims there were.
    pub fn release_time(&mut self, organization: OrganizationId, kind: ClaimKind, owner: i64) -> Result<u64> {
        self.execute(
            "DELETE FROM claims WHERE organization_id = $1 AND kind = $2 AND owner_id = $3",
            &[&organization, &kind, &owner],
        )
    }

    /// Turns the claims of a hold into an appointment's, for good; how many there were.
    pub fn keep_time(&mut self, organization: OrganizationId, hold: i64, appointment: i64) -> Result<u64> {
        self.execute(
            "UPDATE claims SET kind = 'appointment', owner_id = $3, expires_at = $4
             WHERE organization_id = $1 AND kind = 'hold' AND owner_id = $2",
            &[&organization, &hold, &appointment, &NEVER],
        )
    }

    /// The calendars an owner has taken time of.
    pub fn list_claimed_calendars(
        &mut self,
        organization: OrganizationId,
        kind: ClaimKind,
        owner: i64,
    ) -> Result<Vec<CalendarId>> {
        self.query(
            "SELECT DISTINCT calendar_id FROM claims WHERE organization_id = $1 AND kind = $2 AND owner_id = $3
             ORDER BY calendar_id",
            &[&organization, &kind, &owner],
            |row| row.at(0),
        )
    }

    /// Appointments and group sessions that have taken time of these calendars within the time, by start.
    pub fn list_owners_within(
        &mut self,
        organization: OrganizationId,
        calendars: &[CalendarId],
        start: Timestamp,
        end: Timestamp,
    ) -> Result<Vec<(ClaimKind, i64)>> {
        self.query(
            "SELECT kind, owner_id, min(starts_at) FROM claims
             WHERE organization_id = $1 AND calendar_id IN (SELECT value FROM id_list($2))
               AND starts_at > $3 AND starts_at < $5 AND ends_at > $4 AND kind IN ('appointment', 'group_session')
             GROUP BY kind, owner_id ORDER BY 3, 2",
            &[
                &organization,
                &Json(calendars.iter().map(|id| id.0).collect::<Vec<_>>()),
                &(start.as_microsecond() - DAY),
                &start,
                &end,
            ],
            |row| Ok((row.at(0)?, row.at(1)?)),
        )
    }

    /// Bumps a row for each calendar and UTC day touched, in sorted order: whoever comes second waits until the first has
    /// committed, and no two can wait for each other. On SQLite nobody else can be writing, so there is nothing to lock.
    fn lock_calendar_days(&mut self, organization: OrganizationId, wanted: &[Wanted]) -> Result<()> {
        if !self.is_postgres() {
            return Ok(());
        }
        let mut days: Vec<(i64, i64)> = wanted.iter().flat_map(Wanted::days).collect();
        days.sort_unstable();
        days.dedup();
        for (calendar, day) in days {
            self.execute(
                "INSERT INTO calendar_days (organization_id, calendar_id, day, version) VALUES ($1, $2, $3, 1)
                 ON CONFLICT (organization_id, calendar_id, day) DO UPDATE SET version = calendar_days.version + 1",
                &[&organization, &calendar, &day],
            )?;
        }
        Ok(())
    }

    /// What is left near the time wanted once holds that have expired are removed.
    ///
    /// A hold keeps its time a little beyond its expiry, for a confirmation that arrived before it and stands in the queue. One
    /// that loses time here loses all of it, on other calendars too: half a hold must never be confirmed.
    fn living_neighbours(
        &mut self,
        organization: OrganizationId,
        want: &Wanted,
        now: Timestamp,
    ) -> Result<Vec<Neighbour>> {
        let dead = now.as_microsecond() - domain::hold::GRACE_MILLISECONDS * 1000;
        let neighbours = self.neighbours(organization, want)?;
        let expired: Vec<i64> =
            neighbours.iter().filter(|other| other.expires_at <= dead).map(|other| other.owner).collect();
        if expired.is_empty() {
            return Ok(neighbours);
        }
        for hold in expired {
            self.delete_hold(organization, HoldId(hold))?;
            self.release_time(organization, ClaimKind::Hold, hold)?;
        }
        // Read again: on PostgreSQL somebody may have confirmed one of them while we waited for its row.
        self.neighbours(organization, want)
    }

    fn neighbours(&mut self, organization: OrganizationId, want: &Wanted) -> Result<Vec<Neighbour>> {
        self.query(
            "SELECT starts_at, ends_at, lane, expires_at, owner_id FROM claims WHERE organization_id = $1 AND calendar_id = $2
               AND starts_at > $3 AND starts_at < $4 AND ends_at > $5",
            &[&organization, &want.calendar_id, &(want.reach_start() - DAY), &want.reach_end(), &want.reach_start()],
            |row| {
                let (start, end, lane) = (row.at(0)?, row.at(1)?, row.at(2)?);
                Ok(Neighbour { start, end, lane, expires_at: row.at(3)?, owner: row.at(4)? })
            },
        )
    }

    fn insert_claim(&mut self, organization: OrganizationId, want: &Wanted, lane: i64, taken: Taken) -> Result<()> {
        let expires_at = taken.expires_at.map_or(NEVER, Timestamp::as_microsecond);
        self.execute(
            "INSERT INTO claims (organization_id, calendar_id, starts_at, ends_at, lane, expires_at, kind, owner_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[&organization, &want.calendar_id, &want.start, &want.end, &lane, &expires_at, &taken.kind, &taken.owner],
        )?;
        Ok(())
    }
}

impl Wanted {
    fn reach_start(&self) -> i64 {
        self.start.as_microsecond() - self.gap_microseconds()
    }

    fn reach_end(&self) -> i64 {
        self.end.as_microsecond() + self.gap_microseconds()
    }

    fn gap_microseconds(&self) -> i64 {
        self.gap.as_mins() * 60_000_000
    }

    /// The calendar-days within reach.
    fn days(&self) -> impl Iterator<Item = (i64, i64)> + use<> {
        let calendar = self.calendar_id.0;
        let (first, last) = (self.reach_start().div_euclid(DAY), (self.reach_end() - 1).div_euclid(DAY));
        (first..=last).map(move |day| (calendar, day))
    }

    /// The same time in pieces that end with the UTC day.
    fn by_day(&self) -> impl Iterator<Item = Self> + '_ {
        let (start, end) = (self.start.as_microsecond(), self.end.as_microsecond());
        (start.div_euclid(DAY)..=(end - 1).div_euclid(DAY)).filter_map(move |day| {
            let piece_start = Timestamp::from_microsecond(start.max(day * DAY)).ok()?;
            let piece_end = Timestamp::from_microsecond(end.min((day + 1) * DAY)).ok()?;
            Some(Self { start: piece_start, end: piece_end, ..self.clone() })
        })
    }
}

fn overlaps(want: &Wanted, other: &Neighbour, gap: i64) -> bool {
    other.start < want.end.as_microsecond() + gap && other.end > want.start.as_microsecond() - gap
}

/// The lowest lane free for the whole reach, when no closure overlaps what is taken. Whoever overbooks takes the lowest lane
/// above capacity that is free of other overbookings, and needs no gap.
fn free_lane(want: &Wanted, neighbours: &[Neighbour], overbook: bool) -> Option<i64> {
    let closed = neighbours.iter().any(|other| other.lane < 0 && overlaps(want, other, 0));
    let gap = want.gap_microseconds();
    let is_free =
        |lane: i64, gap: i64| !neighbours.iter().any(|other| other.lane == lane && overlaps(want, other, gap));
    let capacity = i64::from(want.capacity);
    let within = (0..capacity).find(|&lane| is_free(lane, gap)).filter(|_| !closed);
    match within {
        None if overbook => (capacity..capacity + LANES_BESIDE).find(|&lane| is_free(lane, 0)),
        lane => lane,
    }
}

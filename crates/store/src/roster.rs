//! Statements about rosters.

use domain::roster::{LocalPeriod, RosterRules, WeekdayPeriods};
use domain::{CalendarId, OrganizationId, Roster, RosterException, RosterId};
use jiff::civil::Date;

use crate::value::Json;
use crate::{Result, Row, Tx};

pub(crate) fn roster(row: &Row<'_>) -> Result<Roster> {
    Ok(Roster {
        id: row.get("id")?,
        calendar_id: row.get("calendar_id")?,
        location_id: row.get("location_id")?,
        rules: RosterRules {
            time_zone: row.get("time_zone")?,
            valid_from: row.get("valid_from")?,
            valid_until: row.get("valid_until")?,
            every_weeks: row.get("every_weeks")?,
            anchor: row.get("anchor")?,
            weekly: row.get::<Json<Vec<WeekdayPeriods>>>("weekly")?.0,
            channels: row.get("channels")?,
        },
    })
}

pub(crate) fn exception(row: &Row<'_>) -> Result<RosterException> {
    Ok(RosterException {
        roster_id: row.get("roster_id")?,
        date: row.get("date")?,
        periods: row.get::<Json<Vec<LocalPeriod>>>("periods")?.0,
    })
}

impl Tx<'_> {
    /// Adds a roster.
    pub fn insert_roster(&mut self, organization: OrganizationId, roster: &Roster) -> Result<()> {
        let rules = &roster.rules;
        self.execute(
            "INSERT INTO rosters (organization_id, id, calendar_id, location_id, time_zone, valid_from, valid_until,
                every_weeks, anchor, weekly, channels) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &[
                &organization,
                &roster.id,
                &roster.calendar_id,
                &roster.location_id,
                &rules.time_zone,
                &rules.valid_from,
                &rules.valid_until,
                &rules.every_weeks,
                &rules.anchor,
                &Json(&rules.weekly),
                &rules.channels,
            ],
        )?;
        Ok(())
    }

    /// Replaces a roster's rules; whether it exists.
    pub fn update_roster_rules(
        &mut self,
        organization: OrganizationId,
        id: RosterId,
        rules: &RosterRules,
    ) -> Result<bool> {
        let changed = self.execute(
            "UPDATE rosters SET time_zone = $3, valid_from = $4, valid_until = $5, every_weeks = $6, anchor = $7,
                weekly = $8, channels = $9 WHERE organization_id = $1 AND id = $2",
            &[
                &organization,
                &id,
                &rules.time_zone,
                &rules.valid_from,
                &rules.valid_until,
                &rules.every_weeks,
                &rules.anchor,
                &Json(&rules.weekly),
                &rules.channels,
            ],
        )?;
        Ok(changed == 1)
    }

    /// The roster with that id.
    pub fn find_roster(&mut self, organization: OrganizationId, id: RosterId) -> Result<Option<Roster>> {
        self.query_opt(
            "SELECT id, calendar_id, location_id, time_zone, valid_from, valid_until, every_weeks, anchor, weekly, channels
             FROM rosters WHERE organization_id = $1 AND id = $2",
            &[&organization, &id],
            roster,
        )
    }

    /// All rosters of a calendar by id.
    pub fn list_rosters(&mut self, organization: OrganizationId, calendar: CalendarId) -> Result<Vec<Roster>> {
        self.query(
            "SELECT id, calendar_id, location_id, time_zone, valid_from, valid_until, every_weeks, anchor, weekly, channels
             FROM rosters WHERE organization_id = $1 AND calendar_id = $2 ORDER BY id LIMIT 1000",
            &[&organization, &calendar],
            roster,
        )
    }

    /// Sets other hours on a date, in place of any set before.
    pub fn upsert_roster_exception(&mut self, organization: OrganizationId, exception: &RosterException) -> Result<()> {
        self.execute(
            "INSERT INTO roster_exceptions (organization_id, roster_id, date, periods) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, roster_id, date) DO UPDATE SET periods = excluded.periods",
            &[&organization, &exception.roster_id, &exception.date, &Json(&exception.periods)],
        )?;
        Ok(())
    }

    /// Takes other hours of a date back; whether there were any.
    pub fn delete_roster_exception(
        &mut self,
        organization: OrganizationId,
        roster: RosterId,
        date: Date,
    ) -> Result<bool> {
        let deleted = self.execute(
            "DELETE FROM roster_exceptions WHERE organization_id = $1 AND roster_id = $2 AND date = $3",
            &[&organization, &roster, &date],
        )?;
        Ok(deleted == 1)
    }
}

//! Statements that gather what the availability engine needs: a handful for any number of calendars.

use ::availability::{Minute, Span};
use domain::{CalendarId, LocationId, OrganizationId, PractitionerId, ResourceId, Roster, RosterException, ServiceId};
use jiff::Timestamp;

use crate::roster::{exception, roster};
use crate::value::id_list;
use crate::{Result, Tx};

/// A calendar that a service may take: of somebody who offers it, or of something it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferCalendar {
    /// The calendar.
    pub calendar_id: CalendarId,
    /// Its lanes.
    pub capacity: u16,
    /// Whose it is, when it is a practitioner's.
    pub practitioner_id: Option<PractitionerId>,
    /// Whose it is, when it is a resource's, and which of the service's requirements the resource serves.
    pub resource: Option<(i64, ResourceId)>,
    /// Where it stands, when it is a resource's.
    pub location_id: Option<LocationId>,
}

/// A claim as the engine needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferClaim {
    /// Whose time.
    pub calendar_id: CalendarId,
    /// What is taken, widened to whole minutes.
    pub span: Span,
    /// In which lane.
    pub lane: i64,
}

/// Microseconds.
const MINUTE: i64 = 60_000_000;

impl Tx<'_> {
    /// The calendars of everybody active who offers a service, by practitioner, and of everything active it needs, by
    /// requirement and resource; and how many requirements it has, whether or not anything active serves them.
    pub fn list_offer_calendars(
        &mut self,
        organization: OrganizationId,
        service: ServiceId,
    ) -> Result<(Vec<OfferCalendar>, i64)> {
        let mut requirements = 0;
        let rows = self.query(
            "SELECT p.calendar_id, c.capacity, p.id, -1 AS requirement, CAST(NULL AS BIGINT) AS location_id
             FROM service_practitioners s
             JOIN practitioners p ON p.organization_id = s.organization_id AND p.id = s.practitioner_id AND p.active = TRUE
             JOIN calendars c ON c.organization_id = p.organization_id AND c.id = p.calendar_id
             WHERE s.organization_id = $1 AND s.service_id = $2
             UNION ALL
             SELECT r.calendar_id, c.capacity, r.id, s.requirement, r.location_id
             FROM service_requirements s
             LEFT JOIN resources r ON r.organization_id = s.organization_id AND r.id = s.resource_id AND r.active = TRUE
             LEFT JOIN calendars c ON c.organization_id = r.organization_id AND c.id = r.calendar_id
             WHERE s.organization_id = $1 AND s.service_id = $2
             ORDER BY 4, 3",
            &[&organization, &service],
            |row| {
                let requirement: i64 = row.at(3)?;
                requirements = requirements.max(requirement + 1);
                // A resource that is switched off leaves its requirement, and nothing else.
                let Some(calendar_id) = row.at(0)? else { return Ok(None) };
                let is_resource = requirement >= 0;
                Ok(Some(OfferCalendar {
                    calendar_id,
                    capacity: row.at(1)?,
                    practitioner_id: if is_resource { None } else { Some(row.at(2)?) },
                    resource: if is_resource { Some((requirement, row.at(2)?)) } else { None },
                    location_id: row.at(4)?,
                }))
            },
        )?;
        Ok((rows.into_iter().flatten().collect(), requirements))
    }

    /// How many claims that are no closures begin on each of these calendars within the time and have not expired by
    /// `alive_at`; calendars without any are left out.
    pub fn count_claims_of(
        &mut self,
        organization: OrganizationId,
        calendars: &[CalendarId],
        from: Timestamp,
        until: Timestamp,
        alive_at: Timestamp,
    ) -> Result<Vec<(CalendarId, i64)>> {
        self.query(
            "SELECT calendar_id, count(*) FROM claims
             WHERE organization_id = $1 AND calendar_id IN (SELECT value FROM id_list($2))
               AND starts_at >= $3 AND starts_at < $4 AND lane >= 0 AND expires_at > $5 GROUP BY calendar_id",
            &[&organization, &id_list(calendars.iter().map(|id| id.0)), &from, &until, &alive_at],
            |row| Ok((row.at(0)?, row.at(1)?)),
        )
    }

    /// All rosters of these calendars, by id.
    pub fn list_rosters_of(&mut self, organization: OrganizationId, calendars: &[CalendarId]) -> Result<Vec<Roster>> {
        let mut rosters = self.query(
            "SELECT id, calendar_id, location_id, time_zone, valid_from, valid_until, every_weeks, anchor, weekly, channels
             FROM rosters WHERE organization_id = $1 AND calendar_id IN (SELECT value FROM id_list($2))",
            &[&organization, &id_list(calendars.iter().map(|id| id.0))],
            roster,
        )?;
        // Asked to sort by id, SQLite would rather read all rosters of the organization in that order.
        rosters.sort_by_key(|roster| roster.id);
        Ok(rosters)
    }

    /// All other hours of these rosters.
    pub fn list_roster_exceptions_of(
        &mut self,
        organization: OrganizationId,
        rosters: &[Roster],
    ) -> Result<Vec<RosterException>> {
        self.query(
            "SELECT roster_id, date, periods FROM roster_exceptions
             WHERE organization_id = $1 AND roster_id IN (SELECT value FROM id_list($2))",
            &[&organization, &id_list(rosters.iter().map(|roster| roster.id.0))],
            exception,
        )
    }

    /// All claims of these calendars that overlap the time and have not expired by `alive_at`, by start.
    pub fn list_claims_of(
        &mut self,
        organization: OrganizationId,
        calendars: &[CalendarId],
        from: Timestamp,
        until: Timestamp,
        alive_at: Timestamp,
    ) -> Result<Vec<OfferClaim>> {
        // No claim spans more than a day, so none that began earlier can reach into the time asked for.
        let earliest = domain::time::plus_minutes(from, -1440);
        self.query(
            "SELECT calendar_id, starts_at, ends_at, lane FROM claims
             WHERE organization_id = $1 AND calendar_id IN (SELECT value FROM id_list($2))
               AND starts_at >= $3 AND starts_at < $5 AND ends_at > $4 AND expires_at > $6",
            &[&organization, &id_list(calendars.iter().map(|id| id.0)), &earliest, &from, &until, &alive_at],
            |row| {
                let (start, end) = (row.integer(1)?.div_euclid(MINUTE), -(-row.integer(2)?).div_euclid(MINUTE));
                let span = Span { start: Minute(start), end: Minute(end) };
                Ok(OfferClaim { calendar_id: CalendarId(row.integer(0)?), span, lane: row.integer(3)? })
            },
        )
    }
}

//! Statements about calls and their sums by day. They belong to the installation, so they are not scoped by an organization.

use domain::activity::{Call, Caller, DayUsage, Sums};
use domain::page::PageQuery;
use domain::{Activity, ActivityId, OrganizationId, PartnerId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::partner::anywhere;
use crate::value::Json;
use crate::{Result, Row, Tx};

/// Which calls are wanted.
#[derive(Clone, Debug, Default)]
pub struct ActivityFilter {
    /// Of that partner.
    pub partner: Option<PartnerId>,
    /// In that organization.
    pub organization: Option<OrganizationId>,
    /// Answered with at least that status.
    pub min_status: Option<u16>,
    /// Answered with less than that status.
    pub below_status: Option<u16>,
    /// With that in its whole path, without regard to case. See [`Activity::path`].
    pub endpoint: Option<String>,
}

/// Sums by what they are kept by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UsageKey {
    /// The UTC day.
    pub day: Date,
    /// Whose calls.
    pub partner: Option<PartnerId>,
    /// In which organization.
    pub organization: Option<OrganizationId>,
}

fn activity(row: &Row<'_>) -> Result<Activity> {
    Ok(Activity {
        id: row.get("id")?,
        at: row.get("at")?,
        door: row.get("door")?,
        method: row.get("method")?,
        endpoint: row.get("endpoint")?,
        status: row.get("status")?,
        duration_us: row.get("duration_us")?,
        caller: Caller {
            partner: row.get("partner_id")?,
            key: row.get("api_key_id")?,
            organization: row.get("organization_id")?,
        },
        address: row.get("address")?,
        partner_name: row.get("partner_name")?,
        organization_slug: row.get("organization_slug")?,
    })
}

/// The row of a call, by the names of its columns.
fn row_of((id, call): &(ActivityId, &Call)) -> serde_json::Value {
    serde_json::json!({
        "id": id,
        "at": call.at.as_microsecond(),
        "door": call.door,
        "method": call.method,
        "endpoint": call.endpoint,
        "status": call.status,
        "duration_us": call.duration_us,
        "partner_id": call.caller.partner,
        "api_key_id": call.caller.key,
        "organization_id": call.caller.organization,
        "address": call.address.map(|address| address.to_string()),
    })
}

fn sums(row: &Row<'_>) -> Result<Sums> {
    Ok(Sums { calls: row.get("calls")?, errors: row.get("errors")?, duration_us: row.get("duration_us")? })
}

impl Tx<'_> {
    /// Adds calls. On PostgreSQL in one statement, as each would be a round trip there.
    pub fn insert_activity(&mut self, calls: &[(ActivityId, &Call)]) -> Result<()> {
        if self.is_postgres() {
            let rows = Json(calls.iter().map(row_of).collect::<Vec<_>>());
            self.execute(
                "INSERT INTO activity SELECT * FROM json_populate_recordset(NULL::activity, CAST(CAST($1 AS TEXT) AS JSON))",
                &[&rows],
            )?;
            return Ok(());
        }
        for (id, call) in calls {
            self.execute(
                "INSERT INTO activity
                   (id, at, door, method, endpoint, status, duration_us, partner_id, api_key_id, organization_id, address)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                &[
                    id,
                    &call.at,
                    &call.door,
                    &call.method,
                    &call.endpoint,
                    &call.status,
                    &call.duration_us,
                    &call.caller.partner,
                    &call.caller.key,
                    &call.caller.organization,
                    &call.address.map(|address| address.to_string()),
                ],
            )?;
        }
        Ok(())
    }

    /// Adds to the sums of a day.
    pub fn add_usage(&mut self, key: &UsageKey, sums: &Sums) -> Result<()> {
        self.execute(
            "INSERT INTO usage_days (day, partner_id, organization_id, calls, errors, duration_us)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (day, partner_id, organization_id) DO UPDATE SET calls = usage_days.calls + excluded.calls,
               errors = usage_days.errors + excluded.errors, duration_us = usage_days.duration_us + excluded.duration_us",
            &[
                &key.day,
                &key.partner.map_or(0, |partner| partner.0),
                &key.organization.map_or(0, |organization| organization.0),
                &sums.calls,
                &sums.errors,
                &sums.duration_us,
            ],
        )?;
        Ok(())
    }

    /// A page of the calls, newest first.
    pub fn list_activity(&mut self, filter: &ActivityFilter, page: PageQuery) -> Result<Vec<Activity>> {
        let pattern = filter.endpoint.as_deref().map(anywhere);
        self.query(
            "SELECT a.id, a.at, a.door, a.method, a.endpoint, a.status, a.duration_us, a.partner_id, a.api_key_id,
               a.organization_id, a.address, p.name AS partner_name, o.slug AS organization_slug
             FROM activity a LEFT JOIN partners p ON p.id = a.partner_id
               LEFT JOIN organizations o ON o.organization_id = a.organization_id
             WHERE (a.partner_id = $1 OR $1 IS NULL) AND (a.organization_id = $2 OR $2 IS NULL)
               AND (a.status >= $3 OR $3 IS NULL) AND (a.status < $4 OR $4 IS NULL)
               AND (lower('/' || a.door || a.endpoint) LIKE $5 ESCAPE '\\' OR $5 IS NULL)
             ORDER BY a.id DESC LIMIT $6 OFFSET $7",
            &[
                &filter.partner,
                &filter.organization,
                &filter.min_status,
                &filter.below_status,
                &pattern,
                &page.limit(),
                &page.offset(),
            ],
            activity,
        )
    }

    /// How many calls there are.
    pub fn count_activity(&mut self, filter: &ActivityFilter) -> Result<i64> {
        let pattern = filter.endpoint.as_deref().map(anywhere);
        self.query_one(
            "SELECT count(*) FROM activity a WHERE (a.partner_id = $1 OR $1 IS NULL)
               AND (a.organization_id = $2 OR $2 IS NULL) AND (a.status >= $3 OR $3 IS NULL)
               AND (a.status < $4 OR $4 IS NULL)
               AND (lower('/' || a.door || a.endpoint) LIKE $5 ESCAPE '\\' OR $5 IS NULL)",
            &[&filter.partner, &filter.organization, &filter.min_status, &filter.below_status, &pattern],
            |row| row.at(0),
        )
    }

    /// Sums over all days that are kept.
    pub fn sum_usage(&mut self, partner: Option<PartnerId>, organization: Option<OrganizationId>) -> Result<Sums> {
        self.query_one(
            "SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) AS calls, CAST(COALESCE(SUM(errors), 0) AS BIGINT) AS errors,
               CAST(COALESCE(SUM(duration_us), 0) AS BIGINT) AS duration_us
             FROM usage_days WHERE (partner_id = $1 OR $1 IS NULL) AND (organization_id = $2 OR $2 IS NULL)",
            &[&partner, &organization],
            sums,
        )
    }

    /// Sums of each day from that one on that has any, oldest first.
    pub fn list_usage(
        &mut self,
        from: Date,
        partner: Option<PartnerId>,
        organization: Option<OrganizationId>,
    ) -> Result<Vec<DayUsage>> {
        self.query(
            "SELECT day, CAST(SUM(calls) AS BIGINT) AS calls, CAST(SUM(errors) AS BIGINT) AS errors,
               CAST(SUM(duration_us) AS BIGINT) AS duration_us
             FROM usage_days WHERE day >= $1 AND (partner_id = $2 OR $2 IS NULL) AND (organization_id = $3 OR $3 IS NULL)
             GROUP BY day ORDER BY day",
            &[&from, &partner, &organization],
            |row| Ok(DayUsage { day: row.get("day")?, sums: sums(row)? }),
        )
    }

    /// Removes calls from before that moment, at most `limit`; how many there were.
    pub fn delete_activity_before(&mut self, before: Timestamp, limit: i64) -> Result<u64> {
        self.execute(
            "DELETE FROM activity WHERE id IN (SELECT id FROM activity ORDER BY id LIMIT $2) AND at < $1",
            &[&before, &limit],
        )
    }

    /// Removes the sums of days before that one.
    pub fn delete_usage_before(&mut self, day: Date) -> Result<u64> {
        self.execute("DELETE FROM usage_days WHERE day < $1", &[&day])
    }
}

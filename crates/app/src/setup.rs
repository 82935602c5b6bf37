//! What a service is set up with: who offers it, what it needs, and the rosters of all of them.
//!
//! It is read for every question and every booking, and changes a few times a day. So it is kept in memory for as long as the
//! organization's revision stands, which the database itself renews at every change of these tables (see `store/src/nets/`):
//! no use case can forget to, and a transaction sees its own changes.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{CalendarId, Error, Noun, OrganizationId, Result, Roster, Service, ServiceId};
use jiff::civil::Date;
use lru::LruCache;
use store::{OfferCalendar, Tx};

use crate::Ctx;

/// See the module.
#[derive(Debug)]
pub(crate) struct Setup {
    /// The service, on offer or not.
    pub(crate) service: Service,
    /// The calendars of everybody active who offers it, and of everything active it needs.
    pub(crate) calendars: Vec<OfferCalendar>,
    /// How many requirements it has, whether or not anything active serves them.
    pub(crate) requirements: i64,
    /// All their rosters, by id.
    pub(crate) rosters: Vec<SetupRoster>,
}

/// A roster, and the same with all its exceptions as the engine takes it.
#[derive(Debug)]
pub(crate) struct SetupRoster {
    pub(crate) roster: Roster,
    pub(crate) engine: ::availability::Roster,
}

impl Setup {
    /// Whether a calendar has a roster, of whatever time.
    pub(crate) fn has_roster(&self, calendar: CalendarId) -> bool {
        self.rosters.iter().any(|known| known.roster.calendar_id == calendar)
    }
}

impl SetupRoster {
    /// Whether it holds on some date from `from` to `until`.
    pub(crate) fn holds_within(&self, from: Date, until: Date) -> bool {
        let rules = &self.roster.rules;
        rules.valid_from.is_none_or(|first| first <= until) && rules.valid_until.is_none_or(|last| last >= from)
    }
}

/// The set-up of services asked for lately, with the revision it is of.
pub(crate) struct Setups(Mutex<Known>);

type Known = LruCache<(OrganizationId, ServiceId), (i64, Arc<Setup>)>;

/// How many services are remembered. One with a practitioner and a room takes some two kilobytes.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(2000).expect("more than none");

impl Default for Setups {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

impl Setups {
    fn get(&self, organization: OrganizationId, service: ServiceId, revision: i64) -> Option<Arc<Setup>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, setup) = known.get(&(organization, service))?;
        (*of == revision).then(|| setup.clone())
    }

    fn put(&self, organization: OrganizationId, revision: i64, setup: Arc<Setup>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.put((organization, setup.service.id), (revision, setup));
    }
}

/// The set-up of a service, as of this transaction.
///
/// # Errors
/// `NotFound` when there is no such service, on offer or not.
pub(crate) fn of(tx: &mut Tx<'_>, ctx: &Ctx, id: ServiceId) -> Result<Arc<Setup>> {
    let organization = ctx.organization_id();
    let revision = tx.find_revision(organization)?;
    if let Some(known) = ctx.setups().get(organization, id, revision) {
        return Ok(known);
    }
    let setup = Arc::new(load(tx, organization, id)?);
    ctx.setups().put(organization, revision, setup.clone());
    Ok(setup)
}

fn load(tx: &mut Tx<'_>, organization: OrganizationId, id: ServiceId) -> Result<Setup> {
    let service = tx.find_service(organization, id)?.ok_or(Error::NotFound(Noun::Service))?;
    let (calendars, requirements) = tx.list_offer_calendars(organization, id)?;
    let ids: Vec<_> = calendars.iter().map(|calendar| calendar.calendar_id).collect();
    let rosters = tx.list_rosters_of(organization, &ids)?;
    let exceptions = tx.list_roster_exceptions_of(organization, &rosters)?;
    let with_engine = |roster: Roster| {
        let own = exceptions.iter().filter(|exception| exception.roster_id == roster.id);
        let engine = roster.rules.to_engine(own)?;
        Ok(SetupRoster { roster, engine })
    };
    let rosters: Result<Vec<_>> = rosters.into_iter().map(with_engine).collect();
    Ok(Setup { service, calendars, requirements, rosters: rosters? })
}

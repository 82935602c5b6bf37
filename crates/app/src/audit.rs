//! The audit log: written with every change, sealed into one chain per organization, verified on request.

use domain::audit::{AuditEntry, link};
use domain::{AuditId, OrganizationId, Result};
use serde_json::Value;
use store::{AuditLink, SealedEntry, Sequence, Tx};

use crate::Ctx;

/// Records what is being done to which thing, in the transaction in which it is done. `detail` holds ids and times, never
/// patient data.
pub(crate) fn record(tx: &mut Tx<'_>, ctx: &Ctx, action: &str, subject: i64, detail: &Value) -> Result<()> {
    let entry = AuditEntry {
        id: AuditId(tx.next_id(Sequence::Record)?),
        at: ctx.now(),
        actor: ctx.actor().to_string(),
        action: action.to_owned(),
        subject,
        detail: detail.to_string(),
        request_id: ctx.request_id().to_owned(),
    };
    tx.insert_audit_entry(ctx.organization_id(), &entry)?;
    Ok(())
}

/// Links entries that are not sealed yet to the ends of their chains, at most `limit`; how many there were.
///
/// The chain is not extended in the booking path, because its end would be a lock that every booking waits for.
pub fn seal(tx: &mut Tx<'_>, limit: i64) -> Result<usize> {
    let entries = tx.list_unsealed_across_all_organizations(limit)?;
    for of_one in entries.chunk_by(|a, b| a.0 == b.0) {
        let organization = of_one[0].0;
        let mut end = tx.last_audit_link(organization)?.unwrap_or_else(beginning);
        for (_, id, hash) in of_one {
            end = AuditLink { position: end.position + 1, link: link(&end.link, hash) };
            tx.seal_audit_entry(organization, *id, &end)?;
        }
        let ids: Vec<AuditId> = of_one.iter().map(|(_, id, _)| *id).collect();
        tx.delete_unsealed(organization, &ids)?;
    }
    Ok(entries.len())
}

/// What a walk along a chain has shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Verification {
    /// How many entries are sealed and sound.
    pub sound: i64,
    /// How many wait to be sealed: the tail.
    pub unsealed: i64,
    /// What is wrong, in words, the first hundred.
    pub faults: Vec<String>,
}

/// Walks an organization's chain from its beginning: each entry must have its own hash, each link must follow the one before,
/// and nothing may stand outside.
pub fn verify(tx: &mut Tx<'_>, organization: OrganizationId) -> Result<Verification> {
    let mut result = Verification { unsealed: tx.count_unsealed(organization)?, ..Verification::default() };
    let mut end = beginning();
    loop {
        let page = tx.list_sealed_audit(organization, end.position, 1000)?;
        if page.is_empty() {
            break;
        }
        for sealed in page {
            match fault(&end, &sealed) {
                None => result.sound += 1,
                Some(fault) if result.faults.len() < 100 => result.faults.push(fault),
                Some(_) => {}
            }
            end = sealed.link;
        }
    }
    let outside = tx.count_audit_outside_chain(organization)?;
    if outside > 0 {
        result.faults.push(format!("{outside} entries stand outside of the chain"));
    }
    Ok(result)
}

fn fault(end: &AuditLink, sealed: &SealedEntry) -> Option<String> {
    let place = format!("link {} (entry {})", sealed.link.position, sealed.audit_id);
    if sealed.link.position != end.position + 1 {
        return Some(format!("{place}: links are missing before it"));
    }
    let Some((entry, hash)) = &sealed.entry else {
        return Some(format!("{place}: the entry is gone"));
    };
    if entry.hash() != *hash {
        return Some(format!("{place}: the entry was changed"));
    }
    (link(&end.link, hash) != sealed.link.link).then(|| format!("{place}: the link does not follow the one before"))
}

fn beginning() -> AuditLink {
    AuditLink { position: 0, link: String::new() }
}

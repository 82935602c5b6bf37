//! Statements about closures. The time they close is in `claims`.

use domain::{ClosureId, OrganizationId};
use jiff::Timestamp;

use crate::{Result, Tx};

impl Tx<'_> {
    /// Adds a closure.
    pub fn insert_closure(
        &mut self,
        organization: OrganizationId,
        id: ClosureId,
        start: Timestamp,
        end: Timestamp,
        reason: Option<&str>,
    ) -> Result<()> {
        self.execute(
            "INSERT INTO closures (organization_id, id, starts_at, ends_at, reason) VALUES ($1, $2, $3, $4, $5)",
            &[&organization, &id, &start, &end, &reason],
        )?;
        Ok(())
    }

    /// Removes a closure; whether it existed.
    pub fn delete_closure(&mut self, organization: OrganizationId, id: ClosureId) -> Result<bool> {
        let deleted =
            self.execute("DELETE FROM closures WHERE organization_id = $1 AND id = $2", &[&organization, &id])?;
        Ok(deleted == 1)
    }
}

//! `polyclinic audit verify`

use app::audit::verify;
use app::organization::list_across_all_organizations;
use domain::OrganizationId;

use crate::cli::{AuditCommand, GlobalArgs};
use crate::failure::Failure;
use crate::{output, server};

/// Walks the chains of all organizations.
pub(crate) fn run(global: &GlobalArgs, command: AuditCommand) -> Result<(), Failure> {
    let AuditCommand::Verify = command;
    let db = server::open_database(&global.configuration()?.config)?;
    let faults = verify_all(&db);
    db.close();
    match faults? {
        0 => Ok(()),
        faults => Err(Failure::Failed(format!("{faults} faults in the audit log"))),
    }
}

fn verify_all(db: &app::Db) -> Result<usize, Failure> {
    let (mut after, mut faults) = (OrganizationId(0), 0);
    loop {
        let page = db.read(move |tx| list_across_all_organizations(tx, after, 500))?;
        let Some(last) = page.last() else { return Ok(faults) };
        after = last.id;
        for organization in page {
            let verified = db.read(move |tx| verify(tx, organization.id))?;
            let (sound, unsealed) = (verified.sound, verified.unsealed);
            output::data(&format!(
                "{}\t{sound} sound\t{unsealed} unsealed\t{} faults\n",
                organization.slug,
                verified.faults.len()
            ))?;
            verified.faults.iter().for_each(|fault| output::words(&format!("{}: {fault}", organization.slug)));
            faults += verified.faults.len();
        }
    }
}

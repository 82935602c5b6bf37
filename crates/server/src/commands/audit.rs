//! `polyclinic audit verify`

use app::audit::verify;
use app::organization::list_across_all_organizations;
use domain::OrganizationId;

use crate::cli::{AuditCommand, GlobalArgs};
use crate::failure::Failure;
use crate::{output, server};

/// Walks the chains of the installation and of all organizations.
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
    let mut after = OrganizationId::INSTALLATION;
    // What belongs to no organization has a chain of its own.
    let mut faults = verify_one(db, OrganizationId::INSTALLATION, "(installation)")?;
    loop {
        let page = db.read(move |tx| list_across_all_organizations(tx, after, 500))?;
        let Some(last) = page.last() else { return Ok(faults) };
        after = last.id;
        for organization in page {
            faults += verify_one(db, organization.id, &organization.slug)?;
        }
    }
}

fn verify_one(db: &app::Db, organization: OrganizationId, name: &str) -> Result<usize, Failure> {
    let verified = db.read(move |tx| verify(tx, organization))?;
    let (sound, unsealed, faults) = (verified.sound, verified.unsealed, verified.faults.len());
    output::data(&format!("{name}\t{sound} sound\t{unsealed} unsealed\t{faults} faults\n"))?;
    verified.faults.iter().for_each(|fault| output::words(&format!("{name}: {fault}")));
    Ok(faults)
}

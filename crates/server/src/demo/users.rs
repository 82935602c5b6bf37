//! Those who work for one of the demo's practices. Two of them have a password, for trying out only: everybody may know it.

use app::user::{self, NewUser};
use app::{App, Result};
use domain::{Organization, Role};

use super::access::PRACTICE;

/// Signs in as owner at the desk of that practice.
pub(crate) const OWNER: &str = "owner@demo.example";
/// Their password, and that of the front desk.
pub(crate) const PASSWORD: &str = "desk-of-the-demo";

/// Login, name, role, and whether they have the password yet.
const USERS: [(&str, &str, Role, bool); 4] = [
    (OWNER, "Petra Lindholm-Sato", Role::Owner, true),
    ("desk@demo.example", "Samir Haddow", Role::FrontDesk, true),
    ("office@demo.example", "Greta Omondi", Role::Admin, false),
    ("practice@demo.example", "Leonie Ferrante", Role::Practitioner, false),
];

/// Makes them.
pub(super) fn fill(app: &App, organizations: &[Organization]) -> Result<()> {
    let Some(organization) = organizations.iter().find(|one| one.slug == PRACTICE) else { return Ok(()) };
    let ctx = app.system(organization.clone(), "demo", app.now());
    for (login, name, role, has_password) in USERS {
        let (then, new) = (ctx.clone(), NewUser { login: login.to_owned(), name: name.to_owned(), role });
        let user = app.db().write(move |tx| user::create(tx, &then, &new))?;
        if has_password {
            user::set_password(&ctx, user.id, PASSWORD)?;
        }
    }
    Ok(())
}

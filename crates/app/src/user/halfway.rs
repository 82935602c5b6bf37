//! Between the two steps of signing in: the password was right, the code is still to come. What the browser carries from one step
//! to the other says who, until when and with which password, under a key of the installation. The server remembers nothing.

use domain::UserId;
use domain::secret::{Purpose, Secret};
use store::UserSecrets;

use crate::Ctx;

/// How many seconds the second step may take.
const LASTS: i64 = 300;

/// What a browser carries to the second step.
pub(super) fn make(ctx: &Ctx, secrets: &UserSecrets) -> Secret {
    of(ctx, secrets, ctx.now().as_second() + LASTS)
}

/// Who says to carry it. Nothing is known yet about whether it is true.
pub(super) fn user(halfway: &Secret) -> Option<UserId> {
    halfway.reveal().split_once('.')?.0.parse().ok().map(UserId)
}

/// Whether it is ours, in time, and about that user with the password and the second factor that they still have.
pub(super) fn is_good(ctx: &Ctx, secrets: &UserSecrets, halfway: &Secret) -> bool {
    let until = halfway.reveal().split('.').nth(1).and_then(|until| until.parse().ok());
    let in_time = until.filter(|&until| until > ctx.now().as_second());
    let stands = secrets.user.active && secrets.user.second_factor;
    stands && in_time.is_some_and(|until| of(ctx, secrets, until).is(halfway))
}

fn of(ctx: &Ctx, secrets: &UserSecrets, until: i64) -> Secret {
    let (organization, user) = (ctx.organization_id(), secrets.user.id);
    let password = secrets.password.as_deref().unwrap_or_default();
    let message = format!("{organization}:{user}:{until}:{password}");
    let mac = ctx.app().access().secret.mac(Purpose::SignIn, message.as_bytes());
    Secret::given(&format!("{user}.{until}.{}", hex::encode(mac)))
}

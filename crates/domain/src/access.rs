//! Who acts, and what they may do.

use std::fmt;

use crate::id::{ApiKeyId, AppointmentId, PartnerId, UserId};

/// Who is behind a request. Kept with every change in the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anybody: a booking page or a dialect without credentials.
    Anonymous,
    /// The holder of an appointment's access key.
    KeyHolder(AppointmentId),
    /// Someone of the organization's staff, by name of their account.
    Staff(String),
    /// Someone of the organization who has signed in.
    User {
        /// Who.
        id: UserId,
        /// What they are there.
        role: Role,
    },
    /// A partner's program.
    Partner {
        /// Whose program.
        partner: PartnerId,
        /// By which key.
        key: ApiKeyId,
        /// What the key and its token allow together.
        permissions: Permissions,
    },
    /// Whoever runs the installation, by the admin secret.
    Operator,
    /// The product itself: a job, the command line, the demo.
    System(&'static str),
}

impl fmt::Display for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => formatter.write_str("anonymous"),
            Self::KeyHolder(appointment) => write!(formatter, "key:{appointment}"),
            Self::Staff(account) => write!(formatter, "staff:{account}"),
            Self::User { id, .. } => write!(formatter, "user:{id}"),
            Self::Partner { partner, key, .. } => write!(formatter, "partner:{partner}/key:{key}"),
            Self::Operator => formatter.write_str("operator"),
            Self::System(part) => write!(formatter, "system:{part}"),
        }
    }
}

crate::text_enum! {
    /// What an actor may do beyond what anybody may.
    Permission {
        /// Change organizations, locations, practitioners, resources, services, rosters, questionnaires.
        Configure = "configure",
        /// See and change everybody's appointments, patients and closures.
        ManageBookings = "manage_bookings",
        /// Book above capacity, on purpose and with a reason.
        Overbook = "overbook",
        /// See and change patients.
        ManagePatients = "manage_patients",
        /// Put tags on patients, and take them off.
        ManageTags = "manage_tags",
        /// See who works when, and which time is free.
        ReadSchedules = "read_schedules",
        /// See, change and comment tickets.
        ManageTickets = "manage_tickets",
        /// See and change products.
        ManageProducts = "manage_products",
        /// See and change articles.
        ManageArticles = "manage_articles",
        /// Say who may do what: users within an organization; partners and their keys, for whoever runs the installation.
        ManageAccess = "manage_access",
    }
}

crate::text_enum! {
    /// What somebody is to an organization.
    Role {
        /// Owns the practice.
        Owner = "owner",
        /// Runs it.
        Admin = "admin",
        /// Treats patients.
        Practitioner = "practitioner",
        /// Receives patients.
        FrontDesk = "front_desk",
        /// Works for a partner.
        Partner = "partner",
    }
}

crate::text_enum! {
    /// What an API key is good for, as the doors spell it.
    Scope {
        /// Who works when, and free time.
        Providers = "Providers",
        /// Products.
        Products = "ProductPro.Products",
        /// Articles of the knowledge base.
        Articles = "KB",
        /// Tickets.
        Tickets = "Tickets",
        /// Patients. Asked for only where scopes are strict: see [`Scopes::UNASKED`].
        Prospects = "Prospects",
        /// Tags on patients. Asked for only where scopes are strict.
        Tags = "Tags",
    }
}

/// What each role may do.
const ROLES: [(Role, Permissions); 5] = {
    use Permission as P;
    let desk = Permissions::of(&[
        P::ManageBookings,
        P::Overbook,
        P::ManagePatients,
        P::ManageTags,
        P::ReadSchedules,
        P::ManageTickets,
    ]);
    let practitioner = Permissions::of(&[
        P::ManageBookings,
        P::ManagePatients,
        P::ManageTags,
        P::ReadSchedules,
        P::ManageTickets,
        P::ManageArticles,
    ]);
    let admin = desk.union(practitioner).union(Permissions::of(&[P::Configure, P::ManageAccess]));
    [
        (Role::Owner, admin),
        (Role::Admin, admin),
        (Role::Practitioner, practitioner),
        (Role::FrontDesk, desk),
        (Role::Partner, Permissions::of(&[P::ReadSchedules])),
    ]
};

/// What each scope allows.
const SCOPES: [(Scope, Permissions); 6] = {
    use Permission as P;
    [
        (Scope::Providers, Permissions::of(&[P::ReadSchedules])),
        (Scope::Products, Permissions::of(&[P::ManageProducts])),
        (Scope::Articles, Permissions::of(&[P::ManageArticles])),
        (Scope::Tickets, Permissions::of(&[P::ManageTickets])),
        (Scope::Prospects, Permissions::of(&[P::ManagePatients])),
        (Scope::Tags, Permissions::of(&[P::ManageTags])),
    ]
};

/// What whoever runs the installation may do: say who may do what, and keep what all practices share. Not the practices' own
/// affairs: patients are none of theirs.
const OPERATOR: Permissions =
    Permissions::of(&[Permission::ManageAccess, Permission::ManageProducts, Permission::ManageArticles]);

impl Role {
    /// What this role may do.
    pub fn permissions(self) -> Permissions {
        ROLES.iter().find(|(role, _)| *role == self).map_or(Permissions::NONE, |(_, permissions)| *permissions)
    }
}

impl Scope {
    /// What this scope allows.
    pub fn permissions(self) -> Permissions {
        SCOPES.iter().find(|(scope, _)| *scope == self).map_or(Permissions::NONE, |(_, permissions)| *permissions)
    }

    /// The scope that a program needs for this, if there is one.
    pub fn granting(permission: Permission) -> Option<Self> {
        SCOPES.iter().find(|(_, permissions)| permissions.contains(permission)).map(|(scope, _)| *scope)
    }
}

impl Actor {
    /// What this actor may do.
    pub fn permissions(&self) -> Permissions {
        match self {
            Self::Anonymous | Self::KeyHolder(_) => Permissions::NONE,
            Self::Staff(_) => Role::FrontDesk.permissions(),
            Self::User { role, .. } => role.permissions(),
            Self::Partner { permissions, .. } => *permissions,
            Self::Operator => OPERATOR,
            Self::System(_) => Permissions::ALL,
        }
    }
}

/// A small set of the values of an enum, in one number.
macro_rules! set {
    ($(#[$doc:meta])* $name:ident of $value:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// Nothing.
            pub const NONE: Self = Self(0);
            /// Everything.
            pub const ALL: Self = Self::of($value::ALL);

            /// These.
            pub const fn of(values: &[$value]) -> Self {
                let (mut bits, mut index) = (0, 0);
                while index < values.len() {
                    bits |= 1 << values[index] as u32;
                    index += 1;
                }
                Self(bits)
            }

            /// Whether it is among them.
            pub const fn contains(self, value: $value) -> bool {
                self.0 & (1 << value as u32) != 0
            }

            /// What is in either.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// What is in both.
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Whether there is nothing in it.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Each, in the order of declaration.
            pub fn iter(self) -> impl Iterator<Item = $value> {
                $value::ALL.iter().copied().filter(move |value| self.contains(*value))
            }
        }

        impl FromIterator<$value> for $name {
            fn from_iter<I: IntoIterator<Item = $value>>(values: I) -> Self {
                values.into_iter().fold(Self::NONE, |set, value| set.union(Self::of(&[value])))
            }
        }
    };
}

set! {
    /// What somebody may do.
    Permissions of Permission
}

set! {
    /// What an API key or a token is good for.
    Scopes of Scope
}

impl Scopes {
    /// What any valid token may do, unless the installation asks for every scope.
    pub const UNASKED: Self = Self::of(&[Scope::Prospects, Scope::Tags]);

    /// What these scopes allow together.
    pub fn permissions(self) -> Permissions {
        self.iter().fold(Permissions::NONE, |all, scope| all.union(scope.permissions()))
    }
}

crate::text_enum! {
    /// Why somebody was not let in. Told to the audit log; a door tells less.
    Refusal {
        /// Nothing was shown at all.
        NoCredentials = "no_credentials",
        /// Nobody has such a key.
        UnknownKey = "unknown_key",
        /// The key has been revoked.
        RevokedKey = "revoked_key",
        /// The key's time is over.
        ExpiredKey = "expired_key",
        /// The key's partner has been switched off.
        PartnerInactive = "partner_inactive",
        /// This is no token of ours.
        BadToken = "bad_token",
        /// The token's time is over.
        ExpiredToken = "expired_token",
        /// Nobody has such a session, or its time is over.
        NoSession = "no_session",
        /// The name or the password is wrong.
        WrongPassword = "wrong_password",
        /// Too many wrong tries.
        Locked = "locked",
        /// The password is right, the code is not.
        WrongCode = "wrong_code",
        /// A code came too long after the password, or without it.
        StaleSignIn = "stale_sign_in",
        /// The link to a new password is unknown, used, or too old.
        BadReset = "bad_reset",
        /// Let in nowhere: the key is not for this organization.
        WrongOrganization = "wrong_organization",
        /// Let in, but not for this.
        MissingScope = "missing_scope",
        /// Let in, but not allowed to do this.
        MissingPermission = "missing_permission",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_and_scope_has_its_line() {
        assert!(Role::ALL.iter().all(|role| ROLES.iter().any(|(other, _)| other == role)));
        assert!(Scope::ALL.iter().all(|scope| !scope.permissions().is_empty()));
    }

    #[test]
    fn no_scope_configures_anything_or_gives_access() {
        for scope in Scope::ALL {
            let allowed = scope.permissions();
            for never in
                [Permission::Configure, Permission::ManageAccess, Permission::Overbook, Permission::ManageBookings]
            {
                assert!(!allowed.contains(never), "{scope} allows {never}");
            }
        }
        assert_eq!(Scope::granting(Permission::ManageTickets), Some(Scope::Tickets));
        assert_eq!(Scope::granting(Permission::Configure), None);
    }

    #[test]
    fn only_owners_and_admins_say_who_may_do_what() {
        let may = |role: &&Role| role.permissions().contains(Permission::ManageAccess);
        assert_eq!(Role::ALL.iter().filter(may).collect::<Vec<_>>(), [&Role::Owner, &Role::Admin]);
        assert!(!Actor::Operator.permissions().contains(Permission::ManagePatients), "patients are the practice's own");
        assert!(Actor::Anonymous.permissions().is_empty());
    }

    #[test]
    fn sets_join_and_meet() {
        let both = Scopes::of(&[Scope::Tickets, Scope::Providers]);
        assert_eq!(both.iter().collect::<Vec<_>>(), [Scope::Providers, Scope::Tickets]);
        assert_eq!(
            both.intersection(Scopes::of(&[Scope::Tickets, Scope::Tags])).iter().collect::<Vec<_>>(),
            [Scope::Tickets]
        );
        assert_eq!([Scope::Providers, Scope::Tickets].into_iter().collect::<Scopes>(), both);
        assert!(Permissions::ALL.contains(Permission::ManageAccess) && Scopes::NONE.is_empty());
    }
}

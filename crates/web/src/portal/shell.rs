//! What surrounds every page of the portal: who has signed in, and the ways to its parts.

use super::guest::Member;
use crate::language::Language;
use crate::pages::View;

/// A part of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Dashboard,
    Partners,
    Keys,
    Requests,
    Activity,
    Sessions,
    Documentation,
    RequestAccess,
    SignIn,
}

impl Part {
    fn link(self) -> (&'static str, &'static str) {
        match self {
            Self::Dashboard => ("/portal", "Dashboard"),
            Self::Partners => ("/portal/partners", "Partners"),
            Self::Keys => ("/portal/keys", "API Keys"),
            Self::Requests => ("/portal/access-requests", "Access Requests"),
            Self::Activity => ("/portal/activity", "Recent Activity"),
            Self::Sessions => ("/portal/sessions", "Sessions"),
            Self::Documentation => ("/portal/docs", "Documentation"),
            Self::RequestAccess => ("/portal/request-access", "Request access"),
            Self::SignIn => ("/portal/sign-in", "Sign in"),
        }
    }
}

/// What every page of the portal knows.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// Who has signed in, in words.
    pub who: Option<String>,
    /// Whether the page is that of their sessions, which is beside their name and not among the parts.
    pub at_sessions: bool,
    /// The ways to the parts that they may see.
    pub links: Vec<PartLink>,
}

/// The way to a part.
#[derive(Clone, Debug)]
pub(crate) struct PartLink {
    pub href: &'static str,
    pub label: &'static str,
    /// Whether the page belongs to it.
    pub current: bool,
}

impl Shell {
    /// Round a page of that part, for somebody who has signed in or for anybody.
    pub(crate) fn new(member: Option<&Member>, current: Part) -> Self {
        use Part as P;
        let parts: &[Part] = match member {
            None => &[P::Documentation, P::RequestAccess, P::SignIn],
            Some(member) if member.is_operator() => {
                &[P::Dashboard, P::Partners, P::Keys, P::Requests, P::Activity, P::Documentation]
            }
            Some(_) => &[P::Dashboard, P::Keys, P::Activity, P::Documentation],
        };
        let link = |part: &Part| {
            let (href, label) = part.link();
            PartLink { href, label, current: *part == current }
        };
        let who =
            member.map(|member| member.key.as_ref().map_or_else(|| "Admin".to_owned(), |key| key.partner_name.clone()));
        Self { who, at_sessions: current == P::Sessions, links: parts.iter().map(link).collect() }
    }

    /// Round a page that does not know who looks: it must not seem that they are signed out.
    pub(crate) fn bare() -> Self {
        Self { who: None, at_sessions: false, links: Vec::new() }
    }

    /// Round a page for somebody who has signed in.
    pub(crate) fn of(member: &Member, part: Part) -> Self {
        Self::new(Some(member), part)
    }

    /// What the shared parts of forms know.
    pub(crate) fn view() -> View {
        View { language: Language::En, clinic: None, languages: Vec::new() }
    }
}

//! Addresses of the desk.

use app::Ctx;
use domain::{SessionId, UserId};

use crate::links::with_query;
use crate::visitor::Visitor;

/// Whether a path is one of the desk's.
pub(crate) fn covers(path: &str) -> bool {
    slug(path).is_some()
}

/// The practice that a path of the desk names.
pub(super) fn slug(path: &str) -> Option<&str> {
    path.strip_prefix("/desk/")?.split('/').next()
}

/// The addresses of a practice's desk.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    root: String,
}

impl Links {
    /// Those of the practice with that short name.
    pub(super) fn new(slug: &str) -> Self {
        Self { root: format!("/desk/{slug}") }
    }

    /// Those of the practice that is asked about.
    pub(super) fn of(ctx: &Ctx) -> Self {
        Self::new(&ctx.organization().slug)
    }

    /// The first page.
    pub(super) fn home(&self) -> String {
        self.root.clone()
    }

    /// What is below the first page.
    pub(super) fn to(&self, below: &str) -> String {
        format!("{}/{below}", self.root)
    }

    /// The same with word of what was just done.
    pub(super) fn after(&self, below: &str, done: &str) -> String {
        with_query(&self.to(below), [("done", done)])
    }

    /// To sign in, and then to go on to where somebody wanted to go.
    pub(super) fn sign_in_for(&self, wanted: &str) -> String {
        let to = self.to("sign-in");
        if wanted == self.root { to } else { with_query(&to, [("to", wanted)]) }
    }

    /// Where to go on: what an address asks for, if that is a page of this desk.
    pub(super) fn wanted(&self, visitor: &Visitor) -> String {
        let below =
            |to: &&str| to.strip_prefix(&self.root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        visitor.query.first("to").filter(below).unwrap_or(&self.root).to_owned()
    }

    /// One of somebody's own sessions, to end it.
    pub(super) fn end_session(&self, id: SessionId) -> String {
        self.to(&format!("account/sessions/{id}/end"))
    }

    /// A user, and what is below.
    pub(super) fn user(&self, id: UserId, below: &str) -> String {
        self.to(&format!("users/{id}{below}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_same_desk_are_gone_on_to() {
        let links = Links::new("alice");
        let wanted = |query: &str| {
            links.wanted(&Visitor::of(&format!("/x?to={query}").parse().unwrap(), &axum::http::HeaderMap::new()))
        };
        for good in ["/desk/alice", "/desk/alice/users", "/desk/alice/account?lang=ar"] {
            assert_eq!(wanted(good), good);
        }
        for bad in [
            "",
            "/desk/alicex",
            "/desk/bob/users",
            "//evil.test",
            "https://evil.test/desk/alice",
            "/desk/alice.evil.test",
        ] {
            assert_eq!(wanted(bad), "/desk/alice", "{bad}");
        }
        assert_eq!(
            links.sign_in_for("/desk/alice/users?page=2"),
            "/desk/alice/sign-in?to=/desk/alice/users%3Fpage%3D2"
        );
    }
}

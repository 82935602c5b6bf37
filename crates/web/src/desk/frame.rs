//! What surrounds every page of the desk: the practice, who has signed in, the ways to its parts, and what was just done.

use app::Ctx;

use super::guest::Member;
use super::links::Links;
use crate::pages::View;
use crate::visitor::Visitor;

/// A part of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Account,
    Users,
}

/// What every page of the desk knows, beside the texts.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub links: Links,
    /// Who has signed in.
    pub who: Option<String>,
    /// The ways to the parts that they may see.
    pub parts: Vec<PartLink>,
    /// What was just done.
    pub done: Option<String>,
}

/// The way to a part.
#[derive(Clone, Debug)]
pub(crate) struct PartLink {
    pub href: String,
    pub label: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// What an address may say was just done, and the text for it.
const DONE: [(&str, &str); 13] = [
    ("signed-out", "desk-done-signed-out"),
    ("link", "desk-done-link"),
    ("new-password", "desk-done-new-password"),
    ("password", "desk-done-password"),
    ("factor-off", "desk-done-factor-off"),
    ("session", "desk-done-session"),
    ("sessions", "desk-done-sessions"),
    ("role", "desk-done-role"),
    ("on", "desk-done-on"),
    ("off", "desk-done-off"),
    ("mailed", "desk-done-mailed"),
    ("factor-reset", "desk-done-factor-reset"),
    ("their-sessions", "desk-done-their-sessions"),
];

impl Frame {
    /// Round a page for anybody.
    pub(super) fn for_anybody(visitor: &Visitor, ctx: &Ctx) -> (View, Self) {
        let view = View::new(visitor, Some(ctx.organization()));
        let wanted = visitor.query.first("done");
        let text = DONE.iter().find(|(name, _)| Some(*name) == wanted).map(|(_, key)| view.t(key));
        let links = Links::of(ctx);
        (view, Self { links, who: None, parts: Vec::new(), done: text })
    }

    /// Round a page of that part, for somebody who has signed in.
    pub(super) fn new(visitor: &Visitor, member: &Member, part: Part) -> (View, Self) {
        let (view, frame) = Self::for_anybody(visitor, &member.ctx);
        let link =
            |other, below, key| PartLink { href: frame.links.to(below), label: view.t(key), current: other == part };
        let mut parts = vec![link(Part::Account, "account", "desk-account")];
        if member.manages_users() {
            parts.push(link(Part::Users, "users", "desk-users"));
        }
        let frame = Self { who: Some(member.user.name.clone()), parts, ..frame };
        (view, frame)
    }
}

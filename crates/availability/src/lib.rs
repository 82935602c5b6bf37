#![doc = include_str!("../README.md")]

mod calendar;
mod channels;
mod clock;
mod engine;
mod explain;
mod request;
mod roster;
mod span;
mod timeline;

pub use calendar::{Calendar, Claim};
pub use channels::{Channel, Channels, UnknownChannel};
pub use engine::{by_date, free, starts, starts_all_of, starts_with};
pub use explain::{CalendarRef, Reason, explain};
pub use request::{Alignment, Request};
pub use roster::{Exception, Period, Roster, WeeklyRule, Window};
pub use span::{LONGEST, Minute, Span};
pub use timeline::Timeline;

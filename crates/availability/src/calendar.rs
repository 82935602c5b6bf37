//! One calendar's time: where it is open and what is taken.

use crate::channels::Channel;
use crate::roster::Window;
use crate::span::Span;

/// Time that is taken in a calendar, with the buffers of whatever takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The time taken.
    pub span: Span,
    /// Which of the calendar's lanes is taken.
    ///
    /// Below 0 it is a closure of every lane. From 0 up to the capacity it is a booking of that lane. From the capacity
    /// on it is deliberate overbooking, which keeps nobody out.
    pub lane: i32,
}

impl Claim {
    /// Whether this closes every lane.
    pub fn is_closure(&self) -> bool {
        self.lane < 0
    }
}

/// What is known of one practitioner, room or device over the range asked about.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// When it is open: windows of all its rosters, in any order. `None` is always, for everybody.
    pub windows: Option<&'a [Window]>,
    /// What is taken, in any order.
    pub claims: &'a [Claim],
    /// How many visits may be at the same time: the number of lanes. With 0 it is never free.
    pub capacity: u16,
}

impl<'a> Calendar<'a> {
    /// The windows open to `channel`, or `None` if it is always open.
    pub(crate) fn windows_for(self, channel: Channel) -> Option<impl Iterator<Item = &'a Window>> {
        let windows = self.windows?;
        Some(windows.iter().filter(move |window| window.channels.contains(channel)))
    }

    /// The claims that can stand in the way of a booking: those of a lane within the capacity.
    pub(crate) fn bookings(self) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(move |claim| (0..i32::from(self.capacity)).contains(&claim.lane))
    }

    /// The claims that close every lane.
    pub(crate) fn closures(self) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(|claim| claim.is_closure())
    }
}

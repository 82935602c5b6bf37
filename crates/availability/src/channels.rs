//! Who may book: channels and sets of them.

use std::fmt;
use std::str::FromStr;

/// A way by which bookings come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Staff at the desk or on the phone.
    Staff,
    /// Patients on the clinic's own pages.
    Online,
    /// Offers made to people on the waiting list.
    WaitingList,
    /// Other systems booking on a patient's behalf, such as a portal.
    Partner,
}

impl Channel {
    /// Every channel, in the order of their bits.
    pub const ALL: [Self; 4] = [Self::Staff, Self::Online, Self::WaitingList, Self::Partner];

    /// The name used in data and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Online => "online",
            Self::WaitingList => "waiting_list",
            Self::Partner => "partner",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Staff => 1,
            Self::Online => 2,
            Self::WaitingList => 4,
            Self::Partner => 8,
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no [`Channel`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownChannel;

impl fmt::Display for UnknownChannel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown channel (expected staff, online, waiting_list or partner)")
    }
}

impl std::error::Error for UnknownChannel {}

impl FromStr for Channel {
    type Err = UnknownChannel;

    /// Reads a name as [`Channel::as_str`] writes it.
    fn from_str(text: &str) -> Result<Self, UnknownChannel> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(UnknownChannel)
    }
}

/// A set of channels; the default is the empty set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Channels(u8);

impl Channels {
    /// No channel at all.
    pub const NONE: Self = Self(0);
    /// Only [`Channel::Staff`].
    pub const STAFF: Self = Self(Channel::Staff.bit());
    /// Only [`Channel::Online`].
    pub const ONLINE: Self = Self(Channel::Online.bit());
    /// Only [`Channel::WaitingList`].
    pub const WAITING_LIST: Self = Self(Channel::WaitingList.bit());
    /// Only [`Channel::Partner`].
    pub const PARTNER: Self = Self(Channel::Partner.bit());
    /// Every channel.
    pub const ALL: Self = Self(0b1111);

    /// The set with these bits (staff 1, online 2, waiting list 4, partner 8); other bits are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The bits of the set, for storage; see [`Channels::from_bits`].
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether `channel` is in the set.
    pub const fn contains(self, channel: Channel) -> bool {
        self.0 & channel.bit() != 0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The channels in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Puts `channel` into the set.
    pub const fn insert(&mut self, channel: Channel) {
        self.0 |= channel.bit();
    }

    /// The channels in the set, in the order of [`Channel::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Channel> {
        Channel::ALL.into_iter().filter(move |channel| self.contains(*channel))
    }
}

impl From<Channel> for Channels {
    fn from(channel: Channel) -> Self {
        Self(channel.bit())
    }
}

impl FromIterator<Channel> for Channels {
    fn from_iter<I: IntoIterator<Item = Channel>>(channels: I) -> Self {
        channels.into_iter().fold(Self::NONE, |set, channel| set.union(channel.into()))
    }
}

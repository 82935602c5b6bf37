//! Minutes, channels, and values that make no sense.

use availability::{
    Alignment, Channel, Channels, Exception, Minute, Period, Request, Span, explain, starts, starts_with,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::given::{Given, HALF_AN_HOUR, claim, everyday, period, span, window};

#[test]
fn minutes_round_to_either_side() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let both = |text| (Minute::floor(at(text)).0, Minute::ceil(at(text)).0);
    assert_eq!(both("1970-01-01T00:01:00Z"), (1, 1));
    assert_eq!(both("1970-01-01T00:01:00.000000001Z"), (1, 2));
    assert_eq!(both("1970-01-01T00:01:59Z"), (1, 2));
    assert_eq!(both("1969-12-31T23:59:00Z"), (-1, -1));
    assert_eq!(both("1969-12-31T23:59:59.999999999Z"), (-1, 0));
    assert_eq!(both("1969-12-31T23:58:59.999999999Z"), (-2, -1));
    assert_eq!((Minute::ceil(Timestamp::MIN), Minute::floor(Timestamp::MAX)), (Minute::MIN, Minute::MAX));
    assert_eq!(Minute(-1).to_timestamp(), at("1969-12-31T23:59:00Z"));
    assert_eq!((Minute(i64::MIN).to_timestamp(), Minute(i64::MAX).to_timestamp()), (Timestamp::MIN, Timestamp::MAX));
}

#[test]
fn channels_are_a_set() {
    let mut set = Channels::NONE;
    set.insert(Channel::WaitingList);
    assert_eq!((set, set.bits()), (Channels::WAITING_LIST, 4));
    assert_eq!(set.union(Channels::STAFF).iter().collect::<Vec<_>>(), [Channel::Staff, Channel::WaitingList]);
    assert_eq!(Channels::from_bits(u8::MAX), Channels::ALL);
    assert_eq!(Channel::ALL.into_iter().collect::<Channels>(), Channels::ALL);
    assert!(Channels::default().is_empty() && !Channels::PARTNER.contains(Channel::Online));
    for channel in Channel::ALL {
        assert_eq!(channel.as_str().parse(), Ok(channel));
        assert_eq!(channel.to_string(), channel.as_str());
    }
    assert!("Staff".parse::<Channel>().is_err());
}
#[test]
fn absurd_values_neither_panic_nor_loop() {
    let (low, high) = (i64::MIN, i64::MAX);
    let widest =
        Request { duration: u16::MAX, buffer_before: u16::MAX, buffer_after: u16::MAX, gap: u16::MAX, ..HALF_AN_HOUR };
    let calendars = [
        Given::open(&[window(low, high)], &[claim(low, high, 0)], 1),
        Given::open(&[window(high, low), window(high, high)], &[claim(high, low, -1)], u16::MAX),
        Given { windows: None, claims: vec![claim(high, high, -1), claim(low, low, 0)], capacity: 1 },
    ];
    let times = [low, Minute::MIN.0, -1, 0, Minute::MAX.0 - 1, Minute::MAX.0, high];
    for request in [HALF_AN_HOUR, widest, Request { duration: 0, alignment: Alignment::AnyMinute, ..HALF_AN_HOUR }] {
        for calendar in calendars.each_ref().map(Given::as_calendar) {
            for start in times.map(Minute) {
                let within = Span { start, end: start.plus(1000) };
                let found = starts_with(&request, &calendar, &[&[calendar]], within);
                let why = explain(&request, &calendar, &[&[calendar]], start);
                assert_eq!(found.contains(start), why.is_empty(), "{request:?} {calendar:?} {start:?} {why:?}");
            }
            assert!(starts(&request, &calendar, span(100, 100)).is_empty());
            assert!(starts(&request, &calendar, span(100, 50)).is_empty());
        }
    }
}

#[test]
fn absurd_rosters_and_spans() {
    let mut roster = everyday("Europe/Berlin", &[period(0, 1440)]);
    for date in [Date::MIN, Date::MAX] {
        let periods = Vec::new();
        roster.exceptions.push(Exception { date, periods });
    }
    let everything = roster.windows(span(i64::MIN, i64::MAX));
    assert!(everything.iter().is_sorted_by_key(|window| window.span));

    let (first, last) = (Minute::MIN.0, Minute::MAX.0);
    for start in [i64::MIN, first, last - 9000, last, i64::MAX - 9000] {
        let windows = roster.windows(span(start, start + 9000));
        assert_eq!(windows.is_empty(), start >= last || start < first, "{start}");
    }
    assert!(roster.windows(span(10, 10)).is_empty());
    assert!(roster.windows(span(10, 9)).is_empty());

    for (start, end) in [(600, 600), (700, 600), (0, 1441), (1440, 1440), (u16::MAX, u16::MAX)] {
        assert_eq!(Period::new(start, end), None);
        let roster = everyday("Europe/Berlin", &[Period { start, end }]);
        assert!(roster.windows(span(0, 20_000)).is_empty());
    }
}

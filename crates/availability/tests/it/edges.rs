//! Edges of the engine, one by one.

use availability::{Alignment, CalendarRef, Channels, Minute, Reason, Request, explain, starts, starts_with};

use crate::given::{Given, HALF_AN_HOUR, claim, minutes, span, window};

/// The starts from minute 0 to 1440 on one calendar.
fn offered(request: &Request, calendar: &Given) -> Vec<i64> {
    minutes(&starts(request, &calendar.as_calendar(), span(0, 1440)))
}

fn reasons(request: &Request, calendar: &Given, start: i64) -> Vec<Reason> {
    explain(request, &calendar.as_calendar(), &[], Minute(start))
}

#[test]
fn touching_periods_are_not_merged() {
    let calendar = Given::open(&[window(0, 60), window(60, 100)], &[], 1);
    assert_eq!(offered(&Request { duration: 40, ..HALF_AN_HOUR }, &calendar), [0, 60]);
    assert_eq!(offered(&Request { duration: 60, ..HALF_AN_HOUR }, &calendar), [0]);
    assert!(offered(&Request { duration: 61, ..HALF_AN_HOUR }, &calendar).is_empty());
}

#[test]
fn a_start_needs_only_one_of_several_overlapping_windows() {
    let calendar = Given::open(&[window(0, 70), window(20, 100)], &[], 1);
    assert_eq!(offered(&HALF_AN_HOUR, &calendar), [0, 20, 30, 50]);
}

#[test]
fn claims_may_touch() {
    let calendar = Given::open(&[window(0, 120)], &[claim(30, 60, 0)], 1);
    assert_eq!(offered(&HALF_AN_HOUR, &calendar), [0, 60, 90]);
    let closed = Given::open(&[window(0, 120)], &[claim(30, 60, -1)], 9);
    assert_eq!(offered(&HALF_AN_HOUR, &closed), [0, 60, 90]);
    let empty = Given::open(&[window(0, 120)], &[claim(45, 45, 0), claim(60, 30, -1)], 1);
    assert_eq!(offered(&HALF_AN_HOUR, &empty), [0, 30, 60, 90]);
}

#[test]
fn buffers_are_kept_free_but_may_stick_out_of_the_hours() {
    let request = Request { buffer_before: 10, buffer_after: 20, ..HALF_AN_HOUR };
    let calendar = Given::open(&[window(0, 120)], &[], 1);
    assert_eq!(offered(&request, &calendar), [0, 30, 60, 90]);
    let calendar = Given::open(&[window(0, 120)], &[claim(-10, -5, 0), claim(139, 150, -1)], 1);
    assert_eq!(offered(&request, &calendar), [30, 60]);
    let calendar = Given::open(&[window(0, 120)], &[claim(-20, -10, 0), claim(140, 150, -1)], 1);
    assert_eq!(offered(&request, &calendar), [0, 30, 60, 90]);
}

#[test]
fn the_gap_is_kept_from_bookings_but_not_from_closures() {
    let request = Request { gap: 15, ..HALF_AN_HOUR };
    let booked = Given::open(&[window(0, 180)], &[claim(60, 90, 0)], 1);
    assert_eq!(offered(&request, &booked), [0, 120, 150]);
    assert_eq!(reasons(&request, &booked, 30), [Reason::Gap { calendar: CalendarRef::Lead, span: span(60, 90) }]);
    let closed = Given::open(&[window(0, 180)], &[claim(60, 90, -1)], 1);
    assert_eq!(offered(&request, &closed), [0, 30, 90, 120, 150]);
}

#[test]
fn one_lane_must_be_free_throughout() {
    let hour = Request { duration: 60, ..HALF_AN_HOUR };
    let lanes = [claim(0, 60, 0), claim(30, 90, 1)];
    assert_eq!(offered(&HALF_AN_HOUR, &Given::open(&[window(0, 120)], &lanes, 2)), [0, 60, 90]);
    // From 30 until 60 nobody is free; at 0 lane 1 is free for half an hour only.
    assert_eq!(offered(&hour, &Given::open(&[window(0, 120)], &lanes, 2)), [60]);
    assert_eq!(offered(&hour, &Given::open(&[window(0, 120)], &lanes, 3)), [0, 30, 60]);
    // Both lanes are taken from 30 on, in whatever order the bookings come.
    let mixed = [claim(0, 30, 0), claim(30, 60, 1), claim(30, 60, 0)];
    assert_eq!(offered(&HALF_AN_HOUR, &Given::open(&[window(0, 60)], &mixed, 2)), [0]);
    // Between them the two lanes always have room, but nobody changes chairs.
    let alternating = [claim(0, 30, 0), claim(30, 60, 1)];
    assert!(offered(&hour, &Given::open(&[window(0, 60)], &alternating, 2)).is_empty());
}

#[test]
fn overbooking_and_no_lanes() {
    let overbooked = [claim(0, 60, 1), claim(0, 60, 7)];
    assert_eq!(offered(&HALF_AN_HOUR, &Given::open(&[window(0, 60)], &overbooked, 1)), [0, 30]);
    let none = Given::open(&[window(0, 60)], &[], 0);
    assert!(offered(&HALF_AN_HOUR, &none).is_empty());
    assert_eq!(reasons(&HALF_AN_HOUR, &none, 0), [Reason::Closed { calendar: CalendarRef::Lead, span: span(0, 30) }]);
    let all = Given::open(&[window(0, 60)], &[claim(0, 60, i32::MAX), claim(0, 60, i32::MIN)], u16::MAX);
    assert!(offered(&HALF_AN_HOUR, &all).is_empty());
}

#[test]
fn lead_time_and_horizon_include_their_ends() {
    let request = Request { earliest: Minute(30), latest: Minute(90), ..HALF_AN_HOUR };
    let calendar = Given::open(&[window(0, 600)], &[], 1);
    assert_eq!(offered(&request, &calendar), [30, 60, 90]);
    assert_eq!(reasons(&request, &calendar, 0), [Reason::LeadTime]);
    assert_eq!(reasons(&request, &calendar, 120), [Reason::Horizon]);
    assert_eq!(offered(&Request { earliest: Minute(91), ..request }, &calendar), [0_i64; 0]);
}

#[test]
fn within_bounds_the_start_half_open() {
    let calendar = Given::open(&[window(0, 600)], &[], 1);
    let found = starts(&HALF_AN_HOUR, &calendar.as_calendar(), span(30, 90));
    assert_eq!(minutes(&found), [30, 60]);
}

#[test]
fn grids() {
    let late = Given::open(&[window(70, 140)], &[], 1);
    let aligned = |alignment| offered(&Request { alignment, ..HALF_AN_HOUR }, &late);
    assert_eq!(aligned(Alignment::PeriodStart { step: 20 }), [70, 90, 110]);
    assert_eq!(aligned(Alignment::EveryMinutes { step: 20 }), [80, 100]);
    let any: Vec<_> = (70..=110).collect();
    assert_eq!(aligned(Alignment::AnyMinute), any);
    assert_eq!(aligned(Alignment::PeriodStart { step: 0 }), any);
    assert_eq!(aligned(Alignment::EveryMinutes { step: 0 }), any);
    assert_eq!(aligned(Alignment::PeriodStart { step: u16::MAX }), [70]);

    let always = Given { windows: None, claims: Vec::new(), capacity: 1 };
    let found = starts(&HALF_AN_HOUR, &always.as_calendar(), span(-61, 61));
    assert_eq!(minutes(&found), [-60, -30, 0, 30, 60], "without windows the grid counts from the epoch");
}

#[test]
fn a_requirement_is_met_by_any_one_of_its_calendars() {
    let lead = Given::open(&[window(0, 120)], &[], 1);
    let chairs = [Given::open(&[window(0, 60)], &[], 1), Given::open(&[window(60, 120)], &[claim(60, 90, 0)], 1)];
    let chairs = chairs.each_ref().map(Given::as_calendar);
    let found = starts_with(&HALF_AN_HOUR, &lead.as_calendar(), &[&chairs], span(0, 120));
    assert_eq!(minutes(&found), [0, 30, 90]);
    let why = explain(&HALF_AN_HOUR, &lead.as_calendar(), &[&chairs, &[]], Minute(60));
    let chair = CalendarRef::Required { requirement: 0, calendar: 1 };
    assert_eq!(
        why,
        [
            Reason::ResourceMissing { requirement: 0 },
            Reason::Claimed { calendar: chair, span: span(60, 90) },
            Reason::ResourceMissing { requirement: 1 },
        ]
    );
}

#[test]
fn every_reason_is_given() {
    let mut staff_only = window(0, 120);
    staff_only.channels = Channels::STAFF;
    let claims = [claim(40, 50, -1), claim(70, 80, -1), claim(35, 36, 0), claim(20, 29, 0), claim(10, 20, 0)];
    let calendar = Given::open(&[staff_only], &claims, 1);
    let request = Request {
        buffer_before: 10,
        buffer_after: 20,
        gap: 5,
        earliest: Minute(90),
        latest: Minute(10),
        ..HALF_AN_HOUR
    };
    let lead = CalendarRef::Lead;
    let expected = [
        Reason::LeadTime,
        Reason::Horizon,
        Reason::Channel,
        Reason::OffGrid,
        Reason::Closed { calendar: lead, span: span(40, 50) },
        Reason::Buffer { calendar: lead, span: span(70, 80) },
        Reason::Claimed { calendar: lead, span: span(35, 36) },
        Reason::Buffer { calendar: lead, span: span(20, 29) },
        Reason::Gap { calendar: lead, span: span(10, 20) },
    ];
    assert_eq!(reasons(&request, &calendar, 32), expected);
    assert_eq!(reasons(&HALF_AN_HOUR, &calendar, 600), [Reason::OutsideRoster]);
}

//! The engine against a naive oracle that looks at every minute of every visit.

use availability::{Alignment, Calendar, Request, Window, explain, starts, starts_all_of, starts_with};
use proptest::prelude::*;

use crate::given::{Given, minutes, question};

/// Whether `start` should be on offer, read off the documentation word by word.
fn offered(request: &Request, lead: &Calendar<'_>, requirements: &[&[Calendar<'_>]], start: i64) -> bool {
    let in_time = start >= request.earliest.0 && start <= request.latest.0;
    let met = |calendars: &&[Calendar<'_>]| {
        calendars
            .iter()
            .any(|calendar| is_open(request, calendar, start, |_| true) && is_free(request, calendar, start))
    };
    in_time
        && is_open(request, lead, start, |window| is_aligned(request, window, start))
        && is_free(request, lead, start)
        && requirements.iter().all(met)
}

/// Whether some window that `suits`, or the lack of windows if that suits, holds every minute of the visit.
fn is_open(request: &Request, calendar: &Calendar<'_>, start: i64, suits: impl Fn(Option<&Window>) -> bool) -> bool {
    let Some(windows) = calendar.windows else {
        return suits(None);
    };
    let mut visit = start..start + i64::from(request.duration.max(1));
    windows.iter().any(|window| {
        window.channels.contains(request.channel)
            && suits(Some(window))
            && visit.clone().all(|minute| window.span.start.0 <= minute && minute < window.span.end.0)
    }) && visit.next().is_some()
}

/// Whether walking up or down the grid arrives at `start`.
fn is_aligned(request: &Request, window: Option<&Window>, start: i64) -> bool {
    let (origin, step) = match request.alignment {
        Alignment::AnyMinute => return true,
        Alignment::PeriodStart { step } => (window.map(|window| window.span.start.0), step),
        Alignment::EveryMinutes { step } => (window.map(|window| window.day_start.0), step),
    };
    let step = i64::from(step.max(1));
    match origin {
        Some(origin) => (0..1000).any(|k| origin + k * step == start),
        None => start % step == 0,
    }
}

fn is_free(request: &Request, calendar: &Calendar<'_>, start: i64) -> bool {
    let taken_from = start - i64::from(request.buffer_before);
    let taken_until = start + i64::from(request.duration.max(1)) + i64::from(request.buffer_after);
    let gap = i64::from(request.gap);
    let claimed = |minute: i64, in_lane: &dyn Fn(i32) -> bool| {
        calendar
            .claims
            .iter()
            .any(|claim| in_lane(claim.lane) && claim.span.start.0 <= minute && minute < claim.span.end.0)
    };
    let closed = (taken_from..taken_until).any(|minute| claimed(minute, &|lane| lane < 0));
    let free_lane = |lane: i32| !(taken_from - gap..taken_until + gap).any(|minute| claimed(minute, &|it| it == lane));
    !closed && (0..i32::from(calendar.capacity)).any(free_lane)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn starts_are_those_of_the_oracle(question in question()) {
        let (found, expected) = question.ask(|request, lead, requirements, within| {
            let found = minutes(&starts_with(request, lead, requirements, within));
            let every = within.start.0..within.end.0;
            let expected: Vec<_> = every.filter(|start| offered(request, lead, requirements, *start)).collect();
            (found, expected)
        });
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_start_is_explained_unless_it_is_offered(question in question()) {
        question.ask(|request, lead, requirements, within| {
            let offered = starts_with(request, lead, requirements, within);
            for start in within.start.0..within.end.0 {
                let start = availability::Minute(start);
                let reasons = explain(request, lead, requirements, start);
                prop_assert_eq!(reasons.is_empty(), offered.contains(start), "{:?}: {:?}", start, reasons);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_simpler_questions_are_special_cases(question in question()) {
        let others: Vec<_> = question.requirements.iter().flatten().map(Given::as_calendar).collect();
        let each: Vec<_> = others.iter().map(std::slice::from_ref).collect();
        let (lead, request, within) = (question.lead.as_calendar(), &question.request, question.within);
        prop_assert_eq!(starts(request, &lead, within), starts_with(request, &lead, &[], within));
        prop_assert_eq!(starts_all_of(request, &lead, &others, within), starts_with(request, &lead, &each, within));
    }
}

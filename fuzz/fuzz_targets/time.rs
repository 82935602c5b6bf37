//! Zones, dates, periods and instants in text.

#![no_main]

use domain::roster::{LocalPeriod, check_periods};
use domain::time::{LocalTime, plus_minutes, time_zone};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: (&str, &str, i64, i64)| {
    let (text, other, microsecond, minutes) = given;
    let instant = Timestamp::from_microsecond(microsecond).unwrap_or(Timestamp::UNIX_EPOCH);
    let later = plus_minutes(instant, minutes);
    assert_eq!(minutes < 0, later < instant || (minutes < 0 && instant == Timestamp::MIN));
    if let Ok(zone) = time_zone("time_zone", text) {
        let local = LocalTime::of(instant, &zone);
        assert!(time_zone("time_zone", &local.zone).is_ok(), "{} is not found again", local.zone);
        let again = zone.to_ambiguous_timestamp(local.civil);
        assert!(again.earlier().is_ok_and(|early| early <= instant) || instant == Timestamp::MIN);
    }
    if let Ok(period) = LocalPeriod::parse(text, other) {
        assert!(check_periods(&[period]).is_ok());
        let minute = |text: &str| -> Option<u32> {
            let (hour, minute) = text.split_once(':')?;
            Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
        };
        assert_eq!((Some(period.start.into()), Some(period.end.into())), (minute(text), minute(other)));
    }
});

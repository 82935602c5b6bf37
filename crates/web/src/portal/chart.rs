//! The calls of the last days as columns. Widths are shares of the page's, heights are pixels, so that letters keep their size
//! on every screen.

use domain::activity::{DayUsage, Sums};

use super::words;

/// Where the columns stand.
const BASELINE: f64 = 262.0;
/// How high the highest line is above that.
const HEIGHT: f64 = 228.0;
/// What the numbers of the lines take of the width, in percent.
const MARGIN: f64 = 9.0;
/// How much of its share of the width a column fills.
const FILLED: f64 = 0.58;

/// A drawing of columns.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
    /// What it shows, in words.
    pub description: String,
}

/// The calls of a day. Everything is spelled as SVG wants it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub x: String,
    pub width: String,
    pub middle: String,
    pub good: Bar,
    pub bad: Bar,
    pub label_y: String,
    /// How many, short.
    pub label: String,
    pub weekday: String,
    /// Day and month, and the day alone where there is no room for both.
    pub date: String,
    pub day: String,
}

/// A part of a column; nothing when it has no height.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub y: String,
    pub height: String,
    pub shown: bool,
}

/// A line to read heights by.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub y: String,
    pub label_y: String,
    pub label: String,
}

impl Chart {
    /// Of these days.
    pub(crate) fn new(days: &[DayUsage]) -> Self {
        let most = days.iter().map(|day| day.sums.calls).max().unwrap_or(0);
        let step = step(most);
        let steps = (most.max(1) + step - 1) / step;
        let scale = HEIGHT / float(steps * step);
        let share = (100.0 - MARGIN) / float(i64::try_from(days.len()).unwrap_or(1).max(1));
        let mut left = MARGIN;
        let mut columns = Vec::with_capacity(days.len());
        for day in days {
            columns.push(column(day, left, share, scale));
            left += share;
        }
        let line = |index: i64| {
            let y = BASELINE - float(index * step) * scale;
            Line { y: pixels(y), label_y: pixels(y - 4.0), label: short(index * step) }
        };
        Self { columns, lines: (0..=steps).map(line).collect(), description: description(days) }
    }
}

fn column(day: &DayUsage, left: f64, share: f64, scale: f64) -> Column {
    let sums = &day.sums;
    // One failed call of many can still be seen.
    let bad = if sums.errors > 0 { (float(sums.errors) * scale).max(4.0) } else { 0.0 };
    let good = (float(sums.calls) * scale - bad).max(0.0);
    let bar =
        |bottom: f64, height: f64| Bar { y: pixels(bottom - height), height: pixels(height), shown: height > 0.0 };
    Column {
        x: percent(left + share * (1.0 - FILLED) / 2.0),
        width: percent(share * FILLED),
        middle: percent(left + share / 2.0),
        good: bar(BASELINE, good),
        bad: bar(BASELINE - good, bad),
        label_y: pixels(BASELINE - good - bad - 6.0),
        label: if sums.calls == 0 { String::new() } else { short(sums.calls) },
        weekday: day.day.strftime("%a").to_string(),
        date: day.day.strftime("%-d %b").to_string(),
        day: day.day.day().to_string(),
    }
}

/// Between lines: 1, 2 or 5 with zeros, so that there are at most five.
fn step(most: i64) -> i64 {
    let mut unit: i64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = unit.saturating_mul(factor);
            if most <= step.saturating_mul(4) {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

fn description(days: &[DayUsage]) -> String {
    let all = days.iter().fold(Sums::default(), |all, day| Sums {
        calls: all.calls + day.sums.calls,
        errors: all.errors + day.sums.errors,
        duration_us: all.duration_us + day.sums.duration_us,
    });
    if all.calls == 0 {
        return "There were no calls on any of these days.".to_owned();
    }
    let most = days.iter().max_by_key(|day| day.sums.calls);
    let busiest = most.map(|day| {
        format!(" The busiest day was {}, with {}.", day.day.strftime("%A, %-d %B"), words::count(day.sums.calls))
    });
    format!(
        "{} calls, of which {} failed.{} The table below has all figures.",
        words::count(all.calls),
        words::count(all.errors),
        busiest.unwrap_or_default()
    )
}

/// `950`, `1.2k`, `34k`, `5M`
fn short(number: i64) -> String {
    let cut = |unit: i64, letter: char| {
        let (whole, tenth) = (number / unit, number % unit * 10 / unit);
        if whole < 10 && tenth > 0 { format!("{whole}.{tenth}{letter}") } else { format!("{whole}{letter}") }
    };
    match number {
        ..1000 => number.to_string(),
        1000..1_000_000 => cut(1000, 'k'),
        _ => cut(1_000_000, 'M'),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of calls stay far below 2^52")]
fn float(number: i64) -> f64 {
    number as f64
}

fn pixels(number: f64) -> String {
    format!("{number:.1}")
}

fn percent(number: f64) -> String {
    format!("{number:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(number: i8, calls: i64, errors: i64) -> DayUsage {
        DayUsage { day: date(2026, 3, number), sums: Sums { calls, errors, duration_us: 0 } }
    }

    #[test]
    fn lines_are_few_and_round() {
        for (most, expected) in [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (400, 100), (401, 200)] {
            assert_eq!(step(most), expected, "{most}");
        }
        assert!(step(i64::MAX) > 0);
    }

    #[test]
    fn columns_stay_within_the_drawing_and_failures_are_seen() {
        let chart = Chart::new(&[day(1, 0, 0), day(2, 10_000, 1), day(3, 7, 7)]);
        assert!(!chart.columns[0].good.shown && !chart.columns[0].bad.shown);
        assert_eq!((chart.columns[1].bad.height.as_str(), chart.columns[1].label.as_str()), ("4.0", "10k"));
        assert!(chart.columns.iter().all(|column| column.label_y.parse::<f64>().unwrap() > 0.0));
        assert!(chart.description.starts_with("10,007 calls, of which 8 failed. The busiest day was Monday, 2 March"));
        assert_eq!(Chart::new(&[day(1, 0, 0)]).lines.len(), 2);
    }

    #[test]
    fn numbers_are_shortened() {
        assert_eq!([0, 999, 1000, 1250, 34_900, 5_000_000].map(short), ["0", "999", "1k", "1.2k", "34k", "5M"]);
    }
}

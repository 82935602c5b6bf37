//! A set of minutes as a bitmap.

use crate::span::{Minute, Span};

/// Minutes per word.
const WORD: i64 = 64;

/// A set of minutes within a span: one bit per minute.
///
/// Words lie on multiples of 64 minutes since the epoch, so that timelines of different spans combine word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// `None` when the span asked for is beyond all time that can be reckoned with.
    span: Option<Span>,
    /// The number of the first word: its first minute divided by 64.
    first_word: i64,
    /// Bits outside of `span` are never set.
    words: Vec<u64>,
}

impl Timeline {
    /// The empty set within `span`. A span longer than [`LONGEST`](crate::LONGEST) is cut at its end.
    pub fn new(span: Span) -> Self {
        let span = span.cut();
        let first_word = span.map_or(0, |span| span.start.0.div_euclid(WORD));
        let after_last = span.map_or(0, |span| (span.end.0 - 1).div_euclid(WORD) + 1);
        Self { span, first_word, words: vec![0; index(after_last - first_word)] }
    }

    /// The span in which the minutes lie, or `None` when it was empty or beyond jiff's range.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Keeps only the minutes that are in `other` too.
    pub fn and(&mut self, other: &Self) {
        let shift = self.first_word - other.first_word;
        for (number, word) in (shift..).zip(&mut self.words) {
            *word &= other.word(number);
        }
    }

    /// Adds the minutes of `other` that lie within the span of this timeline.
    pub fn or(&mut self, other: &Self) {
        let shift = self.first_word - other.first_word;
        for (number, word) in (shift..).zip(&mut self.words) {
            *word |= other.word(number);
        }
        if let Some(span) = self.span {
            self.clear_range(Minute(i64::MIN), span.start);
            self.clear_range(span.end, Minute(i64::MAX));
        }
    }

    /// Adds every minute from `from` until `until` (excluded) that lies within the span.
    pub fn set_range(&mut self, from: Minute, until: Minute) {
        if let Some(span) = self.span {
            self.change(from.max(span.start), until.min(span.end), |word, mask| *word |= mask);
        }
    }

    /// Removes every minute from `from` until `until` (excluded).
    pub fn clear_range(&mut self, from: Minute, until: Minute) {
        self.change(from, until, |word, mask| *word &= !mask);
    }

    /// Adds `origin` plus every multiple of `step` (1 or more) from `from` until `until` that lies within the span.
    pub(crate) fn set_grid(&mut self, (origin, step): (Minute, i64), from: Minute, until: Minute) {
        if step == 1 {
            return self.set_range(from, until);
        }
        let Some(span) = self.span else { return };
        let (from, until) = (from.max(span.start), until.min(span.end));
        let first = from.plus(origin.0.saturating_sub(from.0).rem_euclid(step));
        let zero = self.first_word * WORD;
        let (mut at, end, step) =
            (index(first.0.saturating_sub(zero)), index(until.0.saturating_sub(zero)), index(step));
        while at < end {
            self.words[at / 64] |= 1 << (at % 64);
            at += step;
        }
    }

    /// Whether `minute` is in the set.
    pub fn contains(&self, minute: Minute) -> bool {
        let number = minute.0.div_euclid(WORD).saturating_sub(self.first_word);
        self.word(number) >> minute.0.rem_euclid(WORD) & 1 == 1
    }

    /// The minutes, ascending.
    pub fn iter(&self) -> impl Iterator<Item = Minute> {
        (self.first_word..).zip(&self.words).flat_map(|(number, &word)| {
            // Each step drops the lowest bit.
            let rests = std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
            rests
                .take_while(|rest| *rest != 0)
                .map(move |rest| Minute(number * WORD + i64::from(rest.trailing_zeros())))
        })
    }

    /// The first minute.
    pub fn first(&self) -> Option<Minute> {
        self.iter().next()
    }

    /// The first `n` minutes, ascending; fewer when there are fewer.
    pub fn first_n(&self, n: usize) -> Vec<Minute> {
        self.iter().take(n).collect()
    }

    /// Whether there is no minute in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many minutes are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| index(i64::from(word.count_ones()))).sum()
    }

    /// The word of that number, counted from the first; 0 out of range.
    fn word(&self, number: i64) -> u64 {
        usize::try_from(number).ok().and_then(|number| self.words.get(number)).copied().unwrap_or(0)
    }

    /// Applies `change` to each word that has minutes from `from` until `until`, with the mask of those minutes.
    fn change(&mut self, from: Minute, until: Minute, change: impl Fn(&mut u64, u64)) {
        let zero = self.first_word * WORD;
        let from = index(from.0.saturating_sub(zero));
        let until = index(until.0.saturating_sub(zero)).min(self.words.len() * 64);
        if from >= until {
            return;
        }
        let (first, last) = (from / 64, (until - 1) / 64);
        let head = u64::MAX << (from % 64);
        let tail = u64::MAX >> (63 - (until - 1) % 64);
        if first == last {
            return change(&mut self.words[first], head & tail);
        }
        change(&mut self.words[first], head);
        self.words[first + 1..last].iter_mut().for_each(|word| change(word, u64::MAX));
        change(&mut self.words[last], tail);
    }
}

/// A position in the bitmap; what lies before it is taken as its start.
fn index(position: i64) -> usize {
    usize::try_from(position).unwrap_or(0)
}

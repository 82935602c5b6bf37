#!/usr/bin/env python3
"""What the windows of rosters are, reckoned by another language with another library.

For every zone of the IANA database and every change of its clock from 2020 to 2037 this writes rosters and the windows that
they have by the written policy (README.md, "When the clock is changed"). `tests/it/time_oracle.rs` compares them with the crate.

    pip install "python-dateutil>=4" tzdata==2026.5
    python3 oracle.py > windows.txt

Older editions of python-dateutil can't read zone files of today's form, and would see no change of any clock: they are refused.
The `tzdata` package must be of the edition that the crate's zone database has: 2026.5 is 2026e. The first line of the output is
that edition; then follows a line for each question:

    zone every_weeks anchor valid_from valid_until weekly exceptions from until windows

with periods such as `1=540-720,780-1020;7=0-1440` (Monday is 1), instants in minutes since the epoch, each window as
`start-end/midnight`, and `-` for nothing.
"""

import functools
import pathlib
import sys
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Optional

import tzdata
from dateutil import tz

FIRST = datetime(2020, 1, 1, tzinfo=timezone.utc)
LAST = datetime(2038, 1, 1, tzinfo=timezone.utc)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WEEKDAYS = range(1, 8)


@dataclass(frozen=True)
class Roster:
    """Periods are pairs of minutes of the day."""

    weekly: dict = field(default_factory=dict)
    every_weeks: int = 1
    anchor: date = date(2020, 1, 1)
    valid_from: Optional[date] = None
    valid_until: Optional[date] = None
    exceptions: dict = field(default_factory=dict)

    def periods(self, day):
        """The periods of a day: those of an exception, or the weekly ones in weeks in which these hold."""
        if self.valid_from and day < self.valid_from or self.valid_until and day > self.valid_until:
            return []
        if day in self.exceptions:
            return self.exceptions[day]
        weeks = (monday(day) - monday(self.anchor)).days // 7
        return self.weekly.get(day.isoweekday(), []) if weeks % self.every_weeks == 0 else []


def monday(day):
    return day - timedelta(days=day.weekday())


class Zone:
    """The clock on a wall in one zone."""

    def __init__(self, name, path):
        self.name = name
        self.tz = tz.tzfile(str(path))
        self.instant = functools.lru_cache(maxsize=100_000)(self._instant)

    def local(self, instant):
        """What the wall shows."""
        return instant.astimezone(self.tz).replace(tzinfo=None)

    def _instant(self, local):
        """When the wall shows a local time for the first time; or when it is skipped."""
        first, second = (local.replace(tzinfo=self.tz, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
        if tz.datetime_exists(local, self.tz):
            found = min(first, second)
            assert self.local(found) == local, (self.name, local)
            return found
        # By the offset after the change it lies before the change, and the other way round.
        before, after = min(first, second), max(first, second)
        while after - before > MINUTE:
            middle = before + (after - before) // MINUTE // 2 * MINUTE
            before, after = (before, middle) if self.local(middle) > local else (middle, after)
        assert self.local(before) < local < self.local(after), (self.name, local)
        return after

    def changes(self):
        """The instants at which the wall is put forward or back."""
        step, at = timedelta(hours=12), FIRST
        while at < LAST:
            if self._offset(at) != self._offset(at + step):
                before, after = at, at + step
                while after - before > MINUTE:
                    middle = before + (after - before) // MINUTE // 2 * MINUTE
                    before, after = (middle, after) if self._offset(middle) == self._offset(at) else (before, middle)
                yield after
            at += step

    def _offset(self, instant):
        return self.local(instant) - instant.replace(tzinfo=None)

    def of_day(self, day, minute):
        """The instant of a minute of a day; 1440 is the midnight at its end."""
        return self.instant(datetime.combine(day, time()) + minute * MINUTE)

    def windows(self, roster, begin, end):
        """The windows that overlap a range, by start."""
        windows = []
        day, last = self.local(begin).date() - 3 * DAY, self.local(end).date() + 3 * DAY
        while day <= last:
            for opening, closing in roster.periods(day):
                start, stop = self.of_day(day, opening), self.of_day(day, closing)
                # One that is emptied is no window.
                if start < stop and start < end and begin < stop:
                    windows.append((start, stop, self.of_day(day, 0)))
            day += DAY
        return sorted(windows)


def everyday(periods):
    return {weekday: periods for weekday in WEEKDAYS}


def about_the_change(zone, change):
    """Periods before, across, inside and after what is skipped or repeated, and up to its edges."""
    shown = sorted((zone.local(change - MINUTE) + MINUTE, zone.local(change)))
    low, high = (local.hour * 60 + local.minute for local in shown)
    if high <= low:  # it is about midnight
        low, high = (low, 1440) if low else (0, 60)
    pairs = [
        (low - 90, low - 30),
        (low - 30, low),
        (low - 30, low + 10),
        (low - 30, high + 30),
        (low, high),
        (low + 10, high - 10),
        (low + 20, high + 45),
        (high - 15, high + 15),
        (high, high + 60),
        (high + 30, high + 120),
        (0, low),
        (high, 1440),
    ]
    cut = ((max(opening, 0), min(closing, 1440)) for opening, closing in pairs)
    return [(opening, closing) for opening, closing in cut if opening < closing]


def questions(zone, change):
    """Rosters about one change of the clock, each with a range."""
    today = zone.local(change).date()
    periods = about_the_change(zone, change)
    near, far = 3 * DAY, 25 * DAY
    hours = [(540, 720), (780, 1020)]
    nights = {weekday: [(0, 240), (1320, 1440)] for weekday in (6, 7, 1)}
    # Across, inside and at the edges of the change.
    yield Roster(everyday(periods)), change - near, change + near
    yield Roster(everyday(periods)), change - 10 * MINUTE, change + 10 * MINUTE
    yield Roster(everyday(periods)), change, change + 60 * MINUTE
    # Days without a break, and a series that keeps its time.
    yield Roster(everyday([(0, 1440)])), change - far, change + far
    yield Roster({weekday: hours for weekday in range(1, 6)}), change - far, change + far
    yield Roster({today.isoweekday(): [(periods[0][0], periods[0][1]), (570, 600)]}), change - far, change + far
    # Every other week, in those of the change and in the others; every third.
    yield Roster(nights, every_weeks=2, anchor=today), change - far, change + far
    yield Roster(nights, every_weeks=2, anchor=today + 7 * DAY), change - far, change + far
    yield Roster(everyday(periods[:3]), every_weeks=3, anchor=today - 700 * DAY), change - far, change + far
    # Beginning and ending on the day.
    yield Roster(everyday([(0, 1440)] + periods), valid_from=today), change - near, change + near
    yield Roster(everyday([(0, 1440)] + periods), valid_until=today), change - near, change + near
    yield Roster(nights, valid_from=today - DAY, valid_until=today + DAY), change - far, change + far
    # Other hours on the day, and off on the next.
    other = {today: periods, today + DAY: [], today - DAY: [(0, 30), (1410, 1440)]}
    yield Roster(everyday(hours), exceptions=other), change - near, change + near
    yield Roster(nights, every_weeks=2, anchor=today + 7 * DAY, exceptions=other), change - far, change + far


def text(zone, roster, begin, end):
    """A question and its answer as a line."""
    minutes = lambda instant: (instant - EPOCH) // MINUTE
    periods = lambda pairs: ",".join(f"{opening}-{closing}" for opening, closing in pairs)
    days = lambda table: ";".join(f"{day}={periods(pairs)}" for day, pairs in sorted(table.items())) or "-"
    windows = [
        f"{minutes(start)}-{minutes(stop)}/{minutes(midnight)}"
        for start, stop, midnight in zone.windows(roster, begin, end)
    ]
    return " ".join(
        [
            zone.name,
            str(roster.every_weeks),
            str(roster.anchor),
            str(roster.valid_from or "-"),
            str(roster.valid_until or "-"),
            days(roster.weekly),
            days(roster.exceptions),
            str(minutes(begin)),
            str(minutes(end)),
            ",".join(windows) or "-",
        ]
    )


def main():
    folder = pathlib.Path(tzdata.__file__).parent
    if not any(Zone("Europe/Berlin", folder / "zoneinfo" / "Europe" / "Berlin").changes()):
        sys.exit("this python-dateutil can't read the zone files: 4 or newer is needed")
    print(tzdata.IANA_VERSION)
    for name in sorted((folder / "zones").read_text().split()):
        zone = Zone(name, folder / "zoneinfo" / name)
        for change in [FIRST + 12 * 60 * MINUTE, *zone.changes()]:
            for roster, begin, end in questions(zone, change):
                print(text(zone, roster, begin, end))


if __name__ == "__main__":
    sys.exit(main())

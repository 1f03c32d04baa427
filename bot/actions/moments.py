"""Points in time as tenants write them: since when something is broken, and when somebody may come.

Pure: the text, the words of a language and ``now`` decide. Days and clock times are Europe/Paris; what is told of
the past is never later than now.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend_client import windows
from backend_client.calendar import local_instant, paris_day
from bot.actions.phrases import Numbered, Phrases, TimeWords

_STARTS = {"morning": time(8), "noon": time(12), "afternoon": time(14), "evening": time(18), "night": time(0)}
"""When a part of the day begins, for what is only told by its part."""

_NIGHT_OF_A_DAY = time(22)
"""The night of a day that is named begins on it; "this night" began at midnight."""

_PARTS = {"morning": "morning", "noon": "afternoon", "afternoon": "afternoon", "evening": "afternoon"}
_EVENING = "17:00"
_OTHER_PART = {"morning": "afternoon", "afternoon": "morning"}
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
_MONTHS = {"month": 1, "year": 12}
_WORDS_BEFORE = re.compile(r"[^,;.!?]*$")
_REACH = 60
"""How many letters around a point in time may belong to it."""

_NEAR = 4
"""How many words before a day may take it back: "je ne peux pas du tout lundi"."""

_SLACK = timedelta(hours=2)
"""How far from a named hour a window may begin or end: arrival windows last two hours."""


@dataclass(frozen=True)
class Since:
    """Since when. ``at``: an ISO day, or an ISO instant in UTC where the words name an hour or a part of the day."""

    words: str
    at: str


@dataclass(frozen=True)
class Wish:
    """When somebody may come, as far as the words say it.

    ``weekdays``: 0 is Monday; ``first`` and ``last``: ISO days; ``not_days``: ISO days that do not suit;
    ``starts``, ``ends``: clock times "HH:MM" that a window may not begin before, or end after.
    """

    part: str | None = None
    weekdays: tuple[int, ...] = ()
    not_weekdays: tuple[int, ...] = ()
    first: str | None = None
    last: str | None = None
    not_days: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None

    def __bool__(self) -> bool:
        return self != NO_WISH

    @property
    def excluded(self) -> tuple[int, ...]:
        """Weekdays that do not suit: those refused, and all others where some are named."""
        others = [day for day in range(7) if self.weekdays and day not in self.weekdays]
        return tuple(sorted({*others, *self.not_weekdays}))

    def search(self, after: datetime | None = None) -> windows.Wish:
        """The same as the search for windows takes it; ``after``: later than this window."""
        return windows.Wish(
            after=after,
            part=self.part,
            not_weekdays=self.excluded,
            not_before=date.fromisoformat(self.first) if self.first else None,
            last=date.fromisoformat(self.last) if self.last else None,
            not_days=tuple(map(date.fromisoformat, self.not_days)),
            starts=time.fromisoformat(self.starts) if self.starts else None,
            ends=time.fromisoformat(self.ends) if self.ends else None,
        )

    def stored(self) -> dict[str, Any]:
        """As JSON, without what is not said."""
        lists = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}
        return {name: value for name, value in lists.items() if value}

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> "Wish":
        known = {name: value for name, value in (stored or {}).items() if name in cls.__dataclass_fields__}
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in known.items()}
        return cls(**values)


NO_WISH = Wish()


def _number_of(table: Numbered, word: str) -> int:
    return next((number for number, words in table.items() if words.fullmatch(word)), 0)


def _code_of(table: Mapping[str, re.Pattern[str]], word: str) -> str:
    return next((code for code, words in table.items() if words.fullmatch(word)), "")


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last of a shorter month."""
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Point:
    """One match of ``TimeWords.when``, read."""

    words: TimeWords
    groups: Mapping[str, str]

    @classmethod
    def of(cls, words: TimeWords, match: re.Match[str]) -> "Point":
        return cls(words, {name: value for name, value in match.groupdict().items() if value})

    def number(self, group: str, table: Numbered) -> int:
        said = self.groups[group]
        return int(said) if said.isdigit() else _number_of(table, said)

    @property
    def weekday(self) -> int | None:
        return _number_of(self.words.weekdays, self.groups["weekday"]) if "weekday" in self.groups else None

    @property
    def part(self) -> str | None:
        said = self.groups.get("part") or self.groups.get("part_behind")
        return _code_of(self.words.parts, said) if said else None

    def clock(self, prefix: str = "") -> time | None:
        """The clock time; None where there is none or it is no clock time."""
        if not prefix and "bare" in self.groups:
            # "après 17" is an hour, "j'ai 2 chats" is none
            hour, minute, half = self.groups["bare"] if "limit" in self.groups else None, None, None
        else:
            hour, minute, half = (self._numbered(f"{prefix}{sign}") for sign in ("hour", "minute", "half"))
        if hour is None or int(hour) > 24:
            return None
        later = 12 if half and half[0] == "p" and int(hour) < 12 else 0
        if not half and not later and int(hour) < 12 and self.part in ("evening", "afternoon"):
            later = 12
        return time((int(hour) + later) % 24, int(minute or 0))

    def _numbered(self, sign: str) -> str | None:
        found = re.compile(rf"{sign}\d+")
        return next((value for name, value in self.groups.items() if found.fullmatch(name)), None)

    def day(self, today: date, past: bool, named: bool = True) -> date | None:
        """The day that is meant, on the side of today that is meant; None: no day is named.

        :param named: a lone number counts as a day of the month
        """
        if "days" in self.groups:
            return today + timedelta(days=_number_of(self.words.days, self.groups["days"]))
        if "span" in self.groups:
            return today + timedelta(days=_number_of(self.words.spans, self.groups["span"]))
        if "day" in self.groups or "day_behind" in self.groups:
            return self._of_calendar(today, past)
        if "lone" in self.groups and (named or "weekday" in self.groups):
            return _nearest([_valid(y, m, int(self.groups["lone"])) for y, m in _months_around(today)], today, past)
        if "weekday" in self.groups and self.weekday is not None:
            ahead = (self.weekday - today.weekday()) % 7
            return today + timedelta(days=(ahead - 7) if past else ahead)
        return None

    def _of_calendar(self, today: date, past: bool) -> date | None:
        number = int(self.groups.get("day") or self.groups["day_behind"])
        named = self.groups.get("month") or self.groups.get("month_first")
        month = int(self.groups["mm"]) if "mm" in self.groups else 0
        if named:
            month = _number_of(self.words.months, named)
        if not month:
            return None
        year = int(self.groups.get("year") or self.groups.get("year_after") or 0)
        if year:
            return _valid(year if year > 99 else 2000 + year, month, number)
        return _nearest([_valid(today.year + step, month, number) for step in (-1, 0, 1)], today, past)


def _months_around(today: date) -> list[tuple[int, int]]:
    at = [today.year * 12 + today.month - 1 + step for step in (-2, -1, 0, 1, 2)]
    return [(each // 12, each % 12 + 1) for each in at]


def _valid(year: int, month: int, day: int) -> date | None:
    fits = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if fits else None


def _nearest(days: Iterable[date | None], today: date, past: bool) -> date | None:
    on_side = [day for day in days if day is not None and (day <= today if past else day >= today)]
    return (max if past else min)(on_side, default=None)


def since(text: str, phrases: Iterable[Phrases], now: datetime) -> Since | None:
    """Since when something is so: "depuis hier soir", "ça fait 3 jours". The longest reading of all languages."""
    found = [
        (match, each.time)
        for each in phrases
        for pattern in each.time.since
        for match in [pattern.search(each.fold(text))]
        if match
    ]
    for match, words in sorted(found, key=lambda f: -len(f[0][0])):
        at = _past(Point.of(words, match), now)
        if at is not None:
            return Since(match[0].strip(), at)
    return None


def _past(point: Point, now: datetime) -> str | None:
    """An ISO day or instant, never later than now."""
    ago = _ago(point, now)
    if ago is not None:
        return ago
    today = paris_day(now)
    day, clock, part = point.day(today, past=True), point.clock(), point.part
    if day is None and clock is None and part is None:
        return None
    if day is None:
        day = today
    if clock is None and part is None:
        return day.isoformat() if day <= today else None
    starts = clock or (_NIGHT_OF_A_DAY if part == "night" and day != today else _STARTS[part or "morning"])
    at = local_instant(day, starts)
    while at > now:
        day -= timedelta(days=1)
        at = local_instant(day, starts)
    return at.astimezone(UTC).isoformat()


def _ago(point: Point, now: datetime) -> str | None:
    group = "n" if "n" in point.groups else "count"
    if group not in point.groups:
        return None
    unit = _code_of(point.words.units, point.groups["unit" if group == "n" else "count_unit"])
    number = point.number(group, point.words.numbers)
    if unit in _MONTHS:
        return months_before(paris_day(now), number * _MONTHS[unit]).isoformat()
    if unit == "hour" and 12 < number < 24:
        at = local_instant(paris_day(now), time(number % 24))
        at = at if at <= now else local_instant(paris_day(now) - timedelta(days=1), time(number % 24))
        return at.astimezone(UTC).isoformat()
    if unit in ("minute", "hour"):
        return (now - number * _UNITS[unit]).astimezone(UTC).isoformat()
    return (paris_day(now) - number * _UNITS[unit]).isoformat()


def wish(text: str, phrases: Iterable[Phrases], now: datetime, besides: str = " ") -> Wish:
    """Reads "plutôt jeudi matin", "demain après 17h", "pas lundi". An empty wish is false.

    Of several languages, the one that understands most of the text.

    :param besides: folded words of the text that tell since when, and nothing of when to come
    """
    read = [_wish_in(each.fold(text).replace(besides, " "), each.time, paris_day(now)) for each in phrases]
    return max(read, key=lambda r: r[0], default=(0, NO_WISH))[1]


def _wish_in(folded: str, words: TimeWords, today: date) -> tuple[int, Wish]:
    matches = [match for match in words.when.finditer(folded) if match[0].strip(" ,'")]
    found: dict[str, Any] = {}
    for match in matches:
        _add(found, _said(folded, match, words, today))
    ahead = next((m for m in (pattern.search(folded) for pattern in words.ahead) if m), None)
    if ahead:
        found["first"] = _in_time(Point.of(words, ahead), today)
        found.pop("last", None)
    read = sum(len(match[0]) + _around(folded, match, words) for match in matches) + (len(ahead[0]) if ahead else 0)
    return (read if found else 0), Wish(**found)


def _around(folded: str, match: re.Match[str], words: TimeWords) -> int:
    """How many letters around a point in time are words of the same language: "3/12" alone is of any."""
    before, behind = _surroundings(folded, match)
    found = [words.after.search(before), words.before.search(before), words.on.search(before)]
    found += [words.after_behind.match(behind), words.before_behind.match(behind), words.refusal_behind.match(behind)]
    return sum(len(each[0]) for each in found if each)


def _in_time(point: Point, today: date) -> str:
    number, unit = point.number("n", point.words.numbers), _code_of(point.words.units, point.groups["unit"])
    if unit in _MONTHS:
        return months_before(today, -number * _MONTHS[unit]).isoformat()
    return (today + number * _UNITS[unit]).isoformat()


def _add(found: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Several days are all wished; of anything else, the last word counts."""
    for name, value in said.items():
        found[name] = (*found.get(name, ()), *value) if isinstance(value, tuple) else value


def _said(folded: str, match: re.Match[str], words: TimeWords, today: date) -> dict[str, Any]:
    """What one point in time says of the wish, with the words around it."""
    before, behind = _surroundings(folded, match)
    point, refused = Point.of(words, match), _is_refused(before, behind, words)
    front, back = _limit(before, "", words), _limit("", behind, words)
    timed = point.clock() is not None
    said = _day_said(point, today, front or (None if timed else back), refused, named=bool(words.on.search(before)))
    if refused and said:
        return said
    if point.part and not timed:
        said |= _part_said(point.part, refused)
    return said | _hours_said(point, words, back or (None if said else front))


def _limit(before: str, behind: str, words: TimeWords) -> str | None:
    if words.after.search(before) or words.after_behind.match(behind):
        return "after"
    return "before" if words.before.search(before) or words.before_behind.match(behind) else None


def _surroundings(folded: str, match: re.Match[str]) -> tuple[str, str]:
    return folded[max(0, match.start() - _REACH) : match.start()], folded[match.end() : match.end() + _REACH]


def _is_refused(before: str, behind: str, words: TimeWords) -> bool:
    sentence = _WORDS_BEFORE.search(before)
    near = " ".join((sentence[0] if sentence else "").split()[-_NEAR:])
    if words.free.search(near):
        return False
    return bool(words.refusal.search(near) or words.refusal_behind.match(behind))


def _day_said(point: Point, today: date, limit: str | None, refused: bool, named: bool) -> dict[str, Any]:
    if "ahead" in point.groups:
        return _week_said(point, today, refused)
    dated = any(group in point.groups for group in ("days", "day", "day_behind")) or ("lone" in point.groups and named)
    weekday = point.weekday
    if not dated and "lone" not in point.groups and weekday is not None and not (limit and not refused):
        return {"not_weekdays" if refused else "weekdays": (weekday,)}
    day = point.day(today, past=False, named=named)
    if day is None or day < today:
        return {}
    if limit == "after":
        # "pas avant le 3" and "à partir du 3" include the day
        return {"first": day.isoformat()}
    if limit == "before":
        return {"first" if refused else "last": day.isoformat()}
    return {"not_days": (day.isoformat(),)} if refused else {"first": day.isoformat(), "last": day.isoformat()}


def _week_said(point: Point, today: date, refused: bool) -> dict[str, Any]:
    monday = today - timedelta(days=today.weekday())
    weeks = _number_of(point.words.weeks_ahead, point.groups["ahead"])
    if refused and weeks == 0:
        return {"first": (monday + timedelta(days=7)).isoformat()}
    if refused:
        return {"last": (monday + timedelta(days=7 * weeks - 1)).isoformat()}
    last = {"last": (monday + timedelta(days=6)).isoformat()} if weeks == 0 else {}
    weekday = {"weekdays": (point.weekday,)} if point.weekday is not None else {}
    return {"first": max(monday + timedelta(days=7 * weeks), today).isoformat(), **last, **weekday}


def _part_said(part: str, refused: bool) -> dict[str, Any]:
    side = _PARTS.get(part)
    if side is None:
        return {}
    if refused:
        return {"part": _OTHER_PART[side]}
    return {"part": side, **({"starts": _EVENING} if part == "evening" else {})}


def _hours_said(point: Point, words: TimeWords, limit: str | None) -> dict[str, Any]:
    clock, until = point.clock(), point.clock("until_")
    if clock is None:
        return {}
    own = point.groups.get("limit")
    if own:
        limit = _limit(f"{own} ", "", words) or limit
    if until is not None:
        return {"starts": f"{clock:%H:%M}", "ends": f"{until:%H:%M}"}
    if limit:
        return {"starts" if limit == "after" else "ends": f"{clock:%H:%M}"}
    around = datetime.combine(date(2000, 1, 2), clock)
    earliest, latest = around - _SLACK, around + _SLACK
    return {"starts": f"{earliest:%H:%M}", "ends": f"{latest:%H:%M}" if latest.day == 2 else "23:59"}
